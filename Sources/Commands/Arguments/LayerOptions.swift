import ArgumentParser
import ArrayFiles
import Neural

extension LayerKind: ExpressibleByArgument {}

/// The options that say what is computed: an input, a layer, and how its overlay moves.
struct LayerOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The input, rows × columns or channels × rows × columns.",
      discussion: """
        Numbers ("1 2 3; 4 5 6", "[[1, 2], [3, 4]]"), a file (.csv, .json, .npy, .npz#name, \
        .idx3-ubyte, .png, .jpg), - for standard input, or a name such as digit:7; \
        'convlens samples' lists the names.
        """, valueName: "tensor"),
    transform: plainValue)
  var input: String?

  @Option(help: "The kind of layer (default: that of the figure, or convolution).")
  var layer: LayerKind?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The filter, or the weights of a fully connected layer, in the same ways.",
      discussion: """
        rows × columns for one channel, channels × rows × columns for one feature map, maps × \
        channels × rows × columns for several. For a fully connected layer: neurons × inputs.
        """, valueName: "tensor"),
    transform: plainValue)
  var filter: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The bias: one number, or one a feature map or neuron.", valueName: "tensor"),
    transform: plainValue)
  var bias: String?

  @Option(help: "The activation function (default: identity).")
  var activation: Activation?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The window of a pooling layer: 2, or 3x2 (default: 2x2).", valueName: "n"),
    transform: Extent.parse)
  var window: Extent?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Cells from one position to the next: 2, or 2,1 (default: 1; for pooling the window).",
      valueName: "n"), transform: Extent.parse)
  var stride: Extent?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Zeros around the input: valid (none, the default), same, same-lower, full, or numbers.",
      discussion: """
        1 is for all sides, 1,2 for rows and columns, 1,2,3,4 for top, left, bottom, right.
        """, valueName: "n"),
    completion: .list(PaddingRule.words), transform: PaddingRule.parse)
  var padding: PaddingRule?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Cells from one weight to the next: 2, or 2,1 (default: 1).", valueName: "n"),
    transform: Extent.parse)
  var dilation: Extent?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Groups of channels that do not see each other (default: 1).", valueName: "n"))
  var groups: Int?

  @Option(
    help: ArgumentHelp(
      "Whether the filter is rotated by 180° (convolution) or not (default: cross-correlation)."))
  var operation: Convolution.Operation?

  @OptionGroup(title: "Reading") var reading: InputOptions

  @OptionGroup(title: "Gradient") var upstream: UpstreamOptions

  func validate() throws {
    if let groups, groups < 1 {
      throw ValidationError("--groups must be 1 or more, not \(groups)")
    }
    let tensors = [input, filter, bias, upstream.upstream, upstream.target]
    let isRead = { (tensor: String?) in tensor.map { TensorSource($0).isStandardInput } ?? false }
    guard tensors.count(where: isRead) < 2 else {
      throw ValidationError("standard input (-) can be read only once")
    }
  }
}

extension LayerOptions {
  /// Whether nothing at all is given to compute with, so that the whole example is wanted.
  var isExample: Bool { input == nil && filter == nil }

  /// What is asked for; an example of the same kind of layer fills in what is not given.
  ///
  /// - Parameters:
  ///   - shade: How the input is coloured, where that is asked for.
  ///   - needsGradient: Whether a backward pass begins with ones where none is asked for.
  /// - Throws: ``Failure`` of the kind `usage` where an option is not for this kind of layer.
  func setup(
    or example: Setup, shade: Shade? = nil, needsGradient: Bool = false
  ) throws(Failure) -> Setup {
    try checkOptions(of: example.layer)
    if example.layer == .fullyConnected, input != nil, filter == nil {
      throw Failure(
        .usage, "a fully connected layer over --input needs --filter, neurons × inputs, too")
    }
    var setup = Setup(layer: example.layer, input: input.map(Input.tensor) ?? example.input)
    setup.filter = filter ?? example.filter
    setup.bias = bias ?? (isExample ? example.bias : nil)
    setup.activation = activation ?? (isExample ? example.activation : .identity)
    setup.window = window ?? example.window
    // The example's windows overlap; those of another size lie side by side like any other.
    setup.stride = stride ?? (isExample && window == nil ? example.stride : nil)
    setup.padding = padding ?? setup.padding
    setup.dilation = dilation ?? setup.dilation
    setup.groups = groups ?? setup.groups
    setup.operation = operation ?? setup.operation
    setup.form = reading.form
    setup.shade = shade?.scale ?? (isExample ? example.shade : nil)
    // The example's gradient has the shape of the example's output.
    setup.upstream =
      upstream.gradient ?? (isExample && !changesShape ? example.upstream : nil)
      ?? (needsGradient ? .ones : nil)
    return setup
  }

  private var changesShape: Bool {
    window != nil || stride != nil || padding != nil || dilation != nil || groups != nil
      || !reading.given.isEmpty
  }

  /// The options that are given, each with the kinds of layer that it is for.
  var given: [(name: String, layers: [LayerKind])] {
    let options = [
      ("input", input != nil), ("layer", layer != nil), ("filter", filter != nil),
      ("bias", bias != nil), ("activation", activation != nil), ("window", window != nil),
      ("stride", stride != nil), ("padding", padding != nil), ("dilation", dilation != nil),
      ("groups", groups != nil), ("operation", operation != nil),
      ("upstream", upstream.upstream != nil), ("target", upstream.target != nil),
    ]
    return (options.filter(\.1).map(\.0) + reading.given).map { name in
      ("--\(name)", LayerOptions.layers(taking: name))
    }
  }

  /// The kinds of layer that an option is for, by its name without dashes.
  static func layers(taking option: String) -> [LayerKind] {
    switch option {
    case "filter", "bias", "activation": [.convolution, .fullyConnected]
    case "window": [.maxPooling, .averagePooling]
    case "stride", "padding": [.convolution, .maxPooling, .averagePooling]
    case "dilation", "groups", "operation", "dimensions": [.convolution]
    default: LayerKind.allCases
    }
  }

  /// Refuses options that a kind of layer has no use for.
  private func checkOptions(of layer: LayerKind) throws(Failure) {
    for option in given where !option.layers.contains(layer) {
      let others = option.layers.map(\.rawValue).joined(separator: ", ")
      throw Failure(
        .usage,
        "\(option.name) is not for a layer of the kind \(layer.rawValue), only for \(others)")
    }
  }
}
