import Drawing
import Neural

/// A grey patch at places all over an input, and what each does to the probability of a class.
struct Occlusion: Sendable {
  let insight: Insight
  /// The sides of the patch, and how far it moves.
  let patch: Extent
  let stride: Extent
  /// What the patch is filled with: the middle between the least and the greatest value.
  let grey: Double
  /// The places of the patch.
  let places: Extent
  /// The probabilities of all classes with the patch at each place, row by row.
  let chances: [[Double]]

  /// The most places along a side: 12, fewer where each of them costs many multiplications.
  static func most(of network: Network) -> Int {
    let work = network.stages.reduce(0.0) {
      $0 + Double($1.layer.multiplications(over: $1.inputShapes))
    }
    return work > 1e8 ? 5 : work > 1e7 ? 7 : 12
  }

  /// The trials; nil where some answer is no number.
  init?(_ insight: Insight) {
    self.insight = insight
    let extent = insight.extent
    func side(_ length: Int) -> Int { max(1, (length + 2) / 4) }
    let patch = Extent(rows: side(extent.rows), columns: side(extent.columns))
    let most = Occlusion.most(of: insight.run.network)
    func step(_ length: Int, _ side: Int) -> Int {
      max(1, (length - side + most - 2) / (most - 1))
    }
    let stride = Extent(
      rows: step(extent.rows, patch.rows), columns: step(extent.columns, patch.columns))
    let places = Extent(
      rows: (extent.rows - patch.rows) / stride.rows + 1,
      columns: (extent.columns - patch.columns) / stride.columns + 1)
    (self.patch, self.stride, self.places) = (patch, stride, places)
    let values = insight.input.values
    grey = ((values.min() ?? 0) + (values.max() ?? 0)) / 2
    var all: [[Double]] = []
    for place in 0..<places.count {
      let corner = Cell(
        place / places.columns * stride.rows, place % places.columns * stride.columns)
      let covered = Occlusion.covered(insight, at: corner, patch, grey)
      guard let chances = insight.chances(of: covered) else { return nil }
      all.append(chances)
    }
    chances = all
  }

  /// The input with the patch, its upper left corner on a cell.
  private static func covered(
    _ insight: Insight, at corner: Cell, _ patch: Extent, _ grey: Double
  ) -> [Double] {
    var values = insight.input.values
    let extent = insight.extent
    for channel in 0..<insight.channels {
      for row in corner.row..<min(extent.rows, corner.row + patch.rows) {
        for column in corner.column..<min(extent.columns, corner.column + patch.columns) {
          values[channel * extent.count + row * extent.columns + column] = grey
        }
      }
    }
    return values
  }

  /// The upper left corner of a place.
  func corner(_ place: Cell) -> Cell {
    Cell(place.row * stride.rows, place.column * stride.columns)
  }

  /// The input with the patch at a place.
  func covered(_ place: Cell) -> [Double] {
    Occlusion.covered(insight, at: corner(place), patch, grey)
  }

  /// The probabilities with the patch at a place.
  func chances(_ place: Cell) -> [Double] { chances[place.row * places.columns + place.column] }

  private func name(_ place: Cell) -> String { "patch \(place.row),\(place.column)" }

  /// The probability of a class with the patch at a place.
  func with(_ place: Cell, _ number: Int) -> Datum {
    insight.chance(number, chances(place), change: name(place))
  }

  /// The probability of a class without a patch.
  func without(_ number: Int) -> Datum { insight.chance(number, insight.chances) }

  /// By how much the patch at a place changes the probability of the class.
  func change(_ place: Cell) -> Datum {
    Datum(
      .init(tensor: Occlusion.changeName, index: [place.row, place.column]),
      with(place, insight.target).value - without(insight.target).value)
  }

  /// What the changes are called.
  static let changeName = "change_of_probability"

  /// The places, row by row.
  var cells: [Cell] {
    (0..<places.count).map { Cell($0 / places.columns, $0 % places.columns) }
  }

  /// The place whose patch takes most from the probability; where none takes any, that which adds most.
  var strongest: Cell {
    let changes = cells.map { change($0).value }
    let least = changes.indices.reduce(0) { changes[$1] < changes[$0] ? $1 : $0 }
    guard changes.isEmpty || changes[least] >= 0 else { return cells[least] }
    return cells[changes.indices.reduce(0) { changes[$1] > changes[$0] ? $1 : $0 }]
  }
}
