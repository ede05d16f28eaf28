/// Pad: elements are put before and after those of a tensor, along each of its dimensions.
///
/// They are a constant, or with a padding mode the tensor's own again, as ``PaddingMode`` says. What is
/// put in from the tensor hands its gradient back to the element that it repeats.
/// Source: the operator `Pad` of ONNX.
public struct Pad: Layer, Hashable {
  /// Pad as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "pad", "elements are put around those of a tensor",
    settings: [
      SettingDeclaration(
        "before", .wholes(atLeast: 0), default: .wholes([]),
        "Elements before the first along the last dimensions, such as 1,2 for rows and columns."),
      SettingDeclaration(
        "after", .wholes(atLeast: 0), default: .wholes([]),
        "Elements after the last along the last dimensions."),
      SettingDeclaration(
        "padding-mode", .choice(PaddingMode.allCases.map(\.rawValue)),
        default: .choice(PaddingMode.zeros.rawValue),
        "What stands around the input: zeros, or its own values again."),
      SettingDeclaration(
        "value", .number(-.infinity ... .infinity), default: .number(0),
        "What stands there in place of zeros."),
    ], countsAsLayer: false, fit: FittedOperands.anyShape,
    make: { settings, _, _ in
      Pad(
        before: settings.wholes("before") ?? [], after: settings.wholes("after") ?? [],
        mode: settings.choice("padding-mode").flatMap(PaddingMode.init) ?? .zeros,
        value: settings.number("value") ?? 0)
    })

  /// Elements before the first along the last dimensions.
  public let before: [Int]
  /// Elements after the last along the last dimensions.
  public let after: [Int]
  /// What they are.
  public let mode: PaddingMode
  /// What stands in place of zeros.
  public let value: Double

  /// The layer that puts elements around a tensor, none along dimensions that are not told.
  public init(before: [Int], after: [Int], mode: PaddingMode = .zeros, value: Double = 0) {
    (self.before, self.after, self.mode, self.value) = (before, after, mode, value)
  }

  /// The kind.
  public var declaration: LayerDeclaration { Pad.declaration }
  /// What the layer was told.
  public var settings: Settings {
    Settings([
      "before": .wholes(before), "after": .wholes(after), "padding-mode": .choice(mode.rawValue),
      "value": .number(value),
    ])
  }
  /// An element is an element of the input.
  public var reach: Reach { .element }

  /// The lengths, longer by what is put around.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    let (before, after) = try sides(of: inputs[0])
    return inputs[0].indices.map { inputs[0][$0] + before[$0] + after[$0] }
  }

  /// What is put before and after along every dimension.
  private func sides(of input: [Int]) throws(LayerError) -> (before: [Int], after: [Int]) {
    try LayerError.checkRank(input)
    func sides(_ name: String, _ lengths: [Int]) throws(LayerError) -> [Int] {
      guard lengths.count <= input.count else {
        throw .setting(
          name,
          problem: "there are \(lengths.count) lengths '\(name)' for an input of "
            + Tensor.describe(input))
      }
      return [Int](repeating: 0, count: input.count - lengths.count) + lengths
    }
    let (before, after) = (try sides("before", before), try sides("after", after))
    var count = 1
    for (place, length) in input.enumerated() {
      let side = max(before[place], after[place])
      if let limit = mode.limit(length: length), side > limit {
        throw .setting(
          "padding-mode",
          problem: "the padding mode \(mode.rawValue) has at most \(limit) elements for a "
            + "dimension of \(length), not \(side)")
      }
      let (product, overflow) = count.multipliedReportingOverflow(
        by: length + before[place] + after[place])
      guard !overflow, product <= Sweep.limit else { throw .geometry(.tooLarge(name: "output")) }
      count = product
    }
    return (before, after)
  }

  /// The pass over an input of any shape.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    let input = inputs[0]
    let (before, _) = try sides(of: input.shape)
    let shape = try outputShape(of: [input.shape])
    let padding = self.mode
    return RearrangedForwardPass(input, to: shape, hasSteps: true, constant: value) { index in
      var (rest, place, stride) = (index, 0, 1)
      for dimension in shape.indices.reversed() {
        let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: shape[dimension])
        let length = input.shape[dimension]
        guard let source = padding.source(of: remainder - before[dimension], length: length) else {
          return nil
        }
        place += source * stride
        stride *= length
        rest = quotient
      }
      return place
    }
  }
}
