import Drawing
import Neural
import Wording

/// Right answers and cost by epoch over one axis, and the states of a filter at their epochs.
struct CourseChart: Block {
  let subject: TrainingSubject
  let spellings: Spellings
  var hasFilters = true
  var hasShares = true

  var share: Size { Size(20, 12) }
  func least(_ pen: Pen) -> Size { Size(320, 150) }

  private var epochs: [EpochRecord] { subject.course.epochs }

  /// What a part is called.
  static func name(_ part: TrainingSubject.Part) -> String {
    switch part {
    case .training: say("training")
    case .validation: say("validation")
    case .heldOut: say("held out")
    }
  }

  private static func color(_ part: TrainingSubject.Part, _ pen: Pen) -> Color {
    switch part {
    case .training: pen.theme.ink
    case .validation: pen.theme.position(1).color
    case .heldOut: pen.theme.position(0).color
    }
  }

  /// Where everything is.
  private struct Plan {
    let plot: ClosedRange<Double>
    let first: Int
    let last: Int
    let shares: ClosedRange<Double>
    let costs: ClosedRange<Double>
    /// The baseline of the epochs' numbers.
    let numbers: Double
    let filters: Double
    let cell: Double

    func x(_ epoch: Int) -> Double {
      guard last > first else { return (plot.lowerBound + plot.upperBound) / 2 }
      let share = Double(epoch - first) / Double(last - first)
      return plot.lowerBound + share * (plot.upperBound - plot.lowerBound)
    }
  }

