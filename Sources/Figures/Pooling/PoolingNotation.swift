import Drawing
import Neural

/// The symbols of a pooling layer: aᴸ⁻¹ for its input, aᴸ for what it makes of it.
struct PoolingNotation {
  private let prefix: String

  init(_ subject: PoolingSubject, map: Int) {
    prefix = subject.channels > 1 ? "\(map)," : ""
  }

  /// The input as a whole: aᴸ⁻¹.
  let input = Formula.symbol("a", sup: "L−1")
  /// The neurons as a whole: aᴸ.
  let a = Formula.symbol("a", sup: "L")

  /// One cell of the input in its own panel: a_{i,j}.
  func input(_ cell: Cell) -> Formula { .symbol("a", sub: index(cell)) }
  /// One cell of the input where neurons are about: aᴸ⁻¹_{i,j}.
  func layeredInput(_ cell: Cell) -> Formula { .symbol("a", sub: index(cell), sup: "L−1") }
  /// One neuron: aᴸ_{m,n}.
  func a(_ neuron: Cell) -> Formula { .symbol("a", sub: index(neuron), sup: "L") }

  /// The gradient that arrives at a neuron: ∂C/∂aᴸ_{m,n}.
  func upstream(_ neuron: Cell) -> Formula { .partial(a(neuron)) }
  /// The gradient of a cell of the input: ∂C/∂aᴸ⁻¹_{i,j}.
  func gradient(_ cell: Cell) -> Formula { .partial(layeredInput(cell)) }

  private func index(_ cell: Cell) -> String { "\(prefix)\(cell.row),\(cell.column)" }
}
