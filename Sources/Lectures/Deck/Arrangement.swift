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

extension Placed {
  /// The same, with the words on pictures not telling what is asked for.
  func withholding(_ answers: [String]) -> Placed {
    var placed = self
    placed.words = words.map { Blanking.hiding(answers, in: $0) }
    for index in parts.indices {
      guard case .picture(var scene) = parts[index].content else { continue }
      scene.description = Blanking.hiding(answers, in: scene.description)
      placed.parts[index].content = .picture(scene)
    }
    return placed
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

  /// A content's height, and how much it takes where there is more.
  private struct Height {
    var least: Double
    var most: Double

    /// A height that grows without bounds, or not at all.
    init(least: Double, grows: Bool) {
      self.least = least
      most = grows ? .infinity : least
    }

    /// A height that grows up to another.
    init(least: Double, most: Double) {
      self.least = least
      self.most = max(least, most)
    }
  }

  /// The least height that contents need.
  func height(of contents: [Content], width: Double) throws(Misfit) -> Double {
    try total(contents, width: width).least
  }

  /// The most height that contents can use.
  func most(of contents: [Content], width: Double) throws(Misfit) -> Double {
    try total(contents, width: width).most
  }

  private func total(_ contents: [Content], width: Double) throws(Misfit) -> Height {
    var total = Height(least: 0, grows: false)
    for (index, content) in contents.enumerated() {
      let height = try height(of: content, width: width)
      total.least += height.least + (index > 0 ? gap : 0)
      total.most += height.most + (index > 0 ? gap : 0)
    }
    return total
  }

  private func height(of content: Content, width: Double) throws(Misfit) -> Height {
    switch content {
    case .text(let markup):
      return Height(least: try picture(of: markup, width: width).bounds.height, grows: false)
    case .image(let image):
      let setting = ImageSetting(image: image, style: text)
      return Height(
        least: try setting.least(width: width), most: try setting.most(width: width))
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
        height.most = max(height.most, inner.most)
      }
      return height
    }
  }

  /// The contents in a room that is high enough for them.
  func placed(_ contents: [Content], in room: Rectangle) throws(Misfit) -> Placed {
    var heights: [Height] = []
    for content in contents { heights.append(try height(of: content, width: room.width)) }
    let gaps = gap * Double(max(0, contents.count - 1))
    let shares = Arrangement.shares(heights, of: room.height - gaps)
    var placed = Placed()
    var y = room.minY
    for (content, own) in zip(contents, shares) {
      placed = placed + (try self.placed(content, in: Rectangle(room.x, y, room.width, own)))
      y += own + gap
    }
    return placed
  }

  /// The heights that contents get in a room: what is spare goes to all that grow alike, and what one
  /// of them cannot take to the others.
  private static func shares(_ heights: [Height], of room: Double) -> [Double] {
    var shares = heights.map(\.least)
    var open = heights.indices.filter { heights[$0].most > heights[$0].least }
    while !open.isEmpty {
      let spare = max(0, room - shares.reduce(0, +)) / Double(open.count)
      let full = open.filter { heights[$0].most <= shares[$0] + spare }
      guard !full.isEmpty else {
        for index in open { shares[index] += spare }
        break
      }
      for index in full { shares[index] = heights[index].most }
      open.removeAll { full.contains($0) }
    }
    return shares
  }

  private func placed(_ content: Content, in room: Rectangle) throws(Misfit) -> Placed {
    switch content {
    case .text(let markup):
      let picture = try picture(of: markup, width: room.width)
      return Placed(
        items: [.group(Tag("text"), picture.placed(at: room.origin).items)],
        parts: parts(of: markup, in: room),
        words: [markup.shown(on: text.page).sentences(answers: false)])
    case .image(let image):
      return try ImageSetting(image: image, style: text).placed(in: room)
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

  /// The text as formats have it that break lines themselves: formulas on lines of their own are
  /// pictures there.
  private func parts(of markup: Markup, in room: Rectangle) -> [Deck.Part] {
    let set = text.paragraphs(of: markup, width: room.width) ?? []
    let groups = set.filter { !$0.isToCome }.groups
    return groups.compactMap { group -> Deck.Part? in
      guard let first = group.first, let last = group.last else { return nil }
      let lines = text.lines(of: Markup(paragraphs: group.map(\.paragraph)))
      let frame = Rectangle(room.x, room.y + first.top, room.width, last.bottom - first.top)
      guard first.paragraph.kind == .display, let line = lines.first else {
        return Deck.Part(.text(lines), frame: frame)
      }
      let bounds = Item.group(Tag("formula"), first.picture.items).bounds ?? first.picture.bounds
      let scene = Scene(
        size: bounds.size, background: text.theme.paper, title: "formula",
        description: first.paragraph.plainText(answers: false),
        items: first.picture.items.map { $0.moved(-bounds.x, -bounds.y) })
      return Deck.Part(.formula(line, scene), frame: bounds.moved(room.x, room.y))
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
      try checkCode(in: markup, width: width)
      throw Misfit(
        reason:
          "a word or a formula of the text is wider than its room; shorten it, or give it more"
      )
    }
    return picture
  }

  /// Says which line of code is too long.
  private func checkCode(in markup: Markup, width: Double) throws(Misfit) {
    for case .code(let block) in markup.paragraphs.map(\.kind) {
      let most = CodeSetting(block: block, style: text).longestLine(in: width)
      guard let index = block.lines.firstIndex(where: { $0.count > most }) else { continue }
      throw Misfit(
        reason: "line \(index + 1) of the code has \(block.lines[index].count) characters, and "
          + "there is room for \(most); break it, or give it more room")
    }
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
