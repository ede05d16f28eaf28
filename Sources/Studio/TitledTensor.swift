import ArrayFiles
import Neural

/// A tensor, and what figures call it.
public struct TitledTensor: Sendable, Equatable {
  /// The tensor.
  public var tensor: Tensor
  /// What figures call it: `digit 7`, `3 × 3 matrix`.
  public var title: String
  /// Whether it is a picture, in which 0 is black.
  public var isPicture: Bool
  /// Whether it is a filter that comes with the program: one kernel, for however many channels.
  public var isKernel: Bool

  /// A tensor that is called by its shape where it has no other title.
  public init(
    _ tensor: Tensor, title: String? = nil, isPicture: Bool = false, isKernel: Bool = false
  ) {
    self.tensor = tensor
    self.title =
      title ?? "\(Tensor.describe(tensor.shape)) \(tensor.rank == 2 ? "matrix" : "tensor")"
    self.isPicture = isPicture
    self.isKernel = isKernel
  }

  /// A matrix of rows of one length.
  ///
  /// - Throws: ``RequestError`` where the rows are of several lengths.
  public init(rows: [[Double]]) throws(RequestError) {
    do { self.init(try Tensor(rows: rows)) } catch { throw RequestError(.data, "\(error)") }
  }

  /// Values in row-major order.
  ///
  /// - Throws: ``RequestError`` where the shape has another number of them.
  public init(shape: [Int], _ values: [Double]) throws(RequestError) {
    do { self.init(try Tensor(shape: shape, values: values)) } catch {
      throw RequestError(.data, "\(error)")
    }
  }

  /// One of the tensors that come with the program, by its name: `letter:Z`, `sobel-x`.
  ///
  /// - Throws: ``RequestError`` where there is none of that name.
  public init(sample name: String) throws(RequestError) {
    let source = TensorSource(name)
    do {
      let reading = try source.reading(as: "sample") { [] }
      self.init(
        reading.tensor, title: source.name, isPicture: reading.isPicture,
        isKernel: source.isKernel)
    } catch { throw RequestError(.missing, error.description) }
  }
}
