import Drawing
import Neural
import Wording

/// All feature maps of a layer: the overlay at one position of the input, and the neuron that it
/// feeds in each of the maps, which see the same input through filters of their own.
struct FeatureMapsFigure: ComposedFigure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass
  private let values: ConvolutionValues
  /// The position that is followed.
  private let position: OverlayPosition
  /// The maps that are shown, in order.
  private let maps: [Int]

  /// The most maps that are shown: a grid in which each can still be told from the others.
  static let most = 12

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
    values = ConvolutionValues(pass, stage: subject.stage)
    position = pass.sweep[subject.step % pass.sweep.count]
    let count = pass.layer.maps
    maps =
      count <= FeatureMapsFigure.most
      ? Array(0..<count) : Array(0..<FeatureMapsFigure.most - 2) + [count - 1]
  }

  private var hidden: Int { pass.layer.maps - maps.count }

  /// The channels that all maps see, or with groups those of the first map.
  private var shownChannels: [Int] {
    Volume.shown(of: pass.layer.channels)
  }

  private func step(_ map: Int) -> DotProduct {
    pass.steps[map * pass.sweep.count + position.index]
  }

  var ledger: Ledger {
    var ledger = Ledger()
    let under = pass.sweep.underlay
    if ConvolutionValues.areNumbersPrinted(under) {
      for channel in shownChannels {
        for index in 0..<under.count {
          let cell = Cell(index / under.columns, index % under.columns)
          ledger.register(values.input(cell, channel: channel))
        }
      }
    }
    for map in maps {
      if ConvolutionValues.areNumbersPrinted(pass.sweep.extent) {
        ledger.register(values.steps(ofMap: map).map(values.a))
      }
      values.stateActivation(of: step(map), in: &ledger)
    }
    return ledger
  }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = ConvolutionParts(subject, spellings, pen)
      let color = parts.theme.position(0).color
      return Sheet(
        title: .number(title, .semibold), subtitle: [pass.caption, parts.activationWords],
        step: (position.index, pass.sweep.count), stepColor: color, body: body(parts),
        band: band(parts), description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func body(_ parts: ConvolutionParts) -> any Block {
    let scale = parts.outputScale
    let style = parts.theme.position(0)
    let input = parts.volume(
      shownChannels, of: pass.layer.channels, titled: say("input"),
      parts.notation.general(Tensors.input), legend: parts.inputScale
    ) { channel in
      var input = parts.input(
        channel: channel, map: 0, position: nil, marks: [(position, style, nil)], fill: .heat,
        hasCorners: false, hasIndices: false)
      (input.numbersCost, input.leastSide) = (20, 60)
      return input
    }
    let sheets = maps.map { map -> any Block in
      var matrix = parts.featureMap(
        map, filled: pass.sweep.count, marked: [position.index: style], scale: scale)
      (matrix.name, matrix.numbersCost, matrix.leastSide) = ("map \(map)", 20, 40)
      matrix.importance = 1 / Double(maps.count).squareRoot()
      guard pass.layer.maps > 1 else { return matrix }
      return Titled("", parts.notation.general(Tensors.a, "\(map)"), matrix)
    }
    let ellipsis = Fixed.words("⋯  " + say("\(hidden) more"))
    var blocks = sheets
    if hidden > 0 { blocks.insert(ellipsis, at: blocks.count - 1) }
    func grid(_ columns: Int) -> any Block {
      let places = blocks.enumerated().map { index, block in
        Grid.Place(block, row: index / columns, column: index % columns)
      }
      var grid = Grid(places: places)
      (grid.gap, grid.widest) = (Size(22, 12), 60)
      return Titled(
        say("feature maps"), parts.mapSymbol,
        below: [Legend(scale, of: Tensors.a, parts.spellings)], Whole(grid))
    }
    let counts = Set((1...4).map { (blocks.count + $0 - 1) / $0 }).sorted()
    let rows = counts.map { Stack.row([input, grid($0)], gap: 40, widest: 110) }
    let columns = counts.map { Stack.column([input, grid($0)], gap: 26, widest: 60) }
    let arrangements: [any Block] = rows + columns
    return Counted(
      FirstThatFits(
        arrangements + counts.map { Lacking([(say("input"), 200)], grid($0)) }),
      shown: maps.count, of: pass.layer.maps, place: say("feature maps"))
  }

  // MARK: - Words

  private var title: String {
    pass.layer.maps == 1
      ? say("One layer, one feature map") : say("One layer, \(pass.layer.maps) feature maps")
  }

  /// What each map learns.
  private func band(_ parts: ConvolutionParts) -> Band {
    return Band([
      .equation(
        BandEquation(
          lead: .words(say("parameters")),
          terms: [
            .init(
              .words(
                pass.layer.hasBias ? say("maps · (weights + bias)") : say("maps · weights")),
              .number(pass.layer.learntProduct, .regular))
          ],
          result: [
            .relation("="), .number(NumberFormat.grouped(pass.layer.learntCount), .bold),
          ])),
      .remark(
        say("a neuron in each map"),
        pass.layer.hasBias
          ? say("each map has a filter and a bias of its own")
          : say("each map has a filter of its own")),
    ])
  }

  private func description(_ spellings: Spellings) -> String {
    let words = StepWords(pass.accounts, spellings, stage: values.stage)
    let said = maps.prefix(4).map { map in
      let step = step(map)
      return words(step.index, of: .forward, sum: values.sum(of: step))
    }
    let rest = pass.layer.maps - said.count
    return
      ([pass.caption + ".", say("The overlay at one position feeds one neuron of each map.")]
      + said + (rest > 0 ? [say("\(rest) more are left out") + "."] : [])).joined(separator: " ")
  }
}
