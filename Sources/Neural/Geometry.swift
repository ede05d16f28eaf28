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
  /// The dilated kernel less one on every side: each position that shares a cell with the underlay.
  case full
  /// The given padding.
  case explicit(Padding)
}

/// How an overlay moves over an underlay: kernel size, stride, padding and dilation.
///
/// The map of an M × N underlay under an I × J kernel has
/// (⌊(M + top + bottom − δᵣ(I − 1) − 1) / sᵣ⌋ + 1) rows, and columns likewise, with strides s and
/// dilations δ. Without padding, stride and dilation that is (M − I + 1) × (N − J + 1).
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

  /// A geometry; everything but the kernel has its usual default.
  public init(
    kernel: Extent, stride: Extent = Extent(1), padding: PaddingRule = .valid,
    dilation: Extent = Extent(1)
  ) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
  }

  /// The rows and columns of underlay that the dilated kernel spans: δ(I − 1) + 1.
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
    case .same:
      {
        let rows = Geometry.same(underlay.rows, span: span.rows, stride: stride.rows)
        let columns = Geometry.same(underlay.columns, span: span.columns, stride: stride.columns)
        return Padding(
          top: rows / 2, bottom: rows - rows / 2, left: columns / 2, right: columns - columns / 2)
      }()
    }
  }

  private static func same(_ length: Int, span: Int, stride: Int) -> Int {
    max(0, ((length + stride - 1) / stride - 1) * stride + span - length)
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
  /// A length is so large that the arithmetic would overflow.
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
