import Drawing
import Figures

/// What is drawn of a content, where, and what it says.
struct Placed {
  /// The items on the page.
  var items: [Item] = []
  /// The same for formats that have texts and pictures of their own.
  var parts: [Deck.Part] = []
  /// The same in words.
  var words: [String] = []

  static func + (left: Placed, right: Placed) -> Placed {
    Placed(
      items: left.items + right.items, parts: left.parts + right.parts,
      words: left.words + right.words)
  }
}

/// What does not fit, and what to do about it.
struct Misfit: Error {
  let reason: String
}

/// Contents one below the other, texts as high as they are, figures as high as there is room.
struct Arrangement {
  /// How texts are set.
  let text: TextStyle
  /// How figures are drawn, but for their room.
  let figure: FigureStyle
  /// The labels that the slide asks for.
  let labels: Labels?
  /// The page of the slide, counted from 0.
  let page: Int

  /// The room between two contents.
  private var gap: Double { text.size * 1.1 }
  /// The room between two columns.
  private static let gutter = 48.0
  /// The least room that a figure takes.
  static let leastFigure = Size(300, 260)

  /// A content's height, and whether it takes more where there is more.
  private struct Height {
    var least: Double
    var grows: Bool
  }

  /// The least height that contents need.
  func height(of contents: [Content], width: Double) throws(Misfit) -> Double {
    try total(contents, width: width).least
  }

  private func total(_ contents: [Content], width: Double) throws(Misfit) -> Height {
    var total = Height(least: 0, grows: false)
    for (index, content) in contents.enumerated() {
      let height = try height(of: content, width: width)
      total.least += height.least + (index > 0 ? gap : 0)
      total.grows = total.grows || height.grows
    }
    return total
  }

  private func height(of content: Content, width: Double) throws(Misfit) -> Height {
    switch content {
    case .text(let markup):
      return Height(least: try picture(of: markup, width: width).bounds.height, grows: false)
    case .figure:
      guard width >= Arrangement.leastFigure.width else {
        throw Misfit(
          reason: "a figure has \(Int(width)) units of width and needs "
            + "\(Int(Arrangement.leastFigure.width)); give its column more, or have fewer")
      }
      return Height(least: Arrangement.leastFigure.height, grows: true)
    case .table(let table):
      return Height(least: try picture(of: table, width: width).bounds.height, grows: false)
    case .quiz(let question, let explanation):
      return Height(
        least: try picture(of: question, explanation: explanation, width: width).bounds.height,
        grows: false)
    case .columns(let columns):
      var height = Height(least: 0, grows: false)
      for (column, width) in zip(columns, widths(of: columns, in: width)) {
        let inner = try total(column.contents, width: width)
        height.least = max(height.least, inner.least)
        height.grows = height.grows || inner.grows
      }
      return height
    }
  }

  /// The contents in a room that is high enough for them.
  func placed(_ contents: [Content], in room: Rectangle) throws(Misfit) -> Placed {
    var heights: [Height] = []
    for content in contents { heights.append(try height(of: content, width: room.width)) }
    let gaps = gap * Double(max(0, contents.count - 1))
    let spare = max(0, room.height - heights.map(\.least).reduce(0, +) - gaps)
    let share = spare / Double(max(1, heights.count(where: \.grows)))
    var placed = Placed()
    var y = room.minY
    for (content, height) in zip(contents, heights) {
      let own = height.least + (height.grows ? share : 0)
      placed = placed + (try self.placed(content, in: Rectangle(room.x, y, room.width, own)))
      y += own + gap
    }
    return placed
  }

