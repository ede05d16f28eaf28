import Drawing
import Neural

extension PassNotation {
  /// The gradient that comes from the next layer as a whole: ∂C/∂aᴸ.
  var upstreamGradient: Formula { .partial(a) }
  /// The slopes of the activation function as a whole: σ′(zᴸ).
  var derivative: Formula { PassNotation.derivative(of: z) }
  /// The gradient of the biases, or its components, as a whole: ∂C/∂bᴸ.
  var biasGradient: Formula { .partial(bias) }
  /// The gradient of the weights as a whole: ∂C/∂wᴸ.
  var weightGradient: Formula { .partial(filter) }
  /// The gradient of the input as a whole: ∂C/∂aᴸ⁻¹.
  var activationGradient: Formula { .partial(input) }

  /// The gradient that comes from the next layer at one neuron: ∂C/∂a_{m,n}.
  func upstreamGradient(_ neuron: Cell, map: Int) -> Formula { .partial(a(neuron, map: map)) }

  /// The slope of the activation function at one neuron: σ′(z_{m,n}).
  func derivative(_ neuron: Cell, map: Int) -> Formula {
    PassNotation.derivative(of: z(neuron, map: map))
  }

  /// The gradient of a map's bias: ∂C/∂b, or ∂C/∂b_o where there are several maps.
  func biasGradient(map: Int) -> Formula { .partial(bias(map: map)) }

  /// One neuron's component of the gradient of the bias: ∂C/∂b_{m,n}, with its map where there are
  /// several.
  func biasGradient(_ neuron: Cell, map: Int) -> Formula {
    let index = "\(neuron.row),\(neuron.column)"
    return .partial(.symbol("b", sub: maps ? "\(map),\(index)" : index))
  }

  /// The gradient of one weight: ∂C/∂w_{u,v}.
  func weightGradient(_ cell: Cell, channel: Int) -> Formula {
    .partial(weight(cell, channel: channel))
  }

  /// The gradient of one input cell: ∂C/∂a_{i,j}.
  func activationGradient(_ cell: Cell, channel: Int) -> Formula {
    .partial(input(cell, channel: channel))
  }

  private static func derivative(of z: Formula) -> Formula {
    .row([.math("σ′("), z, .math(")")])
  }
}

extension Formula {
  /// Words in which a symbol is set as mathematics, wherever a language puts it.
  static func words(_ text: String, setting symbol: String) -> Formula {
    guard let place = text.firstRange(of: symbol) else { return .words(text) }
    let (before, after) = (text[..<place.lowerBound], text[place.upperBound...])
    return .row(
      [.words(String(before)), .math(symbol)] + (after.isEmpty ? [] : [.words(String(after))]))
  }
}
