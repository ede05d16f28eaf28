import Drawing
import Neural
import Wording

/// The one notation of all figures: an address → its symbol.
///
/// aᴸ⁻¹ is what a layer takes, zᴸ and aᴸ what it gives, δᴸ = ∂C/∂zᴸ a neuron's component of ∂C/∂b;
/// ∂C/∂b, ∂C/∂w and ∂C/∂a are totals. What has indices keeps its superscript; a weight has none
/// unless the layers are numbered. Symbols are written as the article has them, and become the
/// reader's when they are set (``NotationStyle``).
struct Notation: Sendable {
  /// The layer, as a superscript: `L`, or its number in a network.
  let layer: String
  /// The layer before it.
  let before: String
  /// Whether the input's symbols carry a channel.
  let hasChannels: Bool
  /// Whether a filter's symbols carry a channel.
  let hasFilterChannels: Bool
  /// Whether the symbols of maps, biases and weights carry a map.
  let hasMaps: Bool
  /// What the components of ∂C/∂b are called.
  let components: NotationStyle.Components

  init(
    layer: String = "L", before: String = "L−1", channels: Int = 1, filterChannels: Int? = nil,
    maps: Int = 1, components: NotationStyle.Components = .delta
  ) {
    self.layer = layer
    self.before = before
    hasChannels = channels > 1
    hasFilterChannels = (filterChannels ?? channels) > 1
    hasMaps = maps > 1
    self.components = components
  }

  /// The notation of a convolution: by itself, or as a layer of a network with a number.
  init(_ layer: Convolution, _ style: NotationStyle = .article, number: Int? = nil) {
    self.init(
      layer: number.map(String.init) ?? "L", before: number.map { String($0 - 1) } ?? "L−1",
      channels: layer.channels, filterChannels: layer.channelsInGroup, maps: layer.maps,
      components: style.components)
  }

  /// The symbol of a value, which knows what it stands for.
  func symbol(_ address: Source.Address) -> Formula {
    guard address.tensor != Tensors.padding else { return .math("0") }
    return .sourced(
      Source(address, form: .symbol),
      formula(address.tensor, address.index.isEmpty ? nil : indices(of: address)))
  }

  /// The symbol of a value.
  func symbol(_ datum: Datum) -> Formula { symbol(datum.address) }

  /// The product of symbols, side by side: a_{0,1} w_{0,0}.
  func product(_ factors: [Datum]) -> Formula {
    .row(
      factors.enumerated().flatMap { index, factor in
        index == 0 ? [symbol(factor)] : [.space(0.12), symbol(factor)]
      })
  }

  /// A symbol that stands for every place at once: z_{i,j}, or for the tensor as a whole.
  func general(_ tensor: String, _ indices: String? = nil) -> Formula { formula(tensor, indices) }

  private func formula(_ tensor: String, _ indices: String?) -> Formula {
    func letter(_ letter: String, _ layer: String?) -> Formula {
      .symbol(letter, sub: indices, sup: layer)
    }
    // A weight's place tells it apart; the layer is written where layers have numbers.
    let weightLayer = indices == nil || layer != "L" ? layer : nil
    switch tensor {
    case Tensors.input: return letter("a", before)
    case Tensors.weight: return letter("w", weightLayer)
    case Tensors.bias: return letter("b", layer)
    case Tensors.z: return letter("z", layer)
    case Tensors.a, Tensors.output: return letter("a", layer)
    case Tensors.slope: return .row([.math("σ′("), letter("z", layer), .math(")")])
    case Tensors.outputGradient: return .partial(letter("a", layer))
    case Tensors.delta:
      return components == .delta ? letter("δ", layer) : .partial(letter("b", layer))
    case Tensors.weightGradient: return .partial(letter("w", weightLayer))
    case Tensors.biasGradient: return .partial(letter("b", layer))
    case Tensors.inputGradient: return .partial(letter("a", before))
    default: return letter(tensor, layer)
    }
  }

  /// The indices that are written: those of dimensions with one element are left out.
  private func indices(of address: Source.Address) -> String? {
    let index = address.index
    let isKept: [Bool]
    switch address.tensor {
    case Tensors.weight, Tensors.weightGradient:
      // Of a matrix, the neuron and the input.
      isKept = index.count == 4 ? [hasMaps, hasFilterChannels, true, true] : [hasMaps, true]
    case Tensors.bias, Tensors.biasGradient: isKept = [hasMaps]
    case Tensors.input, Tensors.inputGradient:
      isKept = index.count == 3 ? [hasChannels, true, true] : index.map { _ in true }
    default: isKept = index.count == 3 ? [hasMaps, true, true] : index.map { _ in true }
    }
    let kept = zip(index, isKept).filter(\.1).map { String($0.0) }
    return kept.isEmpty ? nil : kept.joined(separator: ",")
  }
}

