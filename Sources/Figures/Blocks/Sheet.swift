import Drawing
import Wording

/// A figure as a whole: its title, what is composed below it, and the band that explains it.
///
/// From one description come a page, a panel of a slide, a tight cut for a paper.
struct Sheet: Sendable {
  /// The title.
  let title: Formula
  /// What stands below it: the geometry first, then what may give way.
  let subtitle: [String]
  /// The step shown and how many there are.
  var step: (index: Int, count: Int)?
  /// The colour of the step's dot.
  var stepColor: Color?
  /// What the figure shows.
  let body: any Block
  /// What explains it.
  var band = Band([])
  /// The alt text.
  let description: String

  /// The figure with its digits as full as they fit: where numbers would have to give way, a sheet
  /// with shorter ones is tried.
  ///
  /// - Parameters:
  ///   - ledger: the numbers and equations of the figure.
  ///   - sheet: the figure with the spellings that they come to.
  static func scene(
    style: FigureStyle, ledger: Ledger, _ sheet: (Pen, Spellings) -> Sheet
  ) -> Scene {
    let pen = Pen(style: style)
    var best: (scene: Scene, loss: Int)?
    for precision in [Ledger.Precision.full, .brief] {
      let spellings = ledger.solved(precision)
      var sheet = sheet(pen, spellings)
      // Where a reader with a calculator gets another last digit, the figure says why.
      if spellings.count.closing < spellings.count.stated {
        sheet.band = Band(sheet.band.parts + [.remark(say("computed before rounding"), "")])
      }
      var (scene, loss) = sheet.composed(pen)
      scene.equations = spellings.count
      if best.map({ loss < $0.loss - 99 }) ?? true { best = (scene, loss) }
      if loss < 100 || ledger.data.isEmpty { break }
    }
    return best?.scene
      ?? Scene(size: .zero, background: pen.theme.paper, title: "", description: "", items: [])
  }

  private func composed(_ pen: Pen) -> (Scene, Int) {
    let style = pen.style
    let measures = pen.measures
    let page = style.panel ?? style.page.size
    let margin = style.panel == nil ? measures.margin : 0
    let width = page.width - 2 * margin
    let isTight = style.page == .tight && style.panel == nil
    let header = isTight ? nil : Header(sheet: self, width: width, pen)
    let top = isTight ? 16 : (header?.height ?? 0) + (style.panel == nil ? 20 : 14)
    let foot = style.panel == nil ? 44.0 : 2
    let most = (page.height - top - foot) * (style.panel == nil ? 0.42 : 0.36)
    let band = self.band.layout(width: width, height: most, pen)
    let gap = band.size.height > 0 ? (style.panel == nil ? 20.0 : 14) : 0
    // The badges of overlays reach out of what they stand on.
    let inset = style.panel == nil ? 0 : 22.0
    let room = Size(
      width - 2 * inset, max(40, page.height - top - foot - band.size.height - gap))
    var body = self.body.layout(in: room, pen)
    let free = room.height - body.size.height
    let place = Point(
      margin + inset + max(0, (room.width - body.size.width) / 2), top + max(0, free / 2))
    body = body.moved(place.x, place.y)
    body.add(band.moved(margin, page.height - foot - band.size.height))
    for omission in header?.omissions ?? [] { body.omit(omission) }
    let spills = max(0, -free) + max(0, body.size.width - room.width)
    let loss = body.loss + 50 * body.crossings + (spills > 1 ? 1000 : 0)
    var scene = Scene(
      size: page, background: style.theme.paper, title: title.plainText,
      description: description,
      items: (header?.items.map { $0.moved(margin, 0) } ?? []) + body.items,
      omissions: body.omissions)
    if isTight { scene = Sheet.cut(scene, band: band, body: body) }
    return (scene, loss)
  }

  /// The scene cut to what is drawn; the band moves up to the figure.
  private static func cut(_ scene: Scene, band: Layout, body: Layout) -> Scene {
    let pad = 16.0
    var items = scene.items
    if band.size.height > 0, let last = items.popLast() {
      let above = items.compactMap(\.bounds).map(\.maxY).max() ?? 0
      let top = last.bounds?.minY ?? 0
      items.append(last.moved(0, above + 24 - top))
    }
    let boxes = items.compactMap(\.bounds)
    guard let first = boxes.first else { return scene }
    let bounds = boxes.dropFirst().reduce(first) { $0.union($1) }
    var cut = scene
    cut.size = Size(bounds.width + 2 * pad, bounds.height + 2 * pad)
    cut.items = items.map { $0.moved(pad - bounds.minX, pad - bounds.minY) }
    return cut
  }
}

/// The title, the subtitle and the dots of the steps.
private struct Header {
  let items: [Item]
  /// How far down it reaches.
  let height: Double
  var omissions: [Omission] = []

  init(sheet: Sheet, width: Double, _ pen: Pen) {
    let isPanel = pen.style.panel != nil
    let middle = isPanel ? 10.0 : 52.0
    let progress = Header.progress(sheet, right: width, middle: middle, pen)
    let room = (progress.isEmpty ? width : progress.bounds.minX - 24)
    let size = 15.5 / Formula.labelScale
    let least = pen.measures.numberFloor + 0.05
    var parts = sheet.subtitle.filter { !$0.isEmpty }
    func line(_ size: Double) -> Picture {
      pen.formula(
        .words(parts.joined(separator: "   ·   ")), size: size, color: pen.theme.muted)
    }
    let wide = isPanel ? room : width
    while parts.count > 1, line(least).bounds.width > wide { parts.removeLast() }
    if parts.count < sheet.subtitle.filter({ !$0.isEmpty }).count {
      omissions = [Omission(.remarks, in: say("subtitle"))]
    }
    let full = line(size)
    let subtitle =
      full.bounds.width <= wide ? full : line(max(least, size * wide / full.bounds.width))
    var items: [Item] = []
    if isPanel {
      if subtitle.bounds.width <= wide {
        items.append(
          .group(Tag("subtitle"), subtitle.moved(-subtitle.bounds.minX, 15).items))
      } else {
        omissions = [Omission(.remarks, in: say("subtitle"))]
      }
      height = 22
    } else {
      let title = pen.formula(sheet.title, size: 27 / Formula.labelScale, width: room)
      items.append(.group(Tag("title"), title.moved(-title.bounds.minX, 62).items))
      items.append(.group(Tag("subtitle"), subtitle.moved(-subtitle.bounds.minX, 93).items))
      height = 98
    }
    self.items = items + progress.items
  }

  /// Dots for up to 16 steps, else words.
  private static func progress(
    _ sheet: Sheet, right: Double, middle: Double, _ pen: Pen
  ) -> Picture {
    guard let step = sheet.step, step.count > 1 else { return .empty }
    let width = 18 * Double(step.count - 1) + 11
    guard step.count <= 16, width <= right * 0.3 else {
      let text = pen.label(
        say("\(step.index + 1) of \(step.count)"), size: 15.5, color: pen.theme.muted)
      return text.moved(right - text.bounds.maxX, middle + 5).tagged("progress")
    }
    let dots = (0..<step.count).map { index -> Item in
      let isActive = index == step.index
      return .circle(
        center: Point(right - 6 - 18 * Double(step.count - 1 - index), middle),
        radius: isActive ? 5.5 : 5,
        .fill(isActive ? sheet.stepColor ?? pen.theme.positions[0] : pen.theme.hairline))
    }
    return Picture(
      bounds: Rectangle(right - width, middle - 6, width, 12), items: dots
    ).tagged("progress")
  }
}
