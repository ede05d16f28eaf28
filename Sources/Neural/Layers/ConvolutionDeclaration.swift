extension Convolution {
  /// The convolution as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "convolution", "feature maps that each sweep their shared weights over the input",
    settings: [
      SettingDeclaration(
        "maps", .whole(atLeast: 1), "The number of feature maps (follows from the weights)."),
      SettingDeclaration(
        "kernel", .extent(atLeast: 1), "Rows and columns of a filter (follow from the weights)."),
      SettingDeclaration(
        "stride", .extent(atLeast: 1), default: .extent(Extent(1)),
        "Cells from one position to the next."),
      SettingDeclaration(
        "padding", .padding, default: .padding(.valid), "Zeros around the input."),
      SettingDeclaration(
        "dilation", .extent(atLeast: 1), default: .extent(Extent(1)),
        "Cells from one weight to the next."),
      SettingDeclaration(
        "groups", .whole(atLeast: 1), default: .whole(1),
        "Groups of channels that do not see each other."),
      SettingDeclaration("bias", .flag, default: .flag(true), "Whether each map has a bias."),
      SettingDeclaration(
        "activation", .activation, default: .activation(.identity), "The activation function σ."),
      SettingDeclaration(
        "operation", .choice(Operation.allCases.map(\.rawValue)),
        default: .choice(Operation.crossCorrelation.rawValue),
        "Whether the filter is rotated by 180° (convolution) or not (cross-correlation)."),
    ],
    parameters: { settings, inputs throws(LayerError) in
      guard let maps = settings.whole("maps") else {
        throw .setting("maps", problem: "a convolution needs the number of its maps")
      }
      guard let kernel = settings.extent("kernel") else {
        throw .setting("kernel", problem: "a convolution needs the rows and columns of its kernel")
      }
      guard inputs[0].count == 3 else { throw .inputRank(inputs[0]) }
      let groups = settings.whole("groups") ?? 1
      guard inputs[0][0].isMultiple(of: groups) else {
        throw .setting(
          "groups",
          problem: "the input's \(inputs[0][0]) channels cannot be divided into \(groups) groups")
      }
      let channels = inputs[0][0] / groups
      let fanIn = channels * kernel.count
      let weight = ParameterDeclaration(
        .weight, shape: [maps, channels, kernel.rows, kernel.columns], .uniform(inputs: fanIn),
        option: "filter")
      let bias = ParameterDeclaration(.bias, shape: [maps], .uniform(inputs: fanIn))
      return settings.flag("bias") ? [weight, bias] : [weight]
    },
    fit: fit,
    make: { settings, parameters, _ throws(LayerError) in
      guard let weights = parameters[.weight] else { throw .weightsRank([]) }
      return try Convolution(
        weights: weights, bias: parameters[.bias], hasBias: settings.flag("bias"),
        activation: settings.activation("activation") ?? .identity,
        stride: settings.extent("stride") ?? Extent(1),
        padding: settings.padding("padding") ?? .valid,
        dilation: settings.extent("dilation") ?? Extent(1),
        groups: settings.whole("groups") ?? 1,
        operation: settings.choice("operation").flatMap(Operation.init) ?? .crossCorrelation)
    })
}

extension Convolution: Layer {
  /// The kind.
  public var declaration: LayerDeclaration { Convolution.declaration }

  /// What the layer was told.
  public var settings: Settings {
    Settings([
      "maps": .whole(maps), "kernel": .extent(kernel), "stride": .extent(geometry.stride),
      "padding": .padding(geometry.padding), "dilation": .extent(geometry.dilation),
      "groups": .whole(groups), "bias": .flag(hasBias), "activation": .activation(activation),
      "operation": .choice(operation.rawValue),
    ])
  }

  /// The weights and, where there are any, the biases.
  public var parameters: NamedTensors {
    let weight = NamedTensor(.weight, weights)
    return hasBias ? [weight, NamedTensor(.bias, bias)] : [weight]
  }

  /// A neuron sees what lies under its overlay.
  public var reach: Reach { .window(geometry) }

  /// [maps, rows, columns].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    guard inputs[0].count == 3 else { throw .inputRank(inputs[0]) }
    guard inputs[0][0] == channels else {
      throw .channels(expected: channels, found: inputs[0][0])
    }
    do {
      let extent = try Sweep(
        over: Extent(rows: inputs[0][1], columns: inputs[0][2]), geometry: geometry
      ).extent
      return [maps, extent.rows, extent.columns]
    } catch { throw .geometry(error) }
  }

  /// One for each weight of each neuron's filter.
  public func multiplications(over inputs: [[Int]]) -> Int {
    guard let output = try? outputShape(of: inputs) else { return 0 }
    return output.reduce(1, *) * channelsInGroup * kernel.count
  }

  /// The pass over [channels, rows, columns].
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try forward(inputs[0])
  }

  /// The feature maps, without steps.
  public func output(of inputs: [Tensor], mode: Mode) throws(LayerError) -> Tensor {
    try forward(inputs[0]).featureMaps().a
  }
}
