import Drawing
import Neural
import Wording

/// Where the panels of a step go: small ones side by side, large ones with a lens.
struct StepLayout {
  let pen: Pen
  let pass: Convolution.ForwardPass
  let step: DotProduct
  let channels: Range<Int>
  let colorsWeights: Bool
  let subject: Subject

  private static let heading = 44.0
  /// The room that row numbers take at the left.
  private static let indices = 26.0
  var theme: Theme { pen.theme }
  var notation: Notation { Notation(pass) }
  private var isLens: Bool {
    (pass.sweep.underlay.rows > 6 || pass.sweep.underlay.columns > 6) && channels.count == 1
  }

  /// Whether the input is a strip that had better lie across the page.
  private var isStrip: Bool {
    let under = Underlay(pass: pass, channel: channels.lowerBound).extent
    return isLens && under.columns >= 5 * under.rows
  }

  func pictures(in room: Rectangle) -> [Picture] {
    isStrip ? strips(in: room) : isLens ? lens(in: room) : row(in: room)
  }

  // MARK: - Side by side

  private func row(in room: Rectangle) -> [Picture] {
    let map = FeatureMapPanel(pass: pass, map: step.map)
    let stack = ChannelStack(count: channels.count)
    let height = room.height - StepLayout.heading - 40
    let kernel = pass.layer.kernel
    let underlay = Underlay(pass: pass, channel: channels.lowerBound)
    let under = underlay.extent
    let columns = Columns(
      in: room, indent: StepLayout.indices,
      shares: [underlay.ring == .none ? 1.05 : 1.4, pen.breadth < 0.8 ? 0.72 : 0.6, 1, 1],
      limits: [
        stack.width(of: under, cell: min(stack.cell(of: under, height: height), cap(100, under))),
        stack.width(
          of: kernel, cell: min(stack.cell(of: kernel, height: height * 0.8), cap(84, kernel))),
        stack.width(
          of: kernel, cell: min(stack.cell(of: kernel, height: height), cap(116, kernel))),
        Double(map.extent.columns) * min(height / Double(map.extent.rows), cap(120, map.extent)),
      ],
      gaps: [
        pen.distance(64, least: 30), pen.distance(64, least: 30), pen.distance(120, least: 76),
      ])
    let (widths, gaps) = (columns.widths, columns.gaps)
    let middle = room.midY + StepLayout.heading / 2 - 8

    let input = stack.picture(of: under, width: widths[0], channels: channels, pen: pen) {
      self.input(channel: $0, cell: $1)
    }.headed(pen.heading(say("input"), notation.input, width: widths[0] + gaps[0]))
    let filter = stack.picture(of: kernel, width: widths[1], channels: channels, pen: pen) {
      self.filter(channel: $0, cell: $1)
    }.headed(pen.heading(say("filter"), notation.filter, width: widths[1] + gaps[0] * 0.9))
      .captioned(biasCaption)
    let products = stack.picture(of: kernel, width: widths[2], channels: channels, pen: pen) {
      self.products(channel: $0, cell: $1)
    }.headed(pen.heading(say("underlay × overlay"), width: widths[2] + gaps[1] * 0.9))
    let result = mapPanel(map, width: widths[3], headingWidth: widths[3] + gaps[2] * 0.5)

    let left = columns.lefts
    return [
      input.picture.moved(left[0], middle), filter.picture.moved(left[1], middle),
      products.picture.moved(left[2], middle), result.moved(left[3], middle),
      pen.sign(pass.layer.operation.sign, size: 30).centered(
        at: Point(columns.middle(ofGap: 0), middle)),
      pen.sign("=", size: 30).centered(at: Point(columns.middle(ofGap: 1), middle)),
      sumArrow(from: left[2] + widths[2], to: left[3], y: middle),
    ]
  }

  /// The largest cell of a panel: more for panels of one or two cells, so that the page is filled.
  private func cap(_ cell: Double, _ extent: Extent) -> Double {
    switch max(extent.rows, extent.columns) {
    case 1: cell * 1.6
    case 2: cell * 1.2
    default: cell
    }
  }

  // MARK: - With a lens

