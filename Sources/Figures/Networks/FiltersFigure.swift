import Drawing
import Neural
import Wording

/// The filters of a layer, and below each the map that it makes of the input; with the course of a
/// training run before and after it. All filters have one scale, and all maps one.
struct FiltersFigure: ComposedFigure {
  let subject: FiltersSubject
  let pass: Convolution.ForwardPass
  let shown: [Int]

  init(subject: FiltersSubject) { self.init(subject, most: FiltersSubject.most) }

  /// A figure of at most so many filters.
  private init(_ subject: FiltersSubject, most: Int) {
    self.subject = subject
    pass = subject.pass
    shown = subject.shown(most)
  }

  /// The most filters that can be told apart in a part of a slide.
  private static func most(in style: FigureStyle) -> Int {
    guard let room = style.panel else { return FiltersSubject.most }
    return max(2, min(FiltersSubject.most, Int((room.width - 200) / 90)))
  }

  var layer: Convolution { pass.layer }
  var states: [FiltersSubject.State] { subject.states }
  private var kernelCells: [Cell] {
    (0..<layer.kernel.count).map { Cell($0 / layer.kernel.columns, $0 % layer.kernel.columns) }
  }
  /// The channels of each filter that are shown.
  var channels: Range<Int> { 0..<min(layer.channelsInGroup, Planes.most) }

  private static func isFew(_ extent: Extent) -> Bool { extent.rows <= 8 && extent.columns <= 8 }
  private var hasWeightNumbers: Bool {
    FiltersFigure.isFew(layer.kernel) && layer.channelsInGroup <= 4
  }

  var ledger: Ledger {
    var ledger = Ledger()
    for state in states.indices {
      if hasWeightNumbers {
        for map in shown {
          for channel in channels {
            ledger.register(
              kernelCells.map { subject.weight(state, map: map, channel: channel, $0) })
          }
        }
      }
      if FiltersFigure.isFew(pass.sweep.extent) {
        for map in shown {
          ledger.register(mapCells.map { subject.neuron(state, map: map, $0) })
        }
      }
      if let place = subject.mostChanged { ledger.register(subject.weight(state, at: place)) }
    }
    return ledger
  }

  private var mapCells: [Cell] { FiltersFigure.cells(pass.sweep.extent) }
  private static func cells(_ extent: Extent) -> [Cell] {
    (0..<extent.count).map { Cell($0 / extent.columns, $0 % extent.columns) }
  }
  private var inputChannels: [Int] { Volume.shown(of: layer.channels) }

