import Drawing
import Neural
import Wording

extension GradientSum {
  /// One neuron's contribution, and the sum before and after it.
  ///
  /// - Parameter count: how many neurons have contributed, this one included.
  func step(_ neuron: Int, count: Int) -> any Block {
    let before = values.partial(first: count - 1)
    let after = values.partial(first: count)
    let sums = values.cells.flatMap { cell in
      [
        values.sum(first: count - 1, of: before, cell, channel: channel).value,
        values.sum(first: count, of: after, cell, channel: channel).value,
      ]
    }
    let products = values.elements(of: neuron, channel: channel).values.map(\.product.value)
    let scale = ValueScale(.signed, over: sums + products, theme: parts.theme)
    let isLast = count == values.neurons.count
    let source: any Block =
      values.kind == .weights
      ? Titled(say("input"), notation.general(Tensors.input), input([neuron], largest: 96))
      : Titled(say("filter"), notation.general(Tensors.weight), filter(neuron, largest: 96))
    let component = Titled(
      "",
      parts.colored(
        .number(say("component of \(parts.name(neuron))"), .medium), neuron,
        on: parts.theme.paper), component(neuron, scale))
    let old = Titled(
      say("sum before"), nil,
      matrix("before", channel: channel, scale) {
        count == 1 ? nil : values.sum(first: count - 1, of: before, $0, channel: channel)
      })
    let tensor = values.kind == .weights ? Tensors.weightGradient : Tensors.inputGradient
    let new = Titled(
      isLast ? say("sum") : say("sum after \(count) of \(values.neurons.count)"),
      isLast ? notation.general(tensor) : nil,
      below: [Legend(scale, of: isLast ? tensor : Tensors.partialSum, spellings)],
      matrix(isLast ? "total" : "after", channel: channel, scale, frame: parts.totalFrame) {
        values.sum(first: count, of: after, $0, channel: channel)
      })
    let times = parts.times(neuron, isDown: false)
    let down = parts.times(neuron, isDown: true)
    let (plus, equals) = (Fixed.sign("+"), Fixed.sign("="))
    let lacksSource = (place: operandsName, cost: 110)
    return FirstThatFits([
      Grid([.cells([source, times, component, plus, old, equals, new])], widest: 60),
      Grid(
        [.cells([Fixed.nothing, source, times, component]), .cells([plus, old, equals, new])],
        gap: Size(14, 18), widest: 80),
      Stack.column(
        [
          source, down, component, Stack.row([plus, old], gap: 12),
          Stack.row([equals, new], gap: 12),
        ],
        gap: 10, widest: 24),
      Lacking([lacksSource], Stack.row([component, plus, old, equals, new], gap: 14, widest: 60)),
      Lacking(
        [lacksSource, (say("sum before"), 120)],
        Stack.row([component, equals, new], gap: 14, widest: 60)),
      Lacking([lacksSource, (say("sum before"), 120), (say("component"), 400)], new),
    ])
  }
}