  private func lens(in room: Rectangle) -> [Picture] {
    let map = FeatureMapPanel(pass: pass, map: step.map)
    let kernel = pass.layer.kernel
    let underlay = Underlay(pass: pass, channel: channels.lowerBound)
    let under = underlay.extent
    let height = room.height - StepLayout.heading - 30
    // Numbers in the lens matter more than those in the filter, which the band repeats.
    let lensRoom =
      pen.isLow(room)
      ? height : (height - 56) * max(0.62, min(0.76, 46 * Double(kernel.rows) / (height - 56)))
    let columns = Columns(
      in: room, indent: StepLayout.indices, shares: [1.15, 0.85, 1],
      limits: [
        Double(under.columns) * height / Double(under.rows),
        Double(kernel.columns) * min(lensRoom / Double(kernel.rows), 104),
        Double(map.extent.columns) * min((height - 36) / Double(map.extent.rows), 112),
      ], gaps: [pen.distance(76, least: 40), pen.distance(120, least: 76)])
    let (widths, gaps) = (columns.widths, columns.gaps)
    let middle = room.midY + StepLayout.heading / 2 - 8

    let left = input(channel: channels.lowerBound, cell: widths[0] / Double(under.columns))
    let inputPanel = left.placed(
      at: Point(columns.lefts[0], middle - left.outer.height / 2)
    ).headed(pen.heading(say("input"), notation.input, width: widths[0] + gaps[0]))

    let lensCell = widths[1] / Double(kernel.columns)
    let filterRoom = height - 56 - lensCell * Double(kernel.rows)
    let filterCell = min(lensCell * 0.66, filterRoom / Double(kernel.rows), 52)
    let lensX = columns.lefts[1]
    let total =
      pen.isLow(room)
      ? Double(kernel.rows) * lensCell : Double(kernel.rows) * (lensCell + filterCell) + 56
    let lensTop = middle - total / 2
    let lensPanel = products(channel: channels.lowerBound, cell: lensCell).moved(lensX, lensTop)
      .headed(pen.heading(say("underlay × overlay"), width: widths[1] + gaps[0]))
    let filterPanel = filter(channel: channels.lowerBound, cell: filterCell)
      .framed(
        at: Point(
          lensPanel.frame.midX,
          lensTop + Double(kernel.rows) * lensCell + 56 + filterCell * Double(kernel.rows) / 2)
      )
      .headed(pen.heading(say("filter"), notation.filter, width: widths[1] + gaps[0]), gap: 12)

    let mapX = columns.lefts[2]
    let mapPicture = mapPanel(map, width: widths[2], headingWidth: widths[2] + gaps[1] * 0.5).moved(
      mapX, middle)
    let overlay = underlay.rectangle(at: step.position, on: inputPanel)
    return [
      inputPanel.picture, rays(from: overlay, over: inputPanel, to: lensPanel.frame),
      lensPanel.picture, pen.isLow(room) ? .empty : filterPanel.picture, mapPicture,
      sumArrow(from: lensX + widths[1], to: mapX, y: lensPanel.frame.midY),
    ]
  }

  // MARK: - As strips, one below the other

  private func strips(in room: Rectangle) -> [Picture] {
    let map = FeatureMapPanel(pass: pass, map: step.map)
    let kernel = pass.layer.kernel
    let underlay = Underlay(pass: pass, channel: channels.lowerBound)
    let under = underlay.extent
    // Three rows of panels: headings above the first and last, room for the rays between.
    let (heading, space, rays, legend) = (46.0, 14.0, 40.0, 36.0)
    let height = (room.height - 2 * heading - space - rays - legend) / 3
    func cell(_ extent: Extent, _ width: Double, _ cap: Double) -> Double {
      min(width / Double(extent.columns), height / Double(extent.rows), cap)
    }
    var y = room.minY + heading
    let input = self.input(
      channel: channels.lowerBound, cell: cell(under, room.width, 96), indices: false)
    let inputPanel = input.placed(at: Point(room.midX - input.outer.width / 2, y))
      .headed(pen.heading(say("input"), notation.input, width: room.width))
    y += inputPanel.outer.height + rays
    let kernelCell = cell(kernel, room.width * 0.25, 104)
    let size = Size(kernelCell * Double(kernel.columns), kernelCell * Double(kernel.rows))
    let lens = products(channel: channels.lowerBound, cell: kernelCell).placed(
      at: Point(room.midX - size.width - 40, y))
    let filter = self.filter(channel: channels.lowerBound, cell: kernelCell).placed(
      at: Point(room.midX + 40, y))
    let side = room.width / 2 - 40 - size.width - 40
    let lensName = pen.heading(say("underlay × overlay"), width: side)
    let filterName = pen.heading(say("filter"), notation.filter, width: side)
    y += size.height + space + heading
    let mapCell = cell(map.extent, room.width, 96)
    let mapWidth = mapCell * Double(map.extent.columns)
    let result = mapPanel(map, width: mapWidth, headingWidth: room.width).moved(
      room.midX - mapWidth / 2, y + mapCell * Double(map.extent.rows) / 2)
    let overlay = underlay.rectangle(at: step.position, on: inputPanel)
    return [
      inputPanel.picture, self.rays(from: overlay, over: inputPanel, to: lens.frame), lens.picture,
      filter.picture, result,
      lensName.moved(lens.frame.minX - 20 - lensName.bounds.maxX, lens.frame.midY + 6),
      filterName.moved(filter.frame.maxX + 20 - filterName.bounds.minX, filter.frame.midY + 6),
    ]
  }

  /// The rays from the overlay to the lens.
  private func rays(from overlay: Rectangle, over input: Panel, to lens: Rectangle) -> Picture {
    pen.rays(
      from: overlay, to: lens, color: theme.positions[0],
      clearOf: showsNumbers(input.cell) ? input.outer : nil)
  }

  /// Whether an input with cells of the given size shows its numbers.
  func showsNumbers(_ cell: Double) -> Bool { cell >= 40 || colorsWeights }
}
