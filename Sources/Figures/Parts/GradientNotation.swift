import Drawing
import Neural

extension Notation {
  /// The components of ∂C/∂b as a whole: ∂C/∂bᴸ.
  var biasGradient: Formula { .partial(bias) }
  /// The gradient of the weights as a whole: ∂C/∂wᴸ.
  var weightGradient: Formula { .partial(filter) }
  /// The gradient of the input as a whole: ∂C/∂aᴸ⁻¹.
  var activationGradient: Formula { .partial(input) }

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
}
