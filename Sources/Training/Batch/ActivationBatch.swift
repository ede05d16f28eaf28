import CMatrix
import Neural

extension Activation {
  /// Replaces raw activations z by a = σ(z) and puts σ′(z) into `slopes`, where they are wanted.
  ///
  /// The same to the last few bits as the function itself; the logistic function is computed eight by
  /// eight.
  func apply(
    to values: UnsafeMutablePointer<Double>, count: Int, slopes: UnsafeMutablePointer<Double>?
  ) {
    switch self {
    case .identity:
      if let slopes { slopes.update(repeating: 1, count: count) }
    case .relu:
      if let slopes { for i in 0..<count { slopes[i] = values[i] > 0 ? 1 : 0 } }
      // As the function has it: a NaN stays one.
      for i in 0..<count { values[i] = values[i] <= 0 ? 0 : values[i] }
    case .sigmoid:
      if let slopes {
        cmatrix_logistic(count, values, values, slopes)
      } else {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { room in
          guard let room = room.baseAddress else { return }
          cmatrix_logistic(count, values, values, room)
        }
      }
    default:
      if let slopes { for i in 0..<count { slopes[i] = derivative(values[i]) } }
      for i in 0..<count { values[i] = self(values[i]) }
    }
  }
}
