#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The logarithm of softmax: ln p_i = z_i − ln Σ_k e^{z_k} over the elements k of a line along the
/// axis, and ∂C/∂z_i = Σ_k ∂C/∂(ln p_k) · (δ_ik − p_i).
///
/// Computed without p, so that a probability too small for a number still has its logarithm.
/// Source: PyTorch's `LogSoftmax`.
public struct LogSoftmax: Sendable, Hashable {
  /// The axis, as that of ``Softmax``.
  public let axis: Int?

  /// The logarithm of softmax along an axis.
  public init(axis: Int? = nil) { self.axis = axis }

  /// ln of the softmax of a line of numbers.
  static func logarithms(_ line: [Double]) -> [Double] {
    let largest = line.max() ?? 0
    let logarithm = log(line.reduce(0) { $0 + exp($1 - largest) })
    return line.map { $0 - largest - logarithm }
  }
}

extension LogSoftmax: NormalisingLayer {
  /// The logarithm of softmax as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "log-softmax", "numbers become logarithms of probabilities that add up to 1",
    settings: [.softmaxAxis], countsAsLayer: false, fit: FittedOperands.anyShape,
    make: { settings, _, _ in LogSoftmax(axis: settings.whole("axis")) })

  /// The kind.
  public var declaration: LayerDeclaration { LogSoftmax.declaration }

  static let function = "log-softmax"

  static func values(_ line: [Double]) -> [Double] { logarithms(line) }

  /// ∂(ln p_k)/∂z_i = δ_ik − p_i.
  static func slope(of outputs: (k: Double, i: Double), isSame: Bool) -> Double {
    (isSame ? 1 : 0) - exp(outputs.i)
  }
}
