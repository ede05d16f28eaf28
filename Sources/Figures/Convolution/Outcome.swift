import Drawing
import Neural
import Wording

extension DotProduct {
  /// What comes out of the neuron, for alt text: `z = 370`, and with an activation function also a.
  func outcome(of pass: Convolution.ForwardPass) -> String {
    let z = NumberFormat.shortest(z)
    guard pass.layer.activation != .identity else { return "z = \(z)" }
    let symbol = Voice.current.notation.activations.rawValue
    return say("z = \(z) and \(symbol) = \(NumberFormat.shortest(a))")
  }
}
