import CCairo
import Drawing

/// What a deck and its parts are in the structure of the PDF file: a document of sections, one a
/// page, with headings and links.
///
/// cairo marks a file with links as structured, and voices pass over what such a file does not
/// mark. Hence all that is on a page is part of an element.
///
/// Source: ISO 32000-1, 14.7 and 14.8; cairo, "Tags and Links".
struct PDFStructure {
  /// An element's type and, for a link, where it leads.
  struct Element: Equatable {
    /// The name of the type.
    var name: String
    /// What cairo is told of it.
    var attributes = ""
  }

  /// The place of each label's page, counted from 1.
  private let pages: [String: Int]

  /// The structure of a deck.
  init(_ deck: Deck) {
    var pages: [String: Int] = [:]
    for (index, page) in deck.pages.enumerated() where pages[page.label] == nil {
      pages[page.label] = index + 1
    }
    var page = 1
    for slide in deck.slides {
      // With steps, `#7` leads to the first of them.
      if pages[String(slide.number)] == nil { pages[String(slide.number)] = page }
      page += slide.pages.count
    }
    self.pages = pages
  }

  /// The element that a deck is.
  let document = Element(name: "Document")
  /// The element that a page is.
  let page = Element(name: "Sect")

  /// The element that a group is; nil for most groups, and for a link that leads nowhere or that
  /// nothing is drawn of.
  func element(for tag: Tag, _ items: [Item]) -> Element? {
    switch tag.kind {
    case "title": return Element(name: "H1")
    case "link":
      guard items.contains(where: { $0.bounds != nil }) else { return nil }
      return destination(tag.name).map { Element(name: CAIRO_TAG_LINK, attributes: $0) }
    default: return nil
    }
  }

  private func destination(_ target: String) -> String? {
    guard target.hasPrefix("#") else {
      return target.isEmpty ? nil : "uri='\(Self.encoded(target))'"
    }
    return pages[String(target.dropFirst())].map { "page=\($0) pos=[0 0]" }
  }

  /// The URI with what is not plain ASCII, and what would end a string in cairo's attributes or in
  /// the file, as percent-encoded bytes.
  private static func encoded(_ uri: String) -> String {
    uri.utf8.map { byte in
      switch byte {
      case 0...0x20, 0x7F..., UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        let digits = String(byte, radix: 16, uppercase: true)
        return byte < 16 ? "%0\(digits)" : "%\(digits)"
      default: return String(Unicode.Scalar(byte))
      }
    }.joined()
  }
}
