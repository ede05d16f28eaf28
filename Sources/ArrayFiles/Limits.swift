import Neural

extension TensorSource {
  /// The largest file that is read, in bytes: 1 GiB.
  public static let maximumFileSize = 1 << 30

  /// The most pixels that an image is read with: 2²⁶, about 67 million.
  public static let maximumPixels = 1 << 26

  /// The most elements that a tensor is read or made with: the largest image in three channels,
  /// which takes 1.5 GiB.
  public static let maximumCount = 3 * maximumPixels

  /// The most dimensions that a tensor is read or made with.
  public static let maximumRank = 16
}

/// Standard input is longer than what is read of it: what gives its bytes throws this.
public struct InputTooLong: Error, CustomStringConvertible {
  /// The most bytes that are read.
  public let limit: Int

  /// More than that many bytes.
  public init(limit: Int) { self.limit = limit }

  /// The error as a sentence.
  public var description: String { "it is longer than \(limit) bytes" }
}

/// What some editors put at the beginning of UTF-8 text.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

extension Fault {
  /// There are more bytes than are read.
  static func tooManyBytes(_ limit: Int) -> Fault {
    Fault("it is larger than \(limit) bytes", remedy: "use a part of it")
  }

  /// There are more elements than any reader takes.
  static let tooManyElements = Fault(
    "it has more than \(TensorSource.maximumCount) elements", remedy: "select a part of it")
}

extension Tensor {
  /// The number of elements of a shape that a file or an argument declares.
  ///
  /// Nothing may be allocated by a declared shape that has not passed here.
  static func declaredCount(of shape: [Int], at location: [Place] = []) throws(Fault) -> Int {
    guard shape.count <= TensorSource.maximumRank else {
      throw Fault(
        "it has \(shape.count) dimensions", at: location,
        remedy: "at most \(TensorSource.maximumRank) are read")
    }
    guard shape.allSatisfy({ $0 > 0 }) else {
      throw Fault(
        "its shape \(describe(shape)) has no elements", at: location,
        remedy: "every dimension must be 1 or more")
    }
    var count = 1
    for length in shape {
      // Both factors are below 2²⁸, so that their product cannot overflow.
      guard length <= TensorSource.maximumCount, count * length <= TensorSource.maximumCount else {
        throw Fault(
          "its shape \(describe(shape)) is too large", at: location,
          remedy: "at most \(TensorSource.maximumCount) elements are read")
      }
      count *= length
    }
    return count
  }

  /// A tensor of values that were read; a scalar becomes 1 × 1.
  ///
  /// - Throws: ``Fault`` at the first value that is NaN or infinite, or where the shape is wrong.
  init(reading shape: some Collection<Int>, _ values: [Double]) throws(Fault) {
    let shape = Array(shape)
    if let offset = values.firstIndex(where: { !$0.isFinite }) {
      throw Fault(
        "the value is \(values[offset])", at: [.element(Tensor.indices(of: offset, in: shape))],
        remedy: "every value must be finite; replace it, for example by 0")
    }
    do {
      self = try Tensor(shape: shape.isEmpty ? [1, 1] : shape, values: values)
    } catch {
      throw Fault("\(error)", remedy: "check its shape")
    }
  }

  /// The indices of the element at an offset in row order.
  private static func indices(of offset: Int, in shape: [Int]) -> [Int] {
    var rest = offset
    var indices: [Int] = []
    for length in shape.reversed() {
      indices.append(rest % length)
      rest /= length
    }
    return indices.reversed()
  }
}