/// The names of a stage's tensors, as traces write them.
enum Tensors {
  /// What the layer takes.
  static let input = "input"
  /// The shared weights.
  static let weight = "weight"
  /// The biases.
  static let bias = "bias"
  /// The raw activations.
  static let z = "z"
  /// The activations.
  static let a = "a"
  /// What a layer without z gives.
  static let output = "output"
  /// The slopes σ′(z).
  static let slope = "activation_derivatives"
  /// ∂C/∂a of what the layer gives.
  static let outputGradient = "output_gradient"
  /// δ = ∂C/∂z, the components of ∂C/∂b.
  static let delta = "bias_gradient_components"
  /// The total ∂C/∂w.
  static let weightGradient = "weight_gradient"
  /// The total ∂C/∂b.
  static let biasGradient = "bias_gradient"
  /// ∂C/∂a of what the layer takes.
  static let inputGradient = "activation_gradient"
  /// The outlines over the input: `overlay`, the channel and the position.
  static let overlay = "overlay"
  /// The zeros around the input.
  static let padding = "padding"
  /// Products of a step, which have no symbol of their own.
  static let product = "product"
  /// The sum of a step's products, before the bias.
  static let sum = "dot_product"
  /// A sum of which only the first terms have been added.
  static let partialSum = "partial_sum"
  /// The sum of those products that are not shown one by one.
  static let rest = "rest"
  /// What one neuron contributes to a gradient, which has no symbol of its own.
  static let component = "component"
  /// The sum of the products of one channel.
  static let subtotal = "channel_sum"
}

extension Notation {
  /// The sum of what an overlay position multiplies: Σ a_{1+u,2+v} w_{u,v}, true for the operation.
  ///
  /// - Parameters:
  ///   - channel: the channel, or nil for each of them: Σ over c too.
  ///   - position: the overlay's position.
  func dotProduct(
    of pass: Convolution.ForwardPass, at position: OverlayPosition, map: Int, channel: Int? = nil
  ) -> Formula {
    let dilation = pass.layer.geometry.dilation
    return dotProduct(
      of: pass.layer, map: map, channel: channel,
      cell: [
        Notation.covered("", position.origin.row, Notation.times(dilation.rows, "u")),
        Notation.covered("", position.origin.column, Notation.times(dilation.columns, "v")),
      ])
  }

  /// The sum of what any overlay position multiplies: Σ a_{i+u,j+v} w_{u,v}, true for the operation,
  /// with stride, padding and dilation.
  func dotProduct(of pass: Convolution.ForwardPass, map: Int) -> Formula {
    let (geometry, padding) = (pass.layer.geometry, pass.sweep.padding)
    return dotProduct(
      of: pass.layer, map: map, channel: nil,
      cell: [
        Notation.covered(
          Notation.times(geometry.stride.rows, "i") + "+", -padding.top,
          Notation.times(geometry.dilation.rows, "u")),
        Notation.covered(
          Notation.times(geometry.stride.columns, "j") + "+", -padding.left,
          Notation.times(geometry.dilation.columns, "v")),
      ])
  }

  private static func times(_ step: Int, _ letter: String) -> String {
    step == 1 ? letter : "\(step)\(letter)"
  }

  /// 1+u where the overlay begins at 1, u where it begins at 0, u−1 where it begins before the input.
  private static func covered(_ start: String, _ origin: Int, _ letter: String) -> String {
    start + (origin == 0 ? letter : origin > 0 ? "\(origin)+\(letter)" : "\(letter)−\(-origin)")
  }

  private func dotProduct(
    of layer: Convolution, map: Int, channel: Int?, cell: [String]
  ) -> Formula {
    let isConvolution = layer.operation == .convolution
    func weight(_ letter: String, _ length: Int) -> String {
      isConvolution && length > 1 ? "\(length - 1)−\(letter)" : letter
    }
    let first = layer.firstChannel(ofMap: map)
    let inputChannel = channel.map { String(first + $0) } ?? (first == 0 ? "c" : "\(first)+c")
    let weights =
      (hasMaps ? [String(map)] : []) + (hasFilterChannels ? [channel.map(String.init) ?? "c"] : [])
      + [weight("u", layer.kernel.rows), weight("v", layer.kernel.columns)]
    let over = hasFilterChannels && channel == nil ? "c,u,v" : "u,v"
    return .row([
      .scripts(.math("∑"), sub: .math(over), sup: nil), .space(0.2),
      general(Tensors.input, ((hasChannels ? [inputChannel] : []) + cell).joined(separator: ",")),
      .space(0.12), general(Tensors.weight, weights.joined(separator: ",")),
    ])
  }
}
