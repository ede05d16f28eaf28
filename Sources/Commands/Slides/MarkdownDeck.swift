import ArrayFiles
import Drawing

/// A deck as a Markdown file with pictures beside it, for Marp, Quarto and pandoc.
///
/// Titles and running text are Markdown, figures and tables are pictures. Where text and figures
/// stand side by side, which Markdown has no words for, all below the title is one picture; code, which
/// is there to be copied, comes one below the other with what stands beside it.
struct MarkdownDeck {
  /// The Markdown.
  let text: String
  /// The pictures, in a folder that is called as the file is.
  let pictures: [DeckFile]

  /// A deck under the name that its file has without the ending.
  init(_ deck: Deck, name: String) {
    var pictures: [DeckFile] = []
    var pages: [String] = []
    for slide in deck.slides {
      for page in slide.pages {
        var blocks = ["## \(page.heading ?? MarkdownText.escaped(slide.title))"]
        var count = 0
        for block in slide.number == 1 ? page.parts.compactMap(\.block) : page.blocks {
          switch block {
          case .text(let lines): blocks.append(MarkdownText.paragraphs(lines))
          case .picture(let scene):
            count += 1
            let suffix = count > 1 ? "-\(MarkdownText.letter(count))" : ""
            let file = scene.pictureFile
            let ending = file?.kind.rawValue ?? "png"
            let path = "\(name)-images/slide-\(deck.fileLabel(of: page))\(suffix).\(ending)"
            pictures.append(
              DeckFile(path: path) {
                try file?.bytes ?? PictureFormat.png(of: scene, scale: 2)
              })
            let alt = MarkdownText.escaped(scene.description)
            // What stands alone in a paragraph gets its alt text as a caption in pandoc.
            let target = MarkdownText.target(LinkTarget.path(SystemPath.bytes(of: path)))
            blocks.append("![\(alt)](\(target))&nbsp;")
          }
        }
        if !slide.notes.isEmpty {
          blocks.append(MarkdownText.comment(slide.notes))
          blocks += MarkdownText.notes(slide.notes)
        }
        pages.append(blocks.joined(separator: "\n\n"))
      }
    }
    self.pictures = pictures
    text = MarkdownDeck.frontMatter(of: deck) + pages.joined(separator: "\n\n---\n\n") + "\n"
  }

  /// What the programs read before the first slide: Marp its directives, pandoc and Quarto their
  /// metadata. `title` would make these begin with a title slide of their own.
  private static func frontMatter(of deck: Deck) -> String {
    let size = deck.pages.first?.scene.size ?? Size(16, 9)
    var lines = ["marp: true"]
    lines.append("size: \"\(size.width / size.height > 1.5 ? "16:9" : "4:3")\"")
    lines.append("paginate: true")
    lines.append("pagetitle: \(MarkdownText.quoted(deck.title))")
    if !deck.author.isEmpty { lines.append("author: \(MarkdownText.quoted(deck.author))") }
    if !deck.date.isEmpty { lines.append("date: \(MarkdownText.quoted(deck.date))") }
    lines.append("lang: \(MarkdownText.quoted(deck.language))")
    let height = Int(size.height * 0.64)
    lines.append(
      "style: \"p:has(> img) { text-align: center } "
        + "img { max-width: 100%; max-height: \(height)px } .notes { display: none }\"")
    return "---\n\(lines.joined(separator: "\n"))\n---\n\n"
  }
}

/// What stands on a page below its title.
private enum MarkdownBlock {
  case text([Deck.Line])
  case picture(Scene)
}

extension Deck.Part {
  /// What the part is below a title; nil for the title.
  fileprivate var block: MarkdownBlock? {
    switch content {
    case .title: nil
    case .text(let lines): .text(lines)
    case .formula(let line, _): .text([line])
    case .picture(let scene): .picture(scene)
    }
  }
}

extension Deck.Part {
  /// Whether there is program code in it.
  fileprivate var isCode: Bool {
    guard case .text(let lines) = content else { return false }
    return lines.contains { if case .code = $0.kind { true } else { false } }
  }
}

extension Deck.Page {
  /// The title with its formulas; nil where the page has none.
  fileprivate var heading: String? {
    let titles = parts.compactMap { part -> Deck.Line? in
      if case .title(let line) = part.content { line } else { nil }
    }
    return titles.first.map(MarkdownText.title).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The parts in reading order, or all of them as one picture where they are not one below the
  /// other.
  fileprivate var blocks: [MarkdownBlock] {
    let below = parts.filter { part in
      if case .title = part.content { false } else { true }
    }
    let areStacked = zip(below, below.dropFirst()).allSatisfy { upper, lower in
      upper.frame.maxY <= lower.frame.minY + 1
    }
    // Code is there to be copied.
    guard areStacked || below.contains(where: \.isCode) else {
      return [.picture(content(below.map(\.frame)))]
    }
    return below.compactMap(\.block)
  }

  /// The part of the page that the frames take.
  private func content(_ frames: [Rectangle]) -> Scene {
    let room = frames.dropFirst().reduce(frames.first ?? .init(origin: .zero, size: scene.size)) {
      $0.union($1)
    }
    let furniture = ["title", "section", "label", "progress"]
    let items = scene.items.filter { item in
      if case .group(let tag, _) = item { !furniture.contains(tag.kind) } else { true }
    }
    var content = scene
    content.size = room.size
    content.items = items.map { $0.moved(-room.x, -room.y) }
    return content
  }
}
