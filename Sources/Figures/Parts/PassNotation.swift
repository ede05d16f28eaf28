import Drawing
import Neural
import Wording

/// The symbols of the article: aᴸ⁻¹ for the input, wᴸ, bᴸ, zᴸ and aᴸ for the layer.
struct PassNotation {
  /// Whether the input's symbols carry a channel.
  let channels: Bool
  /// Whether the map's symbols carry a map.
  let maps: Bool

  init(_ pass: Convolution.ForwardPass) {
    channels = pass.layer.channels > 1
    maps = pass.layer.maps > 1
  }

  /// The input as a whole: aᴸ⁻¹.
  let input = Formula.symbol("a", sup: "L−1")
  /// The filter as a whole: wᴸ.
  let filter = Formula.symbol("w", sup: "L")
  /// The bias as a whole: bᴸ.
  let bias = Formula.symbol("b", sup: "L")
  /// The raw activations as a whole: zᴸ.
  let z = Formula.symbol("z", sup: "L")
  /// The activations as a whole: aᴸ.
  let a = Formula.symbol("a", sup: "L")

  /// One input cell: a_{i,j}, with its channel where there are several.
  func input(_ cell: Cell, channel: Int) -> Formula {
    .symbol("a", sub: channels ? "\(channel),\(index(cell))" : index(cell))
  }

  /// The product of a term: a_{i,j} w_{u,v}, or 0 w_{u,v} in the padding.
  func product(_ term: Term) -> Formula {
    .row([
      term.isPadding ? .math("0") : input(term.cell, channel: term.channel), .space(0.12),
      weight(term.weightCell, channel: term.channel),
    ])
  }

  /// One weight: w_{u,v}, with its channel where there are several.
  func weight(_ cell: Cell, channel: Int) -> Formula {
    .symbol("w", sub: channels ? "\(channel),\(index(cell))" : index(cell))
  }

  /// One raw activation: z_{m,n}, with its map where there are several.
  func z(_ neuron: Cell, map: Int) -> Formula {
    .symbol("z", sub: maps ? "\(map),\(index(neuron))" : index(neuron))
  }

  /// One activation: a_{m,n}, with its map where there are several.
  func a(_ neuron: Cell, map: Int) -> Formula {
    .symbol("a", sub: maps ? "\(map),\(index(neuron))" : index(neuron))
  }

  /// The bias of a map: b, or b_o where there are several maps.
  func bias(map: Int) -> Formula {
    .symbol("b", sub: maps ? String(map) : nil)
  }

  private func index(_ cell: Cell) -> String { "\(cell.row),\(cell.column)" }
}

extension Convolution.Operation {
  /// The operation's sign between an input and its filter.
  var sign: String {
    switch self {
    case .crossCorrelation: "⋆"
    case .convolution: "∗"
    }
  }
}

extension Formula {
  /// The name of an activation function as figures print it: σ for the sigmoid, else its name.
  static func function(_ activation: Activation) -> Formula {
    activation == .sigmoid ? .math("σ") : .words(activation.title)
  }
}

extension Activation {
  /// The name in running text.
  var title: String {
    switch self {
    case .identity: say("identity")
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    case .relu: "ReLU"
    case .leakyReLU: "leaky ReLU"
    case .softplus: "softplus"
    case .elu: "ELU"
    case .selu: "SELU"
    case .celu: "CELU"
    case .silu: "SiLU"
    case .gelu, .geluTanh: "GELU"
    case .relu6: "ReLU6"
    case .hardSigmoid: "hard sigmoid"
    case .hardSwish: "hard swish"
    case .softsign: "softsign"
    case .mish: "mish"
    case .thresholdedReLU: "thresholded ReLU"
    }
  }
}
