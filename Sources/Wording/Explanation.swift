import Neural

/// The sentence that a teacher would say of a step, in English; of the step alone.
public struct Explanation: Sendable, Hashable, CustomStringConvertible {
  /// The sentence, or two.
  public let text: String

  /// The sentence.
  public var description: String { text }

  init(_ text: String) { self.text = text }
}

extension Explanation {
  /// Of a feature neuron: the products, their sum, the bias, and the activation.
  public init(_ step: DotProduct) {
    let activation =
      step.a == step.z ? "" : ", which the activation function turns into \(Spoken(step.a))"
    self.init(
      "\(Self.neuron(step.position, step.map)): the overlay lies with its top left corner on "
        + "\(Self.place(step.position.origin)) of the input; "
        + Self.sum(step.terms.lazy.map { ($0.value, $0.weight) }, step.dotProduct)
        + ", and with the bias \(Spoken(step.bias)) that is \(Spoken(step.z))\(activation).")
  }

  /// Of a neuron's component of the bias gradient.
  public init(_ step: BiasContribution) {
    self.init(
      "Map \(step.map), neuron \(Self.place(step.neuron)): the slope of the activation function at "
        + "z = \(Spoken(step.z)) is \(Spoken(step.derivative)), and the gradient that comes from "
        + "the next layer is \(Spoken(step.upstreamGradient)); their product "
        + "\(Spoken(step.component)) is the neuron's component of the bias gradient.")
  }

  /// Of what a neuron of a convolution adds to the gradient of its weights.
  public init(ofWeights step: Contribution) {
    self.init(
      "\(Self.neuron(step.position, step.map)): its component of the bias gradient, "
        + "\(Spoken(step.factor)), times each activation under the overlay is what it adds to the "
        + "gradient of its map's weights: "
        + Self.products(step.terms.lazy.map { ($0.factor, $0.value) }) + ".")
  }

  /// Of what a neuron of a convolution adds to the gradient of the input.
  public init(ofActivations step: Contribution) {
    self.init(
      "\(Self.neuron(step.position, step.map)): its component of the bias gradient, "
        + "\(Spoken(step.factor)), times each weight of the overlay is what it adds to the gradient "
        + "of the activations under it: "
        + Self.products(step.terms.lazy.map { ($0.factor, $0.value) }) + ".")
  }

  /// Of one element of a gradient as a dot product.
  public init(_ step: GradientDotProduct) {
    let subject =
      switch (step.map, step.channel) {
      case (let map?, let channel?):
        "The weight \(Self.place(step.cell)) of channel \(channel) in the filter of map \(map): "
          + "the components of the map's bias gradient lie over the input, with their top left "
          + "corner on \(Self.place(step.position.origin)); "
      case (let map?, nil):
        "The bias of map \(map): the gradient that comes from the next layer lies over the slopes "
          + "of the activation function; "
      case (nil, let channel):
        "The activation \(Self.place(step.cell)) of channel \(channel ?? 0): the components of the "
          + "bias gradient, rotated by 180°, lie over the filters, with their top left corner on "
          + "\(Self.place(step.position.origin)); "
      }
    self.init(
      subject + Self.sum(step.terms.lazy.map { ($0.value, $0.weight) }, step.dotProduct)
        + ", its gradient.")
  }

  /// Of a max pooling neuron.
  public init(_ step: Selection) {
    let values = step.window.filter { !$0.isPadding }.map(\.value)
    self.init(
      "\(Self.neuron(step.position, step.map)): of \(Self.list(values)) under the window, "
        + "\(Spoken(step.a)) is the largest; it lies at \(Self.place(step.winner.cell)).")
  }

  /// Of an average pooling neuron.
  public init(_ step: Average) {
    self.init(
      "\(Self.neuron(step.position, step.map)): \(Self.list(step.window.map(\.value))) under the "
        + "window add up to \(Spoken(step.sum)); divided by \(step.divisor) that is "
        + "\(Spoken(step.a)).")
  }

  /// Of what a neuron of a pooling layer hands back.
  public init(pooling step: Contribution) {
    let receivers = step.terms.filter { $0.value != 0 && !$0.isPadding }
    let cells =
      receivers.count == 1
      ? "the cell \(Self.place(receivers[0].cell))" : "each of \(receivers.count) cells"
    self.init(
      "\(Self.neuron(step.position, step.map)): it hands \(Spoken(step.factor)) back to \(cells) "
        + "under its window.")
  }

  /// Of what a cell of a pooling layer's input gets back.
  public init(_ step: Accumulation) {
    let received = step.terms.filter(\.isReceived).map(\.factor)
    let windows = "\(step.terms.count) \(step.terms.count == 1 ? "window" : "windows")"
    self.init(
      "Map \(step.map), cell \(Self.place(step.cell)) of the input: "
        + (received.isEmpty
          ? "\(windows) lie over it and none hands anything back, so its gradient is 0."
          : "of \(windows) over it, \(received.count) "
            + "\(received.count == 1 ? "hands" : "hand") back \(Self.list(received)); its gradient "
            + "is \(Spoken(step.sum))."))
  }
}

// MARK: Parts of sentences

extension Explanation {
  /// The most summands that are spelled out.
  private static let longestSum = 9

  private static func neuron(_ position: OverlayPosition, _ map: Int) -> String {
    "Map \(map), neuron \(place(position.neuron))"
  }

  private static func place(_ cell: Cell) -> String {
    "(\(Spoken(Double(cell.row))), \(Spoken(Double(cell.column))))"
  }

  private static func sum(
    _ factors: some Collection<(Double, Double)>, _ sum: Double
  ) -> String {
    guard factors.count <= longestSum else {
      return "\(factors.count) products add up to \(Spoken(sum))"
    }
    let terms = factors.enumerated().map { product($1.0, $1.1, isFirst: $0 == 0) }
    let isRounded = factors.contains { Spoken($0.0).isRounded || Spoken($0.1).isRounded }
    return terms.joined(separator: " + ") + equals(sum, isRounded)
  }

  private static func products(_ factors: some Collection<(Double, Double)>) -> String {
    let spelled = factors.prefix(longestSum).map { first, second in
      product(first, second, isFirst: true)
        + equals(first * second, Spoken(first).isRounded || Spoken(second).isRounded)
    }
    let rest = factors.count - spelled.count
    return spelled.joined(separator: ", ") + (rest > 0 ? ", and \(rest) more" : "")
  }

  private static func product(_ first: Double, _ second: Double, isFirst: Bool) -> String {
    let second = second < 0 ? "(\(Spoken(second)))" : "\(Spoken(second))"
    return (first < 0 && !isFirst ? "(\(Spoken(first)))" : "\(Spoken(first))") + " · " + second
  }

  private static func equals(_ value: Double, _ isRounded: Bool) -> String {
    isRounded || Spoken(value).isRounded ? " ≈ \(Spoken(value))" : " = \(Spoken(value))"
  }

  private static func list(_ values: some Collection<Double>) -> String {
    let spelled = values.prefix(longestSum).map { "\(Spoken($0))" }
    let rest = values.count - spelled.count
    if rest > 0 { return spelled.joined(separator: ", ") + " and \(rest) more" }
    guard let last = spelled.last, spelled.count > 1 else { return spelled.joined() }
    return spelled.dropLast().joined(separator: ", ") + " and " + last
  }
}
