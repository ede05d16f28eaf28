import Drawing
import Neural
import Wording

extension ChainingFigure {
  /// What is shown of the maps in columns, with its wires.
  ///
  /// - Parameter made: the blocks of other arrangements, which are made once.
  func grid(
    _ parts: ConvolutionParts, _ maps: [Int], _ scale: ValueScale, without left: Set<String>,
    _ made: inout [String: any Block]
  ) -> any Block {
    let names = ["input", "filter", "result", "sum", "z", "a"].filter { !left.contains($0) }
    var places: [Grid.Place] = []
    var wires: [Wire] = []
    func place(
      _ name: String, _ which: String, _ row: Int, _ rows: Int = 1, _ make: () -> any Block
    ) {
      guard let column = names.firstIndex(of: name) else { return }
      let block = made["\(name) \(which)"] ?? make()
      made["\(name) \(which)"] = block
      places.append(Grid.Place(block, row: row, column: column, rows: rows))
    }
    let inputs = inputRows
    let span = maps.map { separate.rows(of: $0).count }.reduce(0, +) / inputs.count
    for (index, channel) in inputs.enumerated() {
      place("input", "\(index)", index * span, span) {
        channel.map { input($0, parts) } ?? separate.ellipsis(maps[0])
      }
    }
    var (row, breaks): (Int, Set<Int>) = (0, [])
    for map in maps {
      let rows = separate.rows(of: map)
      if row > 0 { breaks.insert(row) }
      for (order, channel) in rows.enumerated() {
        let color = channel.map { style($0, parts).color }
        let result = "result \(map) \(channel.map(String.init) ?? "rest")"
        place("result", result, row + order) {
          self.result(result, map, channel, scale, parts)
        }
        wires.append(
          .fan(result, to: "\(map) sum", order: order, of: rows.count, color: color, width: 2))
        guard let channel else {
          place("filter", "\(map)", row + order) { separate.ellipsis(map) }
          continue
        }
        let filter = "filter \(map) \(channel)"
        place("filter", filter, row + order) { self.filter(filter, map, channel, parts) }
        wires += [
          Wire(
            .right("input \(channel)"), .left(filter), .curve, color: color, width: 2,
            hasHead: false),
          Wire(
            .right(filter), .left(result), .level, color: color,
            label: separate.product(map, channel, parts.notation)),
        ]
      }
      let (count, followed) = (rows.count, map == step.map ? step.position.index : nil)
      place("sum", "\(map)", row, count) { sum(map, parts) }
      func neurons(
        _ name: String, _ words: String, _ scale: ValueScale,
        _ datum: @escaping @Sendable (DotProduct) -> Datum
      ) {
        place(name, "\(map)", row, count) {
          var matrix = separate.matrix(
            "\(name) \(map)", place: words, scale: scale, followed: followed, hasSymbols: true,
            parts
          ) { datum(separate.step(map, $0)) }
          matrix.largest = 68
          return matrix
        }
      }
      neurons("z", say("raw activation"), scale) { values.z($0) }
      neurons("a", say("feature map"), parts.outputScale) { values.a($0) }
      wires += [
        Wire(.right("\(map) plus"), .left("z \(map)"), .level),
        Wire(
          .right("z \(map)"), .left("a \(map)"), .level,
          label: pass.layer.activation == .identity ? nil : .function(pass.layer.activation)),
      ]
      row += count
    }
    let titles: [String: Formula] = [
      "input": .heading(say("layer 1"), parts.notation.general(Tensors.input)),
      "filter": .heading(say("filters"), parts.notation.general(Tensors.weight)),
      "result": .heading(say("one result each")),
      "z": .heading(say("sum + bias"), parts.notation.general(Tensors.z)),
      "a": .heading(say("layer 2"), parts.notation.general(Tensors.a)),
    ]
    let legends: [String: any Block] = [
      "input": Legend(parts.inputScale, of: Tensors.input, parts.spellings),
      "filter": Legend(parts.weightScale, of: Tensors.weight, parts.spellings),
      "result": Legend(scale, of: Tensors.subtotal, parts.spellings),
      "a": Legend(parts.outputScale, of: Tensors.a, parts.spellings),
    ]
    var grid = Grid(
      places: places, titles: names.map { titles[$0] },
      below: names.map { legends[$0] ?? Fixed.nothing }, breaks: breaks)
    grid.gap = Size(40, 5)
    return Wired(grid, wires)
  }

  /// Where many filters are low, wider cells keep their numbers.
  private var aspect: Double {
    maps.count * shownChannels(maps[0]).count > 2 && pass.layer.kernel.columns <= 3 ? 1.6 : 1
  }

  func shownChannels(_ map: Int) -> [Int] { separate.channels(of: map).shown }

  /// The maps of layer 1 from top to bottom; nil where some are left out.
  private var inputRows: [Int?] {
    maps.reduce(into: []) { rows, map in
      let next = separate.rows(of: map)
      if !rows.contains(next[0]) { rows += next }
    }
  }

  /// The outline that a map of layer 1 has, and all that comes of it.
  func style(_ channel: Int, _ parts: ConvolutionParts) -> PositionStyle {
    parts.theme.position(inputRows.compactMap { $0 }.firstIndex(of: channel) ?? 0)
  }

  private func input(_ channel: Int, _ parts: ConvolutionParts) -> any Block {
    var matrix = parts.input(
      channel: channel, map: maps[0], position: nil,
      marks: [(step.position, PositionStyle(color: parts.theme.ink), nil)],
      fill: .heat, hasCorners: false, hasIndices: false)
    matrix.name = "input \(channel)"
    matrix.frame = style(channel, parts).stroke(3.4)
    (matrix.numbersCost, matrix.leastSide, matrix.largest) = (15, 40, 68)
    if !values.channels(ofMap: step.map).contains(channel) { matrix.overlays = [] }
    return matrix
  }

  private func filter(
    _ name: String, _ map: Int, _ channel: Int, _ parts: ConvolutionParts
  ) -> any Block {
    let first = values.channels(ofMap: map).lowerBound
    var matrix = parts.filter(map: map, channel: channel - first, isColored: false)
    matrix.frame = style(channel, parts).stroke(3)
    (matrix.name, matrix.numbersCost, matrix.aspect) = (name, 15, aspect)
    return matrix
  }

  /// What one channel gives alone, or all of those that are not shown.
  private func result(
    _ name: String, _ map: Int, _ channel: Int?, _ scale: ValueScale, _ parts: ConvolutionParts
  ) -> any Block {
    var result = separate.matrix(
      name, place: say("separate results"), scale: scale,
      followed: map == step.map ? step.position.index : nil, hasSymbols: false, parts
    ) { separate.result(map, channel, $0) }
    result.frame = channel.map { style($0, parts).stroke(3) }
    result.aspect = aspect
    return result
  }

  /// Σ and the bias of a map.
  private func sum(_ map: Int, _ parts: ConvolutionParts) -> any Block {
    let bias = values.bias(map: map)
    let isSymbols = parts.labels == .symbols
    return NeuronChain(
      sum: nil, bias: isSymbols ? parts.notation.symbol(bias) : parts.spellings.number(bias),
      biasName: isSymbols ? .words(say("bias")) : parts.notation.symbol(bias), z: nil, zName: nil,
      activation: nil, isLow: true, prefix: "\(map) ")
  }
}