  private func placed(_ content: Content, in room: Rectangle) throws(Misfit) -> Placed {
    switch content {
    case .text(let markup):
      let picture = try picture(of: markup, width: room.width)
      return Placed(
        items: [.group(Tag("text"), picture.placed(at: room.origin).items)],
        parts: [Deck.Part(.text(text.lines(of: markup)), frame: room)],
        words: [markup.sentences(answers: false)])
    case .figure(let stepped):
      return placed(stepped, in: room)
    case .table(let table):
      let setting = TableSetting(table: table, style: text)
      return self.placed(
        try picture(of: table, width: room.width), at: room.origin, title: "table",
        words: setting.words)
    case .quiz(let question, let explanation):
      let answers = text.blanks == .answers
      let words =
        [question.sentences(answers: answers)]
        + (answers ? [explanation.sentences(answers: true)] : [])
      return self.placed(
        try picture(of: question, explanation: explanation, width: room.width), at: room.origin,
        title: "quiz", words: words.filter { !$0.isEmpty }.joined(separator: " "))
    case .columns(let columns):
      var placed = Placed()
      var x = room.minX
      for (column, width) in zip(columns, widths(of: columns, in: room.width)) {
        let inner = Rectangle(x, room.y, width, room.height)
        placed = placed + (try self.placed(column.contents, in: inner))
        x += width + Arrangement.gutter
      }
      return placed
    }
  }

  private func placed(_ stepped: SteppedFigure, in room: Rectangle) -> Placed {
    var style = figure
    style.panel = room.size
    style.labels = stepped.labels ?? labels ?? stepped.figure.labels
    let scene = stepped.scene(page: page, style: style)
    return Placed(
      items: [.group(Tag("figure"), scene.items.map { $0.moved(room.x, room.y) })],
      parts: [Deck.Part(.picture(scene), frame: room)], words: [scene.description])
  }

  /// A picture on the page, which is also a scene of its own.
  private func placed(_ picture: Picture, at origin: Point, title: String, words: String) -> Placed
  {
    let placed = picture.placed(at: origin)
    // Strokes at the edges reach a little beyond the bounds.
    let frame = placed.bounds.inset(-2)
    let scene = Scene(
      size: frame.size, background: text.theme.paper, title: title, description: words,
      items: placed.items.map { $0.moved(-frame.x, -frame.y) })
    return Placed(
      items: [.group(Tag(title), placed.items)],
      parts: [Deck.Part(.picture(scene), frame: frame)], words: [words])
  }

  // MARK: - Pictures

  private func picture(of markup: Markup, width: Double) throws(Misfit) -> Picture {
    guard let picture = text.picture(of: markup, width: width) else {
      throw Misfit(
        reason:
          "a word or a formula of the text is wider than its room; shorten it, or give it more"
      )
    }
    return picture
  }

  private func picture(of table: TableContent, width: Double) throws(Misfit) -> Picture {
    guard let picture = TableSetting(table: table, style: text).picture(width: width) else {
      throw Misfit(reason: "the table is wider than its room; shorten it, or give it more")
    }
    return picture
  }

  /// A question and its explanation, which takes its room before it shows, so that nothing moves.
  private func picture(
    of question: Markup, explanation: Markup, width: Double
  ) throws(Misfit) -> Picture {
    let asked = try picture(of: question, width: width)
    guard !explanation.paragraphs.isEmpty else { return asked }
    var quiet = text
    quiet.color = text.theme.muted
    guard let reason = quiet.picture(of: explanation, width: width) else {
      throw Misfit(
        reason:
          "a word or a formula of the explanation is wider than its room; shorten it, or give "
          + "it more")
    }
    let below = reason.moved(0, asked.bounds.maxY + text.size * 1.2)
    return Picture(
      bounds: asked.bounds.union(below.bounds),
      items: asked.items
        + (text.blanks == .answers ? [.group(Tag("explanation"), below.items)] : []))
  }

  private func widths(of columns: [ContentColumn], in width: Double) -> [Double] {
    let room = width - Arrangement.gutter * Double(max(0, columns.count - 1))
    let shares = columns.map(\.share).reduce(0, +)
    return columns.map { room * $0.share / shares }
  }
}
