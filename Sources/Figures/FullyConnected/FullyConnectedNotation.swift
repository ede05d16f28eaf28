import Drawing
import Neural
import Wording

/// The symbols of a fully connected layer: a_i for its inputs, w_{j,i} for the weight that leads
/// from input i to neuron j.
struct FullyConnectedNotation {
  let pass: FullyConnected.ForwardPass

  /// The inputs as a whole: aᴸ⁻¹.
  let inputs = Formula.symbol("a", sup: "L−1")
  /// The weights as a whole: wᴸ.
  let weights = Formula.symbol("w", sup: "L")
  /// The neurons as a whole: zᴸ where there is no activation function, else aᴸ.
  var neurons: Formula { .symbol(isRaw ? "z" : "a", sup: "L") }

  /// Whether neurons are called z.
  var isRaw: Bool { pass.layer.activation == .identity }

  func input(_ index: Int) -> Formula { .symbol("a", sub: "\(index)") }
  func weight(_ neuron: Int, _ input: Int) -> Formula { .symbol("w", sub: "\(neuron),\(input)") }
  func bias(_ neuron: Int) -> Formula { .symbol("b", sub: "\(neuron)") }
  func z(_ neuron: Int) -> Formula { .symbol("z", sub: "\(neuron)") }
  func a(_ neuron: Int) -> Formula { .symbol("a", sub: "\(neuron)", sup: "L") }
  /// What a neuron is called in its circle.
  func neuron(_ index: Int) -> Formula { isRaw ? z(index) : a(index) }
}

extension FullyConnected.ForwardPass {
  /// What a neuron shows: z where there is no activation function, else a.
  func shown(_ neuron: Int) -> Double {
    layer.activation == .identity ? steps[neuron].z : steps[neuron].a
  }

  /// The layer in words: `784 inputs → 30 neurons, 23,520 weights + 30 biases = 23,550 parameters`.
  var caption: String {
    func number(_ count: Int) -> String { NumberFormat.grouped(count) }
    let inputs = layer.inputs == 1 ? say("1 input") : say("\(number(layer.inputs)) inputs")
    let neurons = layer.neurons == 1 ? say("1 neuron") : say("\(number(layer.neurons)) neurons")
    let weights =
      layer.weights.count == 1 ? say("1 weight") : say("\(number(layer.weights.count)) weights")
    let biases = layer.bias.count == 1 ? say("1 bias") : say("\(number(layer.bias.count)) biases")
    let parameters = say("\(number(layer.parameterCount)) parameters")
    return "\(inputs)  →  \(neurons), \(weights) + \(biases) = \(parameters)"
  }
}

extension NumberFormat {
  /// A count with its thousands apart, as the language that is being drawn in writes it: 23,550.
  static func grouped(_ count: Int) -> String {
    let separator = Voice.current.language.thousandsSeparator
    let digits = Array(String(count))
    return digits.enumerated().map { index, digit in
      let rest = digits.count - index
      return index > 0 && rest.isMultiple(of: 3) ? "\(separator)\(digit)" : String(digit)
    }.joined()
  }
}
