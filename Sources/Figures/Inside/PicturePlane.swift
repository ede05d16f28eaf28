import Drawing
import Neural
import Wording

/// What a network takes as a picture: three channels as colours, one plane of values on a scale; over it
/// perhaps the values of another plane, and outlines around some of its cells.
struct PicturePlane: Block {
  /// What the pixels are.
  enum Content: Sendable {
    /// Values on a scale.
    case values([Double], ValueScale)
    /// Red, green and blue, one after the other.
    case colours([Double])
  }

  /// A rectangle of cells that stands out.
  struct Mark: Sendable {
    let row: Int
    let column: Int
    let rows: Int
    let columns: Int
    let color: Color
    var dash: [Double] = []
  }

  private(set) var name: String
  let rows: Int
  let columns: Int
  private(set) var content: Content
  /// A colour that lies over each pixel, and how much of it, from 0 to 1.
  var cover: (color: Color, shares: [Double])?
  var marks: [Mark] = []
  /// What the pixels as a whole stand for.
  var source: Source?
  var largest = 420.0
  /// How much room it asks for beside others.
  var importance = 1.0
  /// The least side that tells something.
  var leastSide = 60.0

  /// The picture of what goes into a network: colours where it is one, else its first channel.
  ///
  /// - Parameter tensor: [channels, rows, columns], or a vector.
  init(
    _ name: String, of tensor: Tensor, isPicture: Bool, shade: ValueScale.Kind, theme: Theme,
    channel: Int = 0
  ) {
    let planes = NetworkColumn.planes(tensor)
    let isImage = planes.rank == 3
    rows = isImage ? planes.shape[1] : planes.count
    columns = isImage ? planes.shape[2] : 1
    self.name = name
    let size = rows * columns
    if isPicture, isImage, planes.shape[0] == 3 {
      content = .colours(planes.values)
    } else {
      let values = Array(planes.values[(channel * size)..<((channel + 1) * size)])
      let scale = ValueScale(
        planes.values.contains { $0 < 0 } ? .signed : shade, over: planes.values, theme: theme)
      content = .values(values, scale)
    }
    source = Source(
      .init(stage: NetworkPlan.input, tensor: Tensors.output), form: .mark)
  }

  /// A plane of values on a scale.
  init(
    _ name: String, _ values: [Double], columns: Int, scale: ValueScale, source: Source? = nil
  ) {
    (self.name, self.columns, self.source) = (name, columns, source)
    rows = max(1, values.count / max(1, columns))
    content = .values(values, scale)
  }

  /// Whether what goes into a network is a picture in colours: three channels, none below 0.
  static func isPicture(_ item: Tensor, _ focus: Focus) -> Bool {
    focus.isPicture
      || (item.rank == 3 && item.shape[0] == 3 && item.values.allSatisfy { $0 >= 0 })
  }

  /// The picture of another input, on the same scale.
  func showing(_ tensor: Tensor, _ name: String) -> PicturePlane {
    let planes = NetworkColumn.planes(tensor)
    var plane = self
    switch content {
    case .colours: plane.content = .colours(planes.values)
    case .values(_, let scale):
      plane.content = .values(Array(planes.values.prefix(rows * columns)), scale)
    }
    plane.name = name
    return plane
  }

  private var longest: Double { Double(max(rows, columns)) }
  var share: Size {
    Size(12 * importance * Double(columns) / longest, 12 * importance * Double(rows) / longest)
  }

  func least(_ pen: Pen) -> Size { Size(30, 30) }

  private func side(in room: Size) -> Double {
    max(
      0.2,
      min((room.width - 4) / Double(columns), (room.height - 4) / Double(rows), largest / longest))
  }

  func size(in room: Size, _ pen: Pen) -> Size {
    let side = side(in: room)
    return Size(Double(columns) * side + 4, Double(rows) * side + 4)
  }

  private func raster(_ theme: Theme) -> Raster {
    let size = rows * columns
    var pixels: [UInt8] = []
    pixels.reserveCapacity(3 * size)
    let peak: Double =
      if case .colours(let values) = content { max(values.max() ?? 1, 1e-300) } else { 1 }
    for index in 0..<size {
      var color: Color
      switch content {
      case .values(let values, let scale): color = scale.color(of: values[index])
      case .colours(let values):
        func part(_ channel: Int) -> Double {
          min(max(values[channel * size + index] / peak, 0), 1)
        }
        color = Color(red: part(0), green: part(1), blue: part(2))
      }
      if let cover { color = color.mixed(with: cover.color, cover.shares[index]) }
      let bytes = color.bytes
      pixels += [bytes.red, bytes.green, bytes.blue]
    }
    return Raster(width: columns, height: rows, pixels: pixels)
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let side = side(in: room)
    let box = Rectangle(2, 2, Double(columns) * side, Double(rows) * side)
    var items: [Item] = [.image(raster(pen.theme), in: box)]
    if pen.theme.hatchesNegative, case .values(let values, let scale) = content,
      scale.kind == .signed, side >= 6
    {
      for (index, value) in values.enumerated() where value < 0 {
        let cell = Rectangle(
          box.minX + Double(index % columns) * side, box.minY + Double(index / columns) * side,
          side, side)
        let color = scale.color(of: value).mixed(with: pen.theme.negative, 0.25)
        items += Picture.hatch(in: cell, color: color, spacing: 7).items
      }
    }
    if rows <= 12, columns <= 12, side >= 5 {
      for row in 1..<max(1, rows) where row < rows {
        let y = box.minY + Double(row) * side
        items.append(
          .path(.line(Point(box.minX, y), Point(box.maxX, y)), .stroke(pen.theme.hairline, 0.8)))
      }
      for column in 1..<max(1, columns) where column < columns {
        let x = box.minX + Double(column) * side
        items.append(
          .path(.line(Point(x, box.minY), Point(x, box.maxY)), .stroke(pen.theme.hairline, 0.8)))
      }
    }
    items.append(.rectangle(box, radius: 2, .stroke(pen.theme.frame, 1.4)))
    for mark in marks {
      let place = Rectangle(
        box.minX + Double(mark.column) * side, box.minY + Double(mark.row) * side,
        Double(mark.columns) * side, Double(mark.rows) * side)
      items += [
        .rectangle(place, radius: 3, .stroke(pen.theme.paper, 5)),
        .rectangle(place, radius: 3, .stroke(mark.color, 3.2, dash: mark.dash)),
      ]
    }
    var layout = Layout(
      size: Size(box.maxX + 2, box.maxY + 2),
      items: [.group(Tag("plane", name, source: source), items)], body: box)
    layout.anchors[name] = box
    layout.content = box.width * box.height
    if max(box.width, box.height) < leastSide {
      layout.omit(Omission(.numbers, in: say("input")), cost: 150)
    }
    return layout
  }
}
