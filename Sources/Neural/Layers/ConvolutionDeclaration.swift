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
        "dimensions", .whole(atLeast: 1),
        "1 for inputs [channels, length], 2 for [channels, rows, columns] (follows from the input)."
      ),
      SettingDeclaration(
        "stride", .extent(atLeast: 1), default: .extent(Extent(1)),
        "Cells from one position to the next."),
      SettingDeclaration(
        "padding", .padding, default: .padding(.valid), "Room around the input."),
      SettingDeclaration(
        "padding-mode", .choice(PaddingMode.allCases.map(\.rawValue)),
        default: .choice(PaddingMode.zeros.rawValue),
        "What stands around the input: zeros, or its own values again."),
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
      let dimensions = try dimensionCount(settings, over: inputs[0])
      guard dimensions == 2 || kernel.rows == kernel.columns || kernel.rows == 1 else {
        throw .setting(
          "kernel", problem: "in one dimension a kernel has one length, not \(kernel)")
      }
      let groups = settings.whole("groups") ?? 1
      guard inputs[0][0].isMultiple(of: groups) else {
        throw .setting(
          "groups",
          problem: "the input's \(inputs[0][0]) channels cannot be divided into \(groups) groups")
      }
      let channels = inputs[0][0] / groups
      let lengths = dimensions == 1 ? [kernel.columns] : [kernel.rows, kernel.columns]
      let fanIn = lengths.reduce(channels, *)
      let weight = ParameterDeclaration(
        .weight, shape: [maps, channels] + lengths, .uniform(inputs: fanIn), option: "filter",
        meaning: "The filter, or the weights of a fully connected layer: numbers, a file or a name."
      )
      let bias = ParameterDeclaration(
        .bias, shape: [maps], .uniform(inputs: fanIn),
        meaning: "The bias: one number, or one a feature map or neuron.")
      return settings.flag("bias") ? [weight, bias] : [weight]
    },
    fit: fit,
    make: { settings, parameters, inputs throws(LayerError) in
      guard let weights = parameters[.weight] else { throw .weightsRank([]) }
      return try Convolution(
        weights: weights, bias: parameters[.bias], hasBias: settings.flag("bias"),
        activation: settings.activation("activation") ?? .identity,
        stride: settings.extent("stride") ?? Extent(1),
        padding: settings.padding("padding") ?? .valid,
        dilation: settings.extent("dilation") ?? Extent(1),
        groups: settings.whole("groups") ?? 1,
        operation: settings.choice("operation").flatMap(Operation.init) ?? .crossCorrelation,
        paddingMode: settings.choice("padding-mode").flatMap(PaddingMode.init) ?? .zeros,
        dimensions: try dimensionCount(settings, over: inputs[0]))
    })

  /// The dimensions that the overlay moves in: those of the settings, or of the input without its
  /// channels.
  private static func dimensionCount(
    _ settings: Settings, over input: [Int]
  ) throws(LayerError) -> Int {
    let dimensions = settings.whole("dimensions") ?? input.count - 1
    guard settings["dimensions"] == nil || 1...2 ~= dimensions else {
      throw Convolution.dimensions(dimensions)
    }
    guard 1...2 ~= dimensions, input.count == dimensions + 1 else {
      throw dimensions == 1
        ? .input(
          problem: "an input of one dimension is [channels, length], not "
            + Tensor.describe(input)) : .inputRank(input)
    }
    return dimensions
  }
}

extension Convolution: Layer {
  /// The kind.
  public var declaration: LayerDeclaration { Convolution.declaration }

  /// What the layer was told.
  public var settings: Settings {
    Settings([
      "maps": .whole(maps), "kernel": .extent(outward(kernel)),
      "stride": .extent(outward(geometry.stride)), "padding": .padding(outward(geometry.padding)),
      "dilation": .extent(outward(geometry.dilation)), "groups": .whole(groups),
      "bias": .flag(hasBias), "activation": .activation(activation),
      "operation": .choice(operation.rawValue), "padding-mode": .choice(paddingMode.rawValue),
      "dimensions": .whole(dimensions),
    ])
  }

  /// The weights and, where there are any, the biases.
  public var parameters: NamedTensors {
    let weight = NamedTensor(.weight, outward(weights))
    return hasBias ? [weight, NamedTensor(.bias, bias)] : [weight]
  }

  /// A neuron sees what lies under its overlay.
  public var reach: Reach { .window(geometry) }

  /// [maps, rows, columns], or in one dimension [maps, length].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    let extent = try sweep(over: inward(inputs[0])).extent
    return outward([maps, extent.rows, extent.columns])
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
    outward(try forward(inputs[0]).featureMaps().a)
  }
}
