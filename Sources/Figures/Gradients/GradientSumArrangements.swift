import Drawing
import Neural
import Wording

extension GradientSum {
  /// All contributions and their total, in the first arrangement that fits.
  var body: any Block {
    let total = total()
    let channels = shownChannels
    let only = self.total(channels: [channel])
    let component = (place: say("component"), cost: 400)
    let others =
      channels.count > 1 ? [(place: say("channels"), cost: 30)] : []
    let operands = (place: operandsName, cost: 110)
    let isAll = shown.count == values.neurons.count
    let side: [any Block] =
      isStrip
      ? [strip(total)]
      : [
        columns(in: 1, explained(total)), columns(in: 1, total), columns(in: 2, explained(total)),
        columns(in: 2, total),
      ]
    let isUpright = isAll || values.kind == .activations
    var candidates = isUpright ? side + [rows(total)] : [rows(total)] + side
    if !others.isEmpty {
      candidates += [
        Lacking(others, isUpright ? columns(in: 1, only) : rows(only)),
        Lacking(others, isUpright ? rows(only) : columns(in: 1, only)),
      ]
    }
    candidates += [
      Lacking(others + [operands], bare(only)), Lacking(others + [operands, component], only),
    ]
    return FirstThatFits(candidates)
  }

  var operandsName: String {
    values.kind == .weights ? say("underlay") : say("filter")
  }

  /// Whether the input had better lie across the page.
  private var isStrip: Bool {
    let under = pass.sweep.underlay
    return under.columns >= 5 * under.rows
  }

  private var isOneMap: Bool { values.neurons.count == values.gradients.count }

  private func name(_ neuron: Int) -> Formula {
    let name = Formula.number(parts.name(neuron), .medium)
    return parts.colored(name, neuron, on: parts.theme.paper)
  }

  private var componentSymbol: Formula { notation.general(Tensors.delta) }

  /// How many neurons lie between one that is shown and the next, as a row or as a sign.
  private func hidden(before index: Int) -> Int {
    let first = index == 0 ? values.neurons.lowerBound - 1 : shown[index - 1]
    return shown[index] - first - 1
  }

  // MARK: - Few neurons

  /// A neuron's operands, from the top to its component.
  private func column(_ neuron: Int) -> [any Block] {
    let source = values.kind == .weights ? input([neuron]) : filter(neuron, largest: 44)
    return [
      Titled("", name(neuron), source), parts.times(neuron, isDown: true),
      component(neuron, componentScale),
    ]
  }

  /// Neurons side by side in one or several lines, with + between them.
  private func columns(in lines: Int, _ total: any Block) -> any Block {
    let perLine = (shown.count + lines - 1) / lines
    var rows: [Grid.Row] = []
    for start in stride(from: 0, to: shown.count, by: perLine) {
      let line = shown[start..<min(start + perLine, shown.count)].map { column($0) }
      for depth in 0..<3 {
        rows.append(
          .cells(
            line.enumerated().flatMap { index, column -> [any Block] in
              let isFirst = index == 0 && start == 0
              let left = hidden(before: start + index)
              let sign =
                depth == 2
                ? (left > 0 ? more(left, isUpright: true) : Fixed.sign("+"))
                : Fixed.nothing
              return isFirst && lines == 1
                ? [column[depth]]
                : [isFirst ? Fixed.nothing : sign, column[depth]]
            }))
      }
    }
    var grid = Grid(rows, gap: Size(12, 10), widest: 36)
    grid.leading = lines == 1 ? rows.count - 1 : nil
    return Stack.row([grid, Fixed.sign("="), total], gap: 16, widest: 70)
  }

  /// The total below what δ is.
  private func explained(_ total: any Block) -> any Block {
    let delta = notation.general(Tensors.delta, "i,j")
    guard notation.components == .delta else { return total }
    let lines: [Formula] = [
      .row([delta, .relation("="), .partial(.symbol("z", sub: "i,j", sup: notation.layer))]),
      .words(say("a neuron’s component of")),
      .row([
        notation.general(Tensors.biasGradient), .relation("="), .math("∑"), .space(0.2), delta,
      ]),
    ]
    let card = Fixed { pen in
      .column(
        lines.map { line in
          pen.formula(
            line, size: pen.measures.symbolFloor + 0.1,
            color: line.isWords ? pen.theme.muted : nil)
        }, spacing: 9, alignment: .start)
    }
    var ground = Ground(card)
    ground.inset = Size(16, 12)
    var column = Stack.column([ground, total], gap: 18, widest: 60)
    column.leading = 1
    return column
  }

  // MARK: - Many neurons

  /// A row a neuron, with what they are taken from at the left and the total at the right.
  private func rows(_ total: any Block) -> any Block {
    var lines: [Grid.Row] = [.cells(heads)]
    for (index, neuron) in shown.enumerated() {
      if hidden(before: index) > 0 { lines.append(.across(more(hidden(before: index)))) }
      lines.append(.cells(row(neuron)))
    }
    let grid = Grid(lines, gap: Size(12, 10), widest: 36)
    let isWeights = values.kind == .weights
    let left: [any Block] =
      isWeights
      ? [
        Capped(
          Stack.column(
            [source] + (values.gradients.count > 1 ? [deltas] : []), gap: 14, widest: 30),
          widthOfHeight: 0.4)
      ]
      : isOneMap && values.gradients.count > 1 ? [deltas] : []
    let wires = isWeights ? shown.map(lens) : []
    return Wired(
      Stack.row(left + [grid, Fixed.sign("="), total], gap: 20, widest: 80), wires)
  }