  // MARK: - Layout

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let size = pen.measures.caption
    let ends = subject.parts.flatMap { part in
      [end(subject.lastAccuracy(part), "%", part, pen), end(subject.lastCost(part), "", part, pen)]
    }
    let right = 34 + (ends.map(\.bounds.width).max() ?? 0)
    let names = hasFilters ? filterWords(pen) : nil
    let first = subject.filter?.states.first?.epoch == 0 ? 0 : 1
    // Heights: headings and the row of numbers are fixed, the plots take the rest.
    let heading = 26.0
    let foot = 34.0
    let rows = Double(subject.filter?.extent.rows ?? 0)
    let columns = Double(subject.filter?.extent.columns ?? 0)
    var cell = 0.0
    if hasFilters, rows > 0 {
      cell = min(38, room.height * 0.28 / rows, room.width * 0.11 / columns)
    }
    let filters = hasFilters ? rows * cell + 12 : 0
    let heads = heading * (hasShares ? 2 : 1) + (hasShares ? 16 : 0)
    let plots = max(20, room.height - heads - foot - filters - 4)
    let upper = hasShares ? plots * 0.4 : 0
    let top = heading
    let middle = hasShares ? top + upper + 16 + heading : heading
    let bottom = middle + plots - upper
    let axis = PlotAxis.logarithmic(
      over: subject.parts.flatMap { subject.scores($0).map(\.cost) },
      most: max(2, Int((plots - upper) / 19)))
    let ticks = axis.ticks.map { pen.label(NumberFormat.shortest($0), size: size) }
    let left = max(
      (ticks.map(\.bounds.width).max() ?? 0) + 12, hasShares ? 58 : 0, columns * cell / 2 + 2)
    let plan = Plan(
      plot:
        left...max(
          left + 40, room.width - max(right, columns * cell / 2 + 16 + (names?.size.width ?? 0))),
      first: first,
      last: epochs.count, shares: top...(top + upper), costs: middle...bottom,
      numbers: bottom + foot - 10, filters: bottom + foot, cell: cell)
    var layout = Layout(size: Size(room.width, bottom + foot + filters))
    let shown = shownStates(plan)
    layout.items += guides(plan, shown, pen)
    if hasShares {
      layout.items += panel(
        plan, plan.shares,
        .shares(over: subject.parts.flatMap { subject.scores($0).map(\.accuracy) }),
        title: .number(say("right answers"), .medium), { CourseChart.percent($0) }, pen,
        value: \.accuracy
      ) { end(subject.lastAccuracy($0), "%", $0, pen) }
    }
    layout.items += panel(
      plan, plan.costs, axis,
      title: .row([.number(say("cost"), .medium), .space(0.5), .math("C")]),
      { NumberFormat.shortest($0) }, pen, value: \.cost
    ) { end(subject.lastCost($0), "", $0, pen) }
    layout.items += numbers(plan, shown, pen)
    if hasFilters { add(shown, plan, room, &layout, pen) }
    layout.content = (plan.plot.upperBound - plan.plot.lowerBound) * (plots + filters)
    if plots - upper < 70 || (hasShares && upper < 46) { layout.loss += 200 }
    if plan.plot.upperBound - plan.plot.lowerBound < 120 { layout.loss += 300 }
    return layout
  }

  private static func percent(_ share: Double) -> String {
    NumberFormat(for: [share * 100]).string(share * 100) + " %"
  }

  /// A last value and whose it is.
  private func end(
    _ datum: Datum, _ unit: String, _ part: TrainingSubject.Part, _ pen: Pen
  ) -> Picture {
    let color = pen.theme.text(in: CourseChart.color(part, pen), on: pen.theme.paper)
    return pen.formula(
      .row(
        [spellings.number(datum, .semibold)]
          + (unit.isEmpty ? [] : [.space(0.2), .number(unit, .semibold)])
          + [.space(0.5), .words(CourseChart.name(part))]), size: 18, color: color)
  }

  // MARK: - Plots

  private func panel(
    _ plan: Plan, _ range: ClosedRange<Double>, _ axis: PlotAxis, title: Formula,
    _ text: (Double) -> String, _ pen: Pen, value: (Score) -> Double,
    end: (TrainingSubject.Part) -> Picture
  ) -> [Item] {
    func y(_ value: Double) -> Double {
      range.upperBound - axis.share(of: value) * (range.upperBound - range.lowerBound)
    }
    let heading = pen.formula(title, size: pen.measures.heading)
    var items = heading.moved(-heading.bounds.minX, range.lowerBound - 14).items
    for tick in axis.ticks {
      let label = pen.label(text(tick), size: pen.measures.caption, color: pen.theme.muted)
      items.append(
        .path(
          .line(Point(plan.plot.lowerBound, y(tick)), Point(plan.plot.upperBound, y(tick))),
          .stroke(pen.theme.hairline, 1)))
      items +=
        label.moved(
          plan.plot.lowerBound - 12 - label.bounds.maxX, y(tick) - label.bounds.midY
        ).items
    }
    var ends: [(point: Point, label: Picture, color: Color)] = []
    // What is learnt from lies below the others.
    for part in subject.parts {
      let color = CourseChart.color(part, pen)
      let values = subject.scores(part).map(value)
      let curve = PlotCurve(
        points: zip(epochs, values).map { (Double($0.epoch), $1) }, color: color,
        width: part == .training ? 2 : 2.6, dash: part == .validation ? [7, 5] : [])
      items += curve.items(name: part.rawValue, { Point(plan.x(Int($0)), y($1)) }, pen)
      ends.append((Point(plan.x(epochs.count), y(values[values.count - 1])), end(part), color))
    }
    return items
      + pen.endLabels(
        ends, x: plan.plot.upperBound + 30, range: (range.lowerBound + 2)...(range.upperBound - 2))
  }

  /// Dotted lines down to the filters, or to the numbers of some epochs.
  private func guides(_ plan: Plan, _ shown: [Int], _ pen: Pen) -> [Item] {
    let top = hasShares ? plan.shares.lowerBound : plan.costs.lowerBound
    return marked(plan, shown).filter { plan.x($0) > plan.plot.lowerBound + 1 }.map { epoch in
      .path(
        .line(Point(plan.x(epoch), top), Point(plan.x(epoch), plan.costs.upperBound)),
        .stroke(pen.theme.hairline.mixed(with: pen.theme.frame, 0.4), 1.2, dash: [1, 5]))
    }
  }

  /// The epochs whose numbers stand below the plots.
  private func marked(_ plan: Plan, _ shown: [Int]) -> [Int] {
    if hasFilters, let filter = subject.filter { return shown.map { filter.states[$0].epoch } }
    guard plan.last > plan.first else { return [plan.last] }
    return Array(Set((0...4).map { plan.first + $0 * (plan.last - plan.first) / 4 })).sorted()
  }

  private func numbers(_ plan: Plan, _ shown: [Int], _ pen: Pen) -> [Item] {
    let line = Item.path(
      .line(
        Point(plan.plot.lowerBound, plan.costs.upperBound + 4),
        Point(plan.plot.upperBound, plan.costs.upperBound + 4)),
      .stroke(pen.theme.frame, 1.4))
    var items = [line]
    var free = 0.0
    for (order, epoch) in marked(plan, shown).enumerated() {
      let number = NumberFormat.grouped(epoch)
      let text = pen.label(
        order == 0 ? say("epoch \(number)") : number, size: 16, weight: .medium)
      // The first number stands at its epoch, its word before it.
      let own = pen.label(number, size: 16, weight: .medium).bounds.width
      var x = plan.x(epoch) - text.bounds.width / 2
      if order == 0 {
        x = min(max(0, plan.x(epoch) + own / 2 - text.bounds.width), plan.x(epoch) - own / 2)
      }
      guard x >= free else { continue }
      items += text.moved(x - text.bounds.minX, plan.numbers).items
      free = x + text.bounds.width + 8
    }
    return items
  }

  // MARK: - Filters

  /// The states that have room beside one another: the first, the last, and from the left what fits.
  private func shownStates(_ plan: Plan) -> [Int] {
    guard hasFilters, let filter = subject.filter else { return [] }
    let within = filter.states.indices.filter {
      (plan.first...plan.last).contains(filter.states[$0].epoch)
    }
    guard let last = within.last else { return [] }
    let width = Double(filter.extent.columns) * plan.cell + 10
    var shown: [Int] = []
    for state in within.dropLast() {
      let x = plan.x(filter.states[state].epoch)
      let isFree = shown.last.map { x - plan.x(filter.states[$0].epoch) >= width } ?? true
      if isFree, plan.x(filter.states[last].epoch) - x >= width { shown.append(state) }
    }
    return shown + [last]
  }

  private func add(
    _ shown: [Int], _ plan: Plan, _ room: Size, _ layout: inout Layout, _ pen: Pen
  ) {
    guard let filter = subject.filter else { return }
    let scale = scale(filter, pen)
    let format = format(scale)
    let hasNumbers = filter.extent.rows <= 8 && filter.extent.columns <= 8 && scale.high >= 0.01
    var right = 0.0
    for state in shown {
      var matrix = Matrix.heat(
        "filter \(filter.states[state].epoch)", say("filter"), filter.extent, scale: scale,
        spellings, nil, hasNumbers: false
      ) { filter.weight(state, $0) }
      if hasNumbers { matrix = matrix.printing(format) { filter.weight(state, $0) } }
      matrix.numbersCost = 10
      let size = Size(
        Double(filter.extent.columns) * plan.cell + 2, Double(filter.extent.rows) * plan.cell + 2)
      let drawn = matrix.layout(in: size, pen)
      let x = plan.x(filter.states[state].epoch) - drawn.size.width / 2
      layout.add(drawn.moved(x, plan.filters))
      right = x + drawn.size.width
    }
    // Whose states they are stands behind the last.
    let words = filterWords(pen)
    let top =
      plan.filters + max(0, (Double(filter.extent.rows) * plan.cell - words.size.height) / 2)
    if right + 14 + words.size.width <= room.width + 1 {
      layout.add(words.moved(right + 14, top))
    } else {
      layout.omit(Omission(.names, in: say("filter")))
    }
  }

  /// The scale of the filter's weights, at all times.
  private func scale(_ filter: TrainingSubject.Filter, _ pen: Pen) -> ValueScale {
    ValueScale(
      .signed,
      over: filter.states.indices.flatMap { state in
        filter.cells.map { filter.weight(state, $0).value }
      }, theme: pen.theme)
  }

  /// Two digits of the largest weight, which is what a cell has room for.
  private func format(_ scale: ValueScale) -> NumberFormat {
    NumberFormat(for: [scale.high], significant: 2)
  }

  /// Which filter it is, with the legend of its weights.
  private func filterWords(_ pen: Pen) -> Layout {
    guard let filter = subject.filter else { return Layout(size: .zero) }
    let scale = scale(filter, pen)
    let index = Voice.current.notation.index(filter.map)
    var lines: [Words.Line] = [.strong(say("filter \(index)"))]
    if let number = filter.number { lines.append(.quiet(say("of layer \(number)"))) }
    if filter.channels > 1 {
      let plane = Voice.current.notation.index(filter.channel)
      lines.append(.quiet(say("plane \(plane) of \(filter.channels)")))
    }
    let legend = Legend(
      scale, format: format(scale), tensor: TrainingCourse.recorded(Tensors.weight))
    return Stack.column([Words(lines, spacing: 7), legend], gap: 12, alignment: .start)
      .layout(in: Size(0, 200), pen)
  }
}
