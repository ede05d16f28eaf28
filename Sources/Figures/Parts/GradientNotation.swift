import Drawing
import Neural

extension Notation {
  /// The gradient that comes from the next layer as a whole: ∂C/∂aᴸ.
  var upstreamGradient: Formula { .partial(a) }
  /// The gradient of the biases as a whole: ∂C/∂bᴸ.
  var biasGradient: Formula { .partial(bias) }
  /// The slopes of the activation function as a whole: σ′(zᴸ).
  var derivative: Formula { Notation.derivative(of: z) }

  /// The gradient that comes from the next layer at one neuron: ∂C/∂a_{m,n}.
  func upstreamGradient(_ neuron: Cell, map: Int) -> Formula { .partial(a(neuron, map: map)) }

  /// The slope of the activation function at one neuron: σ′(z_{m,n}).
  func derivative(_ neuron: Cell, map: Int) -> Formula {
    Notation.derivative(of: z(neuron, map: map))
  }

  /// What one neuron adds to the gradient of its map's bias: ∂C/∂b_{m,n}.
  func biasComponent(_ neuron: Cell, map: Int) -> Formula {
    let place = "\(neuron.row),\(neuron.column)"
    return .partial(.symbol("b", sub: maps ? "\(map),\(place)" : place))
  }

  /// The gradient of a map's bias: ∂C/∂b, or ∂C/∂b_o where there are several maps.
  func biasGradient(map: Int) -> Formula { .partial(bias(map: map)) }

  private static func derivative(of z: Formula) -> Formula {
    .row([.math("σ′("), z, .math(")")])
  }
}
