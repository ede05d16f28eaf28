#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Softmax: numbers become probabilities that add up to 1.
///
/// p_i = e^{z_i} / Σ_k e^{z_k} over the elements k of a line along the axis, and
/// ∂C/∂z_i = Σ_k ∂C/∂p_k · p_k (δ_ik − p_i), where δ_ik is 1 for k = i and 0 otherwise. Each sum is
/// taken with the largest z of the line subtracted, so that nothing overflows.
/// Source: J. Bridle, *Probabilistic interpretation of feedforward classification network outputs*
/// (1990).
public struct Softmax: Sendable, Hashable {
  /// The axis, counted from 0, or from the last where it is negative; nil for the channels of
  /// [channels, rows, columns] and otherwise the last.
  public let axis: Int?

  /// Softmax along an axis.
  public init(axis: Int? = nil) { self.axis = axis }

  /// Softmax of a line of numbers, p_k = e^{z_k} / Σ_i e^{z_i}, computed with z_k − max z.
  public static func probabilities(_ line: [Double]) -> [Double] {
    let largest = line.max() ?? 0
    let powers = line.map { exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}

extension Softmax: NormalisingLayer {
  /// Softmax as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "softmax", "numbers become probabilities that add up to 1",
    settings: [.softmaxAxis], countsAsLayer: false, fit: FittedOperands.anyShape,
    make: { settings, _, _ in Softmax(axis: settings.whole("axis")) })

  /// The kind.
  public var declaration: LayerDeclaration { Softmax.declaration }

  static let function = "softmax"

  static func values(_ line: [Double]) -> [Double] { probabilities(line) }

  /// ∂p_k/∂z_i = p_k (δ_ik − p_i).
  static func slope(of outputs: (k: Double, i: Double), isSame: Bool) -> Double {
    outputs.k * ((isSame ? 1 : 0) - outputs.i)
  }
}

/// A layer that makes each line of a tensor, along an axis, numbers that belong together: what comes
/// out of an element depends on all elements of its line.
protocol NormalisingLayer: Layer {
  var axis: Int? { get }
  /// What the function is called.
  static var function: String { get }
  /// The function of a line.
  static func values(_ line: [Double]) -> [Double]
  /// ∂(output k)/∂(input i), from the outputs of k and i.
  static func slope(of outputs: (k: Double, i: Double), isSame: Bool) -> Double
}

extension SettingDeclaration {
  /// The axis of softmax.
  static let softmaxAxis = SettingDeclaration.axis(
    "The axis along which numbers belong together, from 0, or from the last: -1 "
      + "(default: the channels of [channels, rows, columns], otherwise the last).")
}

extension NormalisingLayer {
  /// What the layer was told.
  public var settings: Settings {
    Settings(axis.map { ["axis": .whole($0)] } ?? [:])
  }
  /// An element sees the whole line that it is in.
  public var reach: Reach { .everything }

  /// The shape of the input.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    _ = try lines(of: inputs[0])
    return inputs[0]
  }

  /// The pass over an input of any rank from 1.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    LineForwardPass<Self>(input: inputs[0], lines: try lines(of: inputs[0].shape))
  }

  private func lines(of shape: [Int]) throws(LayerError) -> TensorLines {
    try LayerError.checkRank(shape)
    let axis = axis ?? (shape.count == 3 ? 0 : -1)
    return TensorLines(of: shape, along: try shape.axis(axis))
  }
}

/// A function of the lines of one input.
struct LineForwardPass<Kind: NormalisingLayer>: LayerForwardPass {
  let input: Tensor
  let lines: TensorLines
  let output: Tensor

  init(input: Tensor, lines: TensorLines) {
    (self.input, self.lines) = (input, lines)
    output = Tensor(uncheckedShape: input.shape, values: lines.map(input.values, Kind.values))
  }

  var inputs: [Tensor] { [input] }
  var outputName: TensorName { .output }
  var results: NamedTensors { [NamedTensor(.output, output)] }

  /// One account: for each element a function of its line.
  var accounts: [Account] {
    let (input, lines, output, shape) = (input, lines, output, input.shape)
    return [
      Account(.forward, result: .output, shape: shape, steps: shape) { index in
        let line = Array(lines.line(through: index))
        return AccountStep(
          index: index, target: Address(.output, Indices(of: index, in: shape)),
          rule: .function(Kind.function),
          terms: StepTerms(count: line.count) { number in
            let place = line[number]
            return StepTerm(
              Operand(input.values[place], at: Address(.input, Indices(of: place, in: shape))))
          }, result: output.values[index])
      }
    ]
  }

  func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
    guard outputGradient.shape == output.shape else {
      throw .shape(of: "upstream gradient", expected: output.shape, found: outputGradient.shape)
    }
    return LineBackwardPass(forward: self, outputGradient: outputGradient)
  }
}

/// The gradient of a function of lines: for each element a sum over its line.
struct LineBackwardPass<Kind: NormalisingLayer>: LayerBackwardPass {
  let forward: LineForwardPass<Kind>
  let outputGradient: Tensor

  var inputGradients: [Tensor] {
    [
      Tensor(
        uncheckedShape: outputGradient.shape,
        values: outputGradient.values.indices.map { index in
          forward.lines.line(through: index).reduce(0) { sum, place in
            sum + outputGradient.values[place] * slope(of: place, by: index)
          }
        })
    ]
  }

  /// One account: ∂C/∂z_i = Σ_k ∂C/∂(output k) · ∂(output k)/∂z_i.
  var accounts: [Account] {
    let (pass, gradient, shape) = (self, outputGradient, outputGradient.shape)
    return [
      Account(.activationGradient, result: .activationGradient, shape: shape, steps: shape) {
        index in
        let line = Array(pass.forward.lines.line(through: index))
        let terms = StepTerms(count: line.count) { number in
          let place = line[number]
          return StepTerm(
            Operand(
              gradient.values[place],
              at: Address(.outputGradient, Indices(of: place, in: shape))),
            times: Operand(pass.slope(of: place, by: index)))
        }
        return AccountStep(
          index: index, target: Address(.activationGradient, Indices(of: index, in: shape)),
          rule: .sum, terms: terms, result: terms.reduce(0) { $0 + $1.product })
      }
    ]
  }

  /// The slope of one element's output by another's input.
  private func slope(of place: Int, by index: Int) -> Double {
    let output = forward.output.values
    return Kind.slope(of: (output[place], output[index]), isSame: place == index)
  }
}
