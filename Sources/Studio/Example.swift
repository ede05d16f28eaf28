import Figures
import Neural
import Synchronization

/// What a figure or a layer shows when it is given no numbers: an example of the article, or one
/// like it.
public struct Example: Sendable {
  /// What is computed.
  public var request: ComputationRequest
  /// The step that stands out; nil for the first, or for all in a figure that shows all.
  public var step: Int?

  /// An example.
  public init(_ request: ComputationRequest, step: Int? = nil) {
    (self.request, self.step) = (request, step)
  }

  /// The step that stands out where there are `count`, which may be fewer than the example has.
  public func step(of count: Int) -> Int? { step.map { min($0, count - 1) } }

  /// The kind of the layer that is looked at.
  public var kind: String {
    get throws(RequestError) { try request.shownKind }
  }
}

extension Example {
  /// The example of a figure: its own, or else the first of a layer that it shows.
  ///
  /// - Throws: ``RequestError`` where there is none.
  public static func of(_ figure: FigureKind) throws(RequestError) -> Example {
    if let made = known.withLock({ $0[figure.name] }) { return made }
    let example = try makeExample(of: figure)
    known.withLock { $0[figure.name] = example }
    return example
  }

  /// The examples that were asked for so far: those of networks are read from files.
  private static let known = Mutex<[String: Example]>([:])

  private static func makeExample(of figure: FigureKind) throws(RequestError) -> Example {
    if let own = ofFigures[figure.name] { return try made(own) }
    for example in ofLayers {
      let request = try made(example)
      if figure.shows(try Computation(request).exhibit) { return Example(request) }
    }
    throw RequestError(
      .usage, "the figure '\(figure.name)' has no example; give it an --input and a --layer")
  }

  /// The example of a kind of layer: its own, or else small numbers under parameters of a seed.
  ///
  /// - Throws: ``RequestError`` where there is no such kind.
  public static func ofLayer(_ kind: String) throws(RequestError) -> Example {
    for example in ofLayers {
      let request = try made(example)
      if request.model.kind == kind { return Example(request) }
    }
    let declaration = try LayerRequest(kind).declaration()
    let plain = ComputationRequest(
      .layer(LayerRequest(kind)), input: try ComputationRequest.smallInput)
    if (try? Computation(plain)) != nil { return Example(plain) }
    var settings = Settings()
    for setting in declaration.settings where setting.defaultValue == nil {
      settings[setting.name] = setting.type.small
    }
    return Example(
      ComputationRequest(
        .layer(LayerRequest(kind, settings: settings)), input: try ComputationRequest.smallInput))
  }

  /// What a closure makes. (Closures that say what they throw stop the compiler of Swift 6.3.)
  private static func made<Made>(_ make: () throws -> Made) throws(RequestError) -> Made {
    do { return try make() } catch let error as RequestError { throw error } catch {
      throw RequestError(.data, "\(error)")
    }
  }

  /// The examples of layers, the simplest of each kind first.
  private static let ofLayers: [@Sendable () throws -> ComputationRequest] = [
    { try .smallest }, { try .gradients },
    { try .pooling("max-pooling") },
    { try .pooling("average-pooling") },
    { try .fullyConnected },
  ]

  /// The examples of figures that have one of their own.
  private static let ofFigures: [String: @Sendable () throws -> Example] = [
    "feature-map": { Example(try .letterZ) },
    "feature-neuron": { Example(try .sigmoidOfLetterZ, step: 6) },
    "translation-invariance": { Example(try .letterU) },
    "chaining": { Example(try .chaining) },
    "stack": { Example(try .stack) },
    "parameters": { Example(try .parameters) },
    "network": { Example(try .digits) },
    "network-backward": { Example(try .digits) },
    "gradient-flow": { Example(try .predictions) },
    "costs-of-layers": { Example(try .digits) },
    "predictions": { Example(try .predictions) },
    "maps": { Example(try .digits) },
    "saliency": { Example(try .digits) },
    "occlusion": { Example(try .digits) },
    "class-activation": { Example(try .digits) },
    "adversarial": { Example(try .digits) },
    "softmax-cross-entropy": { Example(try .logits) },
    "activation-functions": { Example(try .rawActivations) },
    "im2col": { Example(try .gradients, step: 0) },
    "transposed-convolution": { Example(try .transposed) },
    "geometry": { Example(try .sixBySix) },
    "residual": { Example(try .residual) },
    "channels": { Example(try .pointwise) },
    "depthwise": { Example(try .depthwise) },
    "equivariance": { Example(try .digit2) },
    "dropout": { Example(try .dropout) },
    "batch-normalisation": { Example(try .batchNormalisation) },
    "filters": { Example(try .learning) },
    "training": { Example(try .learning) },
    "receptive-field": { Example(try .digits) },
    "projective-field": { Example(try .digits) },
    "descent": { Example(try .descent) },
  ]
}

extension SettingType {
  /// A small value for a setting that has no default.
  fileprivate var small: SettingValue? {
    switch self {
    case .whole(let minimum): .whole(max(2, minimum))
    case .wholes(let minimum): .wholes([-1, 1].contains(minimum) ? [minimum] : [])
    case .number(let bounds): .number(bounds.contains(1) ? 1 : bounds.lowerBound)
    case .flag: .flag(true)
    case .extent(let minimum): .extent(Extent(max(2, minimum)))
    case .padding: .padding(.valid)
    case .choice(let words): words.first.map(SettingValue.choice)
    case .activation: .activation(.identity)
    }
  }
}
