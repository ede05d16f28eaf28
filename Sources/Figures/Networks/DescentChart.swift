import Drawing
import Neural
import Wording

/// The cost along a step of descent, with the line that its slope at the start promises.
struct DescentChart: Block {
  let parts: DescentParts

  var share: Size { Size(5, 2.2) }
  func least(_ pen: Pen) -> Size { Size(300, 110) }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let step = parts.step
    let (theme, size) = (pen.theme, pen.measures.caption)
    let height = min(max(110, room.height), 260)
    let width = min(room.width, max(380, height * 4.4))
    func set(_ formula: Formula, _ color: Color? = nil, size: Double = 17.5) -> Picture {
      pen.formula(formula, size: size, color: color)
    }
    let names = (
      cost: set(.number(say("the cost"), .medium)),
      slope: set(.words(say("its slope at the start")), theme.muted)
    )
    let before = set(
      .row([
        .words(say("before")), .space(0.5), .math("C"), parts.spellings.relation(step.costBefore),
        parts.spellings.number(step.costBefore, .semibold),
      ]))
    let after = set(
      .row([
        .words(say("after")), .space(0.5), .math("C′"), parts.spellings.relation(step.costAfter),
        parts.spellings.number(step.costAfter, .bold),
      ]), theme.text(in: parts.color, on: theme.paper))
    let right = max(names.cost.bounds.width, names.slope.bounds.width) + 16
    let plot = Rectangle(10, 16, max(60, width - right - 10), height - 16 - 30)
    let far = DescentStep.reach
    let tangent = step.before + far * step.promise.value
    let values = step.curve.map(\.cost) + [tangent, step.before]
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    func place(_ length: Double, _ cost: Double) -> Point {
      let share = high > low ? (cost - low) / (high - low) : 0.5
      return Point(
        plot.minX + plot.width * length / far, plot.maxY - 6 - (plot.height - 12) * share)
    }
    let axis = Stroke(color: theme.frame, width: 1.4)
    let (start, end) = (place(0, step.before), place(1, step.after))
    var layout = Layout(size: Size(plot.maxX + right, height))
    layout.items += [
      .path(
        .line(Point(plot.minX, plot.minY - 8), Point(plot.minX, plot.maxY)), Paint(stroke: axis)),
      .path(.line(Point(plot.minX, plot.maxY), Point(plot.maxX, plot.maxY)), Paint(stroke: axis)),
      .group(
        Tag("tangent"),
        [.path(.line(start, place(far, tangent)), .stroke(theme.muted, 1.6, dash: [6, 5]))]),
      .path(
        .line(Point(end.x, end.y + 7), Point(end.x, plot.maxY)),
        .stroke(parts.color, 1.6, dash: [2, 4])),
    ]
    let curve = PlotCurve(
      points: step.curve.map { ($0.length, $0.cost) }, color: theme.ink, width: 2.6)
    layout.items += curve.items(name: "cost", place, pen)
    layout.items += [
      .circle(center: start, radius: 6, .fill(theme.ink)),
      .circle(center: end, radius: 6.5, .fill(parts.color)),
    ]
    // Names at the ends of both lines; the cost where the lines leave room.
    let last = step.curve.last.map { place($0.length, $0.cost) } ?? end
    layout.items += pen.apart(
      [(last.y, names.cost), (place(far, tangent).y, names.slope)], x: plot.maxX + 12,
      range: (plot.minY - 4)...(plot.maxY - 6))
    let falls = step.after <= step.before
    layout.items +=
      before.moved(
        start.x + 14 - before.bounds.minX,
        falls ? start.y - 4 + before.bounds.height * 0.1 : start.y + 22
      ).items
    let below = end.x + 12 - after.bounds.minX
    layout.items += after.moved(below, plot.maxY - 12).items
    let zero = set(.number("0", .regular), theme.muted, size: size)
    let rate = set(
      .row([
        .math("η"), .relation("="),
        .number(NumberFormat.shortest(step.subject.rate), .semibold),
      ]), theme.text(in: parts.color, on: theme.paper))
    let words = set(.words(say("length of the step")), theme.muted, size: size + 1)
    layout.items += zero.moved(plot.minX - zero.bounds.midX, plot.maxY + 20).items
    layout.items += rate.moved(end.x - rate.bounds.midX, plot.maxY + 22).items
    if plot.maxX - words.bounds.width > end.x + rate.bounds.width / 2 + 16 {
      layout.items += words.moved(plot.maxX - words.bounds.maxX, plot.maxY + 20).items
    }
    layout.content = plot.width * plot.height * 0.5
    if after.bounds.width > plot.maxX - end.x || before.bounds.width > plot.width {
      layout.loss += 400
    }
    if height > room.height + 0.5 || layout.size.width > room.width + 0.5 { layout.loss += 400 }
    return layout
  }
}

extension Pen {
  /// Words in a column near heights that are wanted, pushed apart where they would touch.
  func apart(
    _ labels: [(y: Double, picture: Picture)], x: Double, range: ClosedRange<Double>
  ) -> [Item] {
    PlotLabels.heights(labels.map(\.y), range: range).enumerated().flatMap { index, y in
      let picture = labels[index].picture
      return picture.moved(x - picture.bounds.minX, y - picture.bounds.midY).items
    }
  }
}
