import Drawing
import Neural
import Wording

/// How many overlay positions a geometry has, as a product of rows and columns in symbols and in
/// numbers: (M − I + 1) × (N − J + 1), and with padding p, stride s and dilation d
/// (⌊(M + p − d(I − 1) − 1) / s⌋ + 1) × ….
struct FeatureMapCount {
  private let sweep: Sweep
  private let hasPadding: Bool
  private let hasStride: Bool
  private let hasDilation: Bool

  init(_ sweep: Sweep) {
    self.sweep = sweep
    hasPadding = sweep.padding != .none
    hasStride = sweep.geometry.stride != Extent(1)
    hasDilation = sweep.geometry.dilation != Extent(1)
  }

  /// Whether only the sizes of input and filter count.
  var isPlain: Bool { !hasPadding && !hasStride && !hasDilation }

  /// What the letters mean that are there for more than the sizes.
  var legend: String {
    [
      hasPadding ? say("p rows or columns of padding") : nil, hasStride ? say("stride s") : nil,
      hasDilation ? say("dilation d") : nil,
    ].compactMap { $0 }.joined(separator: ", ")
  }

  /// The product in symbols.
  var symbols: Formula {
    product(
      length(input: "M", kernel: "I", padding: "p", stride: "s", dilation: "d"),
      length(input: "N", kernel: "J", padding: "p", stride: "s", dilation: "d"))
  }

  /// The product in numbers.
  var numbers: Formula {
    let (geometry, padding) = (sweep.geometry, sweep.padding)
    return product(
      length(
        input: "\(sweep.underlay.rows)", kernel: "\(geometry.kernel.rows)",
        padding: "\(padding.top + padding.bottom)", stride: "\(geometry.stride.rows)",
        dilation: "\(geometry.dilation.rows)·"),
      length(
        input: "\(sweep.underlay.columns)", kernel: "\(geometry.kernel.columns)",
        padding: "\(padding.left + padding.right)", stride: "\(geometry.stride.columns)",
        dilation: "\(geometry.dilation.columns)·"))
  }

  private func product(_ rows: [Formula], _ columns: [Formula]) -> Formula {
    .row(
      [.math("(")] + rows + [.math(")"), .relation("×"), .math("(")] + columns + [.math(")")])
  }

  /// The rows or columns: the places that the overlay's first cell can take, every s-th of them.
  private func length(
    input: String, kernel: String, padding: String, stride: String, dilation: String
  ) -> [Formula] {
    var places: [Formula] = [.math(input)]
    if hasPadding { places += [.relation("+"), .math(padding)] }
    places.append(.relation("−"))
    if hasDilation {
      // The overlay spans d(I − 1) + 1 cells.
      places += [
        .math(dilation + "("), .math(kernel), .relation("−"), .math("1)"),
      ]
      guard hasStride else { return places }
      places += [.relation("−"), .math("1")]
    } else {
      places.append(.math(kernel))
    }
    guard hasStride else { return places + [.relation("+"), .math("1")] }
    return [.math("⌊(")] + places + [
      .math(")"), .space(0.1), .math("/"), .space(0.1), .math(stride), .math("⌋"), .relation("+"),
      .math("1"),
    ]
  }
}
