/// Rows and columns of zeros put around an underlay.
public struct Padding: Sendable, Hashable {
  /// Rows of zeros above.
  public var top: Int
  /// Rows of zeros below.
  public var bottom: Int
  /// Columns of zeros to the left.
  public var left: Int
  /// Columns of zeros to the right.
  public var right: Int

  /// Padding on four sides.
  public init(top: Int, bottom: Int, left: Int, right: Int) {
    (self.top, self.bottom, self.left, self.right) = (top, bottom, left, right)
  }

  /// The same padding on all four sides.
  public init(_ all: Int) {
    self.init(top: all, bottom: all, left: all, right: all)
  }

  /// No padding.
  public static let none = Padding(0)
}

/// How much padding an overlay sweep gets.
public enum PaddingRule: Sendable, Hashable {
  /// None: the overlay stays inside the underlay.
  case valid
  /// As much as makes the map ⌈N / stride⌉ long; an odd one out goes to the bottom and right.
  case same
  /// As much as `same`, but an odd one out goes to the top and left.
  case sameLower
  /// The dilated kernel less one on every side: each position that shares a cell with the underlay.
  case full
  /// The given padding.
  case explicit(Padding)
}

/// What becomes of cells at the end of a side that are too few for one more step.
public enum Rounding: Sendable, Hashable {
  /// They are left out.
  case down
  /// One more position covers them and reaches beyond, unless it would begin beyond.
  case up
}

/// How an overlay moves over an underlay: kernel size, stride, padding and dilation.
///
/// The map of an M × N underlay under an I × J kernel has
/// (⌊(M + top + bottom − δᵣ(I − 1) − 1) / sᵣ⌋ + 1) rows, and columns likewise, with strides s and
/// dilations δ. Without padding, stride and dilation that is (M − I + 1) × (N − J + 1). Rounded up,
/// ⌊…⌋ becomes ⌈…⌉, and a last position that would begin beyond underlay and top padding is left out.
/// Source: V. Dumoulin and F. Visin, *A guide to convolution arithmetic for deep learning* (2016).
public struct Geometry: Sendable, Hashable {
  /// The kernel's rows and columns.
  public var kernel: Extent
  /// The step between neighbouring positions, in underlay cells.
  public var stride: Extent
  /// The zeros around the underlay.
  public var padding: PaddingRule
  /// The distance between neighbouring kernel cells, in underlay cells; 1 is a dense kernel.
  public var dilation: Extent
  /// What becomes of cells at the end that are too few for one more step.
  public var rounding: Rounding

  /// A geometry; everything but the kernel has its usual default.
  public init(
    kernel: Extent, stride: Extent = Extent(1), padding: PaddingRule = .valid,
    dilation: Extent = Extent(1), rounding: Rounding = .down
  ) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.rounding = rounding
  }

  /// Checks that the geometry can be computed with, over some underlay or other.
  ///
  /// - Throws: ``GeometryError`` where a length is not positive, a padding negative, or a number so
  ///   large that the arithmetic would overflow.
  public func check() throws(GeometryError) {
    try Geometry.check(kernel, name: "filter")
    try Geometry.check(stride, name: "stride")
    try Geometry.check(dilation, name: "dilation")
    guard span.rows <= Geometry.limit, span.columns <= Geometry.limit else {
      throw .tooLarge(name: "dilation")
    }
    if case .explicit(let padding) = padding {
      let sides = [padding.top, padding.bottom, padding.left, padding.right]
      guard sides.allSatisfy({ $0 >= 0 }) else { throw .negativePadding(padding) }
      guard sides.allSatisfy({ $0 <= Geometry.limit }) else { throw .tooLarge(name: "padding") }
    }
  }

  static func check(_ extent: Extent, name: String) throws(GeometryError) {
    guard extent.rows > 0, extent.columns > 0 else {
      throw .notPositive(name: name, value: extent)
    }
    guard extent.rows <= limit, extent.columns <= limit else { throw .tooLarge(name: name) }
  }

  /// The largest length of a side, of a span and of a padding: the square of a sum of a few of
  /// these is far from overflow.
  static let limit = 1 << 24

  /// The rows and columns of underlay that the dilated kernel spans: δ(I − 1) + 1.
  ///
  /// Like ``padding(over:)`` it asks for a geometry that passed its check, as that of every layer
  /// and sweep has.
  public var span: Extent {
    Extent(
      rows: dilation.rows * (kernel.rows - 1) + 1,
      columns: dilation.columns * (kernel.columns - 1) + 1)
  }

  /// The padding in rows and columns that the rule comes to over an underlay of the given extent.
  public func padding(over underlay: Extent) -> Padding {
    switch padding {
    case .valid: .none
    case .full:
      Padding(
        top: span.rows - 1, bottom: span.rows - 1, left: span.columns - 1, right: span.columns - 1)
    case .explicit(let padding): padding
    case .same, .sameLower:
      Geometry.split(
        rows: Geometry.same(underlay.rows, span: span.rows, stride: stride.rows),
        columns: Geometry.same(underlay.columns, span: span.columns, stride: stride.columns),
        isUpper: padding == .same)
    }
  }

  private static func same(_ length: Int, span: Int, stride: Int) -> Int {
    max(0, ((length + stride - 1) / stride - 1) * stride + span - length)
  }

  /// Rows and columns shared out to both sides; an odd one goes to the bottom and right where the
  /// rule is the upper one, else to the top and left.
  static func split(rows: Int, columns: Int, isUpper: Bool) -> Padding {
    let (less, more) = (
      (rows: rows / 2, columns: columns / 2), (rows: (rows + 1) / 2, columns: (columns + 1) / 2)
    )
    return isUpper
      ? Padding(top: less.rows, bottom: more.rows, left: less.columns, right: more.columns)
      : Padding(top: more.rows, bottom: less.rows, left: more.columns, right: less.columns)
  }
}

/// What can be wrong with a geometry, alone or over an underlay.
public enum GeometryError: Error, Equatable {
  /// A kernel, stride, dilation or underlay has a length below 1.
  case notPositive(name: String, value: Extent)
  /// A side's padding is below 0.
  case negativePadding(Padding)
  /// The dilated kernel is larger than the padded underlay.
  case kernelTooLarge(span: Extent, padded: Extent)
  /// A length is so large that the arithmetic would overflow, or a feature map would not fit into
  /// memory.
  case tooLarge(name: String)
}

extension GeometryError: CustomStringConvertible {
  /// The error as a sentence.
  public var description: String {
    switch self {
    case .notPositive(let name, let value):
      "the \(name) is \(value); it must be at least 1 × 1"
    case .negativePadding(let padding):
      "the padding \(padding.top),\(padding.left),\(padding.bottom),\(padding.right) (top, left, "
        + "bottom, right) has a negative side; each must be 0 or more"
    case .kernelTooLarge(let span, let padded):
      "the filter spans \(span) but the padded input is only \(padded); use a smaller filter or "
        + "dilation, or more padding"
    case .tooLarge(let name):
      "the \(name) is larger than any that can be computed"
    }
  }
}
