import Drawing
import Neural
import Wording

/// The plane of a filter over which the rotated components of a map slide: the weights lie as far
/// apart as the forward dilation, the components as the forward stride.
struct FullConvolutionPlane: Sendable {
  let values: GradientValues
  let map: Int
  let channel: Int

  private var pass: Convolution.ForwardPass { values.backward.forward }
  private var convolution: Convolution.ActivationGradientConvolution {
    values.backward.activationGradientConvolution
  }
  /// What the weights and the components take, spread as they are.
  private var kernel: Extent { pass.layer.kernel.spread(by: convolution.spread) }
  private var overlay: Extent { pass.sweep.extent.spread(by: convolution.dilation) }
  /// Whether a position is small enough to be read.
  var isRead: Bool { kernel.rows + 2 * overlay.rows <= 13 && overlay.columns <= 5 }
  /// The neurons of the map.
  var neurons: Range<Int> { map * values.count..<(map + 1) * values.count }

  /// The weight that lies at a kernel cell, by its number.
  func weight(_ index: Int) -> Datum {
    let kernel = pass.layer.kernel
    return values.forward.weight(
      pass.layer.weightCell(under: Cell(index / kernel.columns, index % kernel.columns)),
      channel: channel - pass.layer.firstChannel(ofMap: map), map: map)
  }

  /// δ of a neuron times a weight.
  func product(_ neuron: Int, _ weight: Datum) -> Datum {
    Datum(
      Source.Address(
        stage: values.forward.stage, tensor: Tensors.product,
        index: [neuron] + weight.address.index),
      values.delta(neuron).value * weight.value)
  }

  /// The plane's cell under the first of the rotated components, for a cell of the input.
  private func origin(_ cell: Cell) -> Cell {
    let (padding, filled) = (convolution.filledPadding, convolution.filledExtent)
    let place = (cell.row + padding.top) * filled.columns + cell.column + padding.left
    return convolution.steps[channel * filled.count + place].position.origin
  }

  /// The neuron and the weight at a place of the plane; nil where either is missing.
  private func meeting(_ place: Cell, _ origin: Cell) -> (neuron: Int?, weight: Datum?) {
    func index(_ place: Cell, _ spread: Extent, _ extent: Extent) -> Int? {
      guard place.row >= 0, place.column >= 0, place.row.isMultiple(of: spread.rows),
        place.column.isMultiple(of: spread.columns)
      else { return nil }
      let cell = Cell(place.row / spread.rows, place.column / spread.columns)
      return cell.row < extent.rows && cell.column < extent.columns
        ? cell.row * extent.columns + cell.column : nil
    }
    let over = Cell(place.row - origin.row, place.column - origin.column)
    return (
      index(over, convolution.dilation, pass.sweep.extent).map { neurons.upperBound - 1 - $0 },
      index(place, convolution.spread, pass.layer.kernel).map(weight)
    )
  }

  /// One position: the filter, over it the rotated components, and their products where both meet.
  func view(_ parts: GradientParts, _ cell: Cell, hasText: Bool) -> Matrix {
    let (kernel, origin) = (kernel, origin(cell))
    let products = values.covering(cell, channel: channel).map {
      values.delta($0.neuron).value * $0.weight.value
    }
    let scale = ValueScale(.signed, over: products, theme: parts.theme)
    let (spellings, notation) = (parts.spellings, parts.notation)
    var matrix = Matrix(
      name: "position \(cell.row),\(cell.column)", place: say("position"), rows: kernel.rows,
      columns: kernel.columns
    ) { row, column in
      let isInside = row >= 0 && column >= 0 && row < kernel.rows && column < kernel.columns
      var face = CellFace()
      switch meeting(Cell(row, column), origin) {
      case (nil, nil): if !isInside { return nil }
      case (nil, let weight?):
        face = CellFace(weight, spellings, notation, weight: .regular)
        face.isQuiet = true
      case (_?, nil):
        face = .zero
        face.isDashed = true
      case (let neuron?, let weight?):
        face = CellFace(product(neuron, weight), spellings, notation, scale)
        let factors = [values.delta(neuron), weight]
        face.symbol = notation.product(factors)
        face.detail = spellings.product(factors, isFirst: true)
        face.identity = parts.position(neuron)?.color
        face.isHeat = face.identity == nil
      }
      if !hasText { (face.number, face.symbol, face.detail) = (nil, nil, nil) }
      return face
    }
    matrix.ring = (
      max(0, -origin.row), max(0, origin.row + overlay.rows - kernel.rows), max(0, -origin.column),
      max(0, origin.column + overlay.columns - kernel.columns)
    )
    matrix.overlays = [
      OverlayMark(
        name: "overlay \(cell.row),\(cell.column)", row: origin.row, column: origin.column,
        rows: overlay.rows, columns: overlay.columns,
        style: PositionStyle(color: parts.theme.ink))
    ]
    matrix.aspect = hasText ? 1.3 : 1
    matrix.largest = 84
    if !hasText {
      matrix.importance = min(1, 6 / Double(kernel.rows + matrix.ring.top + matrix.ring.bottom))
    }
    return matrix
  }
}

extension Matrix {
  /// The matrix rotated by 180°.
  var rotated: Matrix {
    let (face, rows, columns) = (face, rows, columns)
    var rotated = Matrix(name: name, place: place, rows: rows, columns: columns) { row, column in
      face(rows - 1 - row, columns - 1 - column)
    }
    rotated.raster = raster.map { (Array($0.values.reversed()), $0.scale) }
    return rotated
  }
}

extension Extent {
  /// The rows and columns that so many cells take when they lie apart.
  func spread(by distance: Extent) -> Extent {
    Extent(rows: (rows - 1) * distance.rows + 1, columns: (columns - 1) * distance.columns + 1)
  }
}
