import Neural

/// The rows and columns of a tensor around one of its elements: a map of several, a matrix, or of a
/// vector one line, of a long one a part.
struct TensorPlane: Sendable {
  /// The shape of the tensor.
  let shape: [Int]
  /// The number of the element.
  let index: Int
  /// The element in a line that is shown first; 0 where all are.
  private let first: Int
  /// The rows and columns that are shown.
  let extent: Extent

  /// The most elements of a vector.
  static let most = 16

  init(of shape: [Int], around index: Int) {
    (self.shape, self.index) = (shape, index)
    guard shape.count < 2 else {
      first = 0
      extent = Extent(rows: shape[shape.count - 2], columns: shape[shape.count - 1])
      return
    }
    let count = shape.first ?? 1
    let shown = min(count, TensorPlane.most)
    first = max(0, min(index - shown / 2, count - shown))
    extent = Extent(rows: 1, columns: shown)
  }

  /// How many planes the tensor has.
  var count: Int { shape.count < 2 ? 1 : shape.dropLast(2).reduce(1, *) }
  /// The number of this one.
  var number: Int { shape.count < 2 ? 0 : index / extent.count }
  /// Where the element is in it.
  var cell: Cell {
    shape.count < 2
      ? Cell(0, index - first)
      : Cell(index % extent.count / extent.columns, index % extent.columns)
  }
  /// Whether only a part of a line is shown.
  var isPart: Bool { shape.count < 2 && extent.columns < (shape.first ?? 1) }

  /// The number of the element in a cell.
  func element(_ cell: Cell) -> Int {
    shape.count < 2
      ? first + cell.column : number * extent.count + cell.row * extent.columns + cell.column
  }

  /// The cells in row order.
  var cells: [Cell] {
    (0..<extent.count).map { Cell($0 / extent.columns, $0 % extent.columns) }
  }
}
