/// What an output should have been: numbers for each of its elements, or one of its classes.
public enum Target: Sendable, Equatable {
  /// A number for each element of the output.
  case tensor(Tensor)
  /// The class with the given number, which is that of an element of the output, row-major, from 0.
  case `class`(Int)

  /// The target as numbers in the shape of an output: of a class 1 at its element and 0 elsewhere.
  ///
  /// - Throws: ``LayerError`` where the target has another shape than the output, or the output has
  ///   no such class.
  public func values(for output: [Int]) throws(LayerError) -> Tensor {
    switch self {
    case .tensor(let tensor):
      guard tensor.shape == output else {
        throw .shape(of: "target", expected: output, found: tensor.shape)
      }
      return tensor
    case .class(let number):
      let count = output.reduce(1, *)
      guard (0..<count).contains(number) else {
        throw .target(
          problem: "there is no class \(number) among \(count) outputs; the classes are 0 to "
            + "\(count - 1)")
      }
      var values = [Double](repeating: 0, count: count)
      values[number] = 1
      return Tensor(uncheckedShape: output, values: values)
    }
  }
}