  func scene(style: FigureStyle) -> Scene {
    let most = FiltersFigure.most(in: style)
    guard most >= shown.count else {
      return FiltersFigure(subject, most: most).scene(style: style)
    }
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let number = subject.run.stages.count > 1 ? subject.run.stages[subject.index].number : nil
      let notation = Notation(layer, pen.style.voice.notation, number: number)
      return Sheet(
        title: .number(title, .semibold), subtitle: [pass.caption, planeWords, scoreWords],
        body: body(pen, spellings, notation), band: band(spellings, notation),
        description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func body(_ pen: Pen, _ spellings: Spellings, _ notation: Notation) -> any Block {
    let scales = (weights: subject.weightScale(pen.theme), maps: subject.mapScale(pen.theme))
    let input = self.input(pen, spellings, notation)
    let counts = Set((1...(states.count > 1 ? 2 : 3)).map { (shown.count + $0 - 1) / $0 })
      .sorted(by: >)
    func grid(_ columns: Int, isBeside: Bool = false) -> any Block {
      let legends: [any Block] = [
        Legend(
          scales.weights, of: subject.name(Tensors.weight), spellings,
          name: .words(say("all filters"))),
        Legend(
          scales.maps, of: subject.name(subject.mapStage.outputName.rawValue), spellings,
          name: .words(say("all maps"))),
      ]
      return Stack.column(
        [
          columned(columns, isBeside: isBeside, scales, spellings, notation),
          FirstThatFits([
            Stack.row(legends, gap: 36, widest: 60), Stack.column(legends, gap: 8),
          ]),
        ], gap: 14, widest: 22)
    }
    // All filters in one row first, then in several.
    let rows = counts.flatMap { columns -> [any Block] in
      let below = Stack.row([input, grid(columns)], gap: 30, widest: 60)
      return [below, Stack.row([input, grid(columns, isBeside: true)], gap: 30, widest: 60)]
    }
    let alone = counts.map { Lacking([(place: say("input"), cost: 60)], grid($0)) }
    return Counted(
      FirstThatFits(rows + alone), shown: shown.count, of: layer.maps, place: say("filters"))
  }

  private func input(_ pen: Pen, _ spellings: Spellings, _ notation: Notation) -> any Block {
    let scale = ValueScale(
      pass.input.values.contains { $0 < 0 } ? .signed : subject.shade, over: pass.input.values,
      theme: pen.theme)
    let sheets = inputChannels.map { channel -> Matrix in
      var matrix = Matrix.heat(
        "input \(channel)", say("input"), pass.input.extent, scale: scale, spellings, notation,
        hasNumbers: false
      ) { subject.input(channel: channel, $0) }
      (matrix.numbersCost, matrix.leastSide, matrix.largest) = (0, 60, 34)
      matrix.importance = 4 / Double(max(pass.input.extent.rows, pass.input.extent.columns))
      return matrix
    }
    let symbol = notation.general(Tensors.input)
    let legend = Legend(scale, tensor: Tensors.input)
    guard sheets.count > 1 else {
      return Titled(say("input"), symbol, below: [legend], sheets[0])
    }
    let names = zip(inputChannels, sheets).map { channel, sheet in
      Volume.Channel(
        subject.isPicture && layer.channels == 3
          ? .number(["R", "G", "B"][channel], .semibold)
          : .math(Voice.current.notation.index(channel)), sheet)
    }
    return Titled(
      say("input"), symbol, below: [legend],
      Volume(
        sheets: names, hidden: layer.channels - sheets.count, place: say("channels")))
  }

  /// Filters with their maps in columns; a pair of rows for each state.
  private func columned(
    _ columns: Int, isBeside: Bool, _ scales: (weights: ValueScale, maps: ValueScale),
    _ spellings: Spellings, _ notation: Notation
  ) -> any Block {
    var rows: [Grid.Row] = []
    var wires: [Wire] = []
    func space(_ height: Double) -> Grid.Row {
      .across(Fixed { _ in Picture(bounds: Rectangle(0, 0, 1, height)) })
    }
    func symbol(_ tensor: String, _ indices: String) -> any Block {
      Fixed.formula(notation.general(tensor, indices), size: 20)
    }
    for start in stride(from: 0, to: shown.count, by: columns) {
      let maps = shown[start..<min(start + columns, shown.count)]
      if start > 0 { rows.append(space(4)) }
      rows.append(
        .cells(
          [time(0)]
            + maps.map { map in
              let index = Voice.current.notation.index(map)
              return Fixed.formula(.number(say("filter \(index)"), .medium), size: 18)
            }))
      for state in states.indices {
        var filters = [symbol(Tensors.weight, layer.channelsInGroup > 1 ? "k,c" : "k")]
        var results = [symbol(Tensors.a, "k")]
        for map in maps {
          let filter = filter(state, map, scales.weights, spellings, notation)
          let result = result(state, map, scales.maps, spellings, notation)
          let (from, to) = ("filter \(state) \(map)", "map \(state) \(map)")
          if isBeside {
            filters.append(Stack.row([Anchored(from, filter), result], gap: 26, widest: 26))
            wires.append(Wire(.right(from), .left(to), .level))
          } else {
            filters.append(Anchored(from, filter))
            results.append(result)
            wires.append(Wire(.bottom(from), .top(to)))
          }
        }
        if state > 0 {
          rows.append(.cells([time(state)] + maps.map { _ -> any Block in Fixed.nothing }))
        }
        rows.append(.cells(isBeside ? [Fixed.nothing] + filters.dropFirst() : filters))
        if !isBeside { rows.append(.cells(results)) }
      }
    }
    return Wired(Grid(rows, gap: Size(20, isBeside ? 12 : 17), widest: 54), wires)
  }

  private func filter(
    _ state: Int, _ map: Int, _ scale: ValueScale, _ spellings: Spellings, _ notation: Notation
  ) -> any Block {
    let planes = channels.map { channel -> Matrix in
      var matrix = Matrix.heat(
        "filter \(state) \(map) \(channel)", say("filter"), layer.kernel, scale: scale, spellings,
        states[state].epoch == nil ? notation : nil, hasNumbers: hasWeightNumbers
      ) { subject.weight(state, map: map, channel: channel, $0) }
      (matrix.numbersCost, matrix.leastSide) = (1, 14)
      let side = (Double(channels.count) / Double(channels.count).squareRoot().rounded(.up))
        .rounded(.up)
      matrix.importance = 4.4 / (side * Double(max(layer.kernel.rows, layer.kernel.columns)))
      return matrix
    }
    return planes.count == 1 ? planes[0] : Planes(planes: Array(planes))
  }

  private func result(
    _ state: Int, _ map: Int, _ scale: ValueScale, _ spellings: Spellings, _ notation: Notation
  ) -> any Block {
    let extent = pass.sweep.extent
    var matrix = Matrix.heat(
      "map \(state) \(map)", say("feature map"), extent, scale: scale, spellings,
      states[state].epoch == nil ? notation : nil, hasNumbers: FiltersFigure.isFew(extent)
    ) { subject.neuron(state, map: map, $0) }
    (matrix.numbersCost, matrix.leastSide) = (0, 34)
    matrix.importance = 6 / Double(max(extent.rows, extent.columns))
    return matrix
  }

  /// When a state is; nothing where there is but one.
  private func time(_ state: Int) -> any Block {
    guard let epoch = states[state].epoch else { return Fixed.nothing }
    return Fixed.formula(.number(FiltersFigure.time(epoch), .semibold), size: 18.5)
  }

  /// A share in per cent, with one decimal.
  static func percent(_ share: Double) -> String {
    share == 1 ? "100 %" : NumberFormat.fixed(share * 100, decimals: 1) + " %"
  }

  private static func time(_ epoch: Int) -> String {
    switch epoch {
    case 0: say("before training")
    case 1: say("after 1 epoch")
    default: say("after \(epoch) epochs")
    }
  }
}