  private var heads: [any Block] {
    let underlay: [any Block] = [
      Fixed.formula(.number(say("underlay"), .medium), size: 19), Fixed.nothing,
      Fixed.formula(componentSymbol, size: 20), Fixed.nothing,
      Fixed.formula(.number(say("component"), .medium), size: 19),
    ]
    let weights: [any Block] = [
      Fixed.formula(componentSymbol, size: 20), Fixed.nothing,
      Fixed.formula(.number(say("filter"), .medium), size: 19), Fixed.nothing,
      Fixed.formula(.number(say("component"), .medium), size: 19),
    ]
    return values.kind == .weights ? underlay : weights
  }

  /// One neuron's operands and its component, for a grid.
  private func row(_ neuron: Int) -> [any Block] {
    let component = component(neuron, componentScale)
    return values.kind == .weights
      ? [
        underlay(neuron), Fixed.sign("×"), parts.delta(neuron), Fixed.sign("="), component,
      ]
      : [
        parts.delta(neuron), Fixed.sign("×"), filter(neuron), Fixed.sign("="), component,
      ]
  }

  private func more(_ count: Int, isUpright: Bool = false) -> any Block {
    let words = Formula.words("… " + say("\(count) more"))
    let lines: [Formula] =
      isUpright
      ? [.math("+"), words, .math("+")]
      : [.row([.math("+"), .space(0.4), words, .space(0.4), .math("+")])]
    return Fixed { pen in
      .column(
        lines.map { pen.formula($0, size: 17, color: pen.theme.muted) }, spacing: 6,
        alignment: .center)
    }
  }

  private var source: any Block {
    var input = input(shown, largest: 60)
    let longer = Double(max(input.rows, input.columns))
    input.importance = min(1, 12 / longer)
    let symbol = notation.general(Tensors.input)
    let scale = parts.subject.forward.inputScale(parts.theme)
    let words = pass.layer.channels > 1 ? say("input, channel \(index: channel)") : say("input")
    return Titled(
      words, symbol, below: [Legend(scale, of: Tensors.input, spellings)], input)
  }

  private var deltas: any Block {
    let backward = values.gradients.backward
    let scale = parts.scale(backward.biasGradientComponents)
    var map = parts.neuronMap(
      "components", say("components"), of: backward.biasGradientComponents,
      filled: values.gradients.count, values.gradients.delta)
    map.importance = min(1, 12 / Double(max(map.rows, map.columns)))
    map.largest = 60
    return Titled(
      say("components"), notation.general(Tensors.delta),
      below: [Legend(scale, of: Tensors.delta, spellings)], map)
  }

  private func lens(_ neuron: Int) -> Wire {
    let matrix = pass.layer.channels > 1 ? "input \(channel)" : "input"
    return Wire.lens(
      "\(Tensors.overlay) \(channel) \(neuron % values.gradients.count)", over: matrix,
      to: "underlay \(neuron)", parts.position(neuron)?.color ?? parts.theme.muted)
  }

  /// Strips: the input across the page, below it a line a neuron, and the total.
  private func strip(_ total: any Block) -> any Block {
    var lines: [Grid.Row] = []
    for (index, neuron) in shown.enumerated() {
      if hidden(before: index) > 0 { lines.append(.across(more(hidden(before: index)))) }
      lines.append(.cells(row(neuron)))
    }
    let top: [any Block] = values.kind == .weights ? [source] : []
    return Stack.column(
      top + [Grid(lines, gap: Size(12, 10), widest: 60), total], gap: 14, widest: 40)
  }

  /// The components alone and their total.
  private func bare(_ total: any Block) -> any Block {
    let terms = shown.enumerated().flatMap { index, neuron -> [any Block] in
      let count = hidden(before: index)
      let component = Titled("", name(neuron), component(neuron, componentScale))
      let before: [any Block] = count > 0 ? [Fixed.sign("+"), Fixed.sign("⋯")] : []
      return before + (index == 0 ? [component] : [Fixed.sign("+"), component])
    }
    return Stack.row(terms + [Fixed.sign("="), total], gap: 10, widest: 60)
  }
}

/// A block that is no wider than a part of its height, so that what stands below it is not either.
private struct Capped: Block {
  let block: any Block
  let widthOfHeight: Double

  init(_ block: any Block, widthOfHeight: Double) {
    (self.block, self.widthOfHeight) = (block, widthOfHeight)
  }

  var share: Size { block.share }
  func least(_ pen: Pen) -> Size { Size(0, block.least(pen).height) }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    block.layout(
      in: Size(min(room.width, room.height * widthOfHeight), room.height), pen)
  }
}

extension Formula {
  /// Whether it is nothing but words.
  fileprivate var isWords: Bool { if case .words = self { true } else { false } }
}
