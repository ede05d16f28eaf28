extension TransposedConvolution {
  /// The transposed convolution as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "transposed-convolution", "cells that each lay their filters onto larger feature maps",
    settings: [
      SettingDeclaration(
        "maps", .whole(atLeast: 1), "The number of feature maps (follows from the weights)."),
      SettingDeclaration(
        "kernel", .extent(atLeast: 1), "Rows and columns of a filter (follow from the weights)."),
      SettingDeclaration(
        "stride", .extent(atLeast: 1), default: .extent(Extent(1)),
        "Cells of the output from one filter to the next."),
      SettingDeclaration(
        "padding", .padding, default: .padding(.valid),
        "What the output is cropped by; same: to the stride times the input."),
      SettingDeclaration(
        "output-padding", .extent(atLeast: 0), default: .extent(Extent(0)),
        "Rows and columns added at the output's bottom and right."),
      SettingDeclaration(
        "dilation", .extent(atLeast: 1), default: .extent(Extent(1)),
        "Cells from one weight to the next."),
      SettingDeclaration(
        "groups", .whole(atLeast: 1), default: .whole(1),
        "Groups of channels that do not see each other."),
      SettingDeclaration("bias", .flag, default: .flag(true), "Whether each map has a bias."),
      SettingDeclaration(
        "activation", .activation, default: .activation(.identity), "The activation function σ."),
    ],
    parameters: { settings, inputs throws(LayerError) in
      guard let maps = settings.whole("maps") else {
        throw .setting("maps", problem: "a transposed convolution needs the number of its maps")
      }
      guard let kernel = settings.extent("kernel") else {
        throw .setting(
          "kernel", problem: "a transposed convolution needs the rows and columns of its kernel")
      }
      guard inputs[0].count == 3 else { throw .inputRank(inputs[0]) }
      let groups = settings.whole("groups") ?? 1
      guard maps.isMultiple(of: groups) else {
        throw .mapsNotDivisible(maps: maps, groups: groups)
      }
      let channels = inputs[0][0]
      // Each neuron gets no more than this many products; fewer where the stride is above 1.
      let fanIn = max(1, channels / groups) * kernel.count
      let weight = ParameterDeclaration(
        .weight, shape: [channels, maps / groups, kernel.rows, kernel.columns],
        .uniform(inputs: fanIn), option: "filter")
      let bias = ParameterDeclaration(.bias, shape: [maps], .uniform(inputs: fanIn))
      return settings.flag("bias") ? [weight, bias] : [weight]
    },
    fit: fit,
    make: { settings, parameters, _ throws(LayerError) in
      guard let weights = parameters[.weight] else { throw .weightsRank([]) }
      return try TransposedConvolution(
        weights: weights, bias: parameters[.bias], hasBias: settings.flag("bias"),
        activation: settings.activation("activation") ?? .identity,
        stride: settings.extent("stride") ?? Extent(1),
        padding: settings.padding("padding") ?? .valid,
        outputPadding: settings.extent("output-padding") ?? Extent(0),
        dilation: settings.extent("dilation") ?? Extent(1),
        groups: settings.whole("groups") ?? 1)
    }
  ).alsoInOneDimension

  /// Brings what a user gives into the shapes of a transposed convolution.
  ///
  /// An input is [channels, rows, columns]; a matrix is one channel, and [items, channels, rows,
  /// columns] a batch. A filter is [channels, maps / groups, rows, columns]; a matrix is that of one
  /// map for one channel, rank 3 those of several maps. A single bias serves every map. The settings
  /// `maps` and `kernel` follow from the filter.
  private static func fit(_ operands: LayerOperands) throws(LayerError) -> FittedOperands {
    var operands = operands
    let input = try operands.onlyInput(of: declaration.kind)
    guard let items = input.items(ofRank: 3) else {
      throw .input(
        problem: "the input is \(Tensor.describe(input.shape)); it must be rows × columns, "
          + "channels × rows × columns or items × channels × rows × columns")
    }
    guard let filter = operands.parameters[.weight] else { return operands.fitted(items: items) }
    let (channels, groups) = (items[0].shape[0], operands.settings.whole("groups") ?? 1)
    guard channels.isMultiple(of: groups) else {
      throw .setting(
        "groups",
        problem: "the input's \(counted(channels, "channel")) cannot be divided into \(groups) "
          + "groups")
    }
    let weights = filter.padded(toRank: 4)
    guard weights.rank == 4, weights.shape[0] == channels else {
      let right = [channels, weights.rank == 4 ? weights.shape[1] : 1] + weights.shape.suffix(2)
      throw .parameter(
        TensorName.weight.rawValue,
        problem: "the filter is \(Tensor.describe(filter.shape)), which does not fit an input of "
          + "\(counted(channels, "channel")); it would have to be channels × maps × rows × "
          + "columns, such as \(Tensor.describe(right))")
    }
    try operands.settle("maps", .whole(weights.shape[1] * groups), from: "filter")
    try operands.settle("kernel", .extent(weights.extent), from: "filter")
    operands.parameters[.weight] = weights
    try operands.fitBias(count: weights.shape[1] * groups)
    return operands.fitted(items: items)
  }
}

extension TransposedConvolution: Layer {
  /// The kind.
  public var declaration: LayerDeclaration { TransposedConvolution.declaration }

  /// What the layer was told.
  public var settings: Settings {
    let geometry = convolution.geometry
    return Settings([
      "maps": .whole(maps), "kernel": .extent(geometry.kernel),
      "stride": .extent(geometry.stride), "padding": .padding(padding),
      "output-padding": .extent(outputPadding), "dilation": .extent(geometry.dilation),
      "groups": .whole(groups), "bias": .flag(hasBias), "activation": .activation(activation),
    ])
  }

  /// The weights and, where there are any, the biases.
  public var parameters: NamedTensors {
    let weight = NamedTensor(.weight, weights)
    return hasBias ? [weight, NamedTensor(.bias, bias)] : [weight]
  }

  /// A neuron sees the cells whose filters reach it.
  public var reach: Reach { .stamp(convolution.geometry) }

  /// [maps, rows, columns].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    let output = try sweep(over: inputs[0]).underlay
    return [maps, output.rows, output.columns]
  }

  /// One for each weight that each cell of the input lays down.
  public func multiplications(over inputs: [[Int]]) -> Int {
    inputs[0].reduce(1, *) * (weights.count / channels)
  }

  /// The pass over [channels, rows, columns].
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try forward(inputs[0])
  }
}
