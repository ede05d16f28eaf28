import Drawing
import Foundation

/// A deck as a folder of pictures, each in two sizes, with a list of what they show.
struct PictureFolder {
  private let deck: Deck

  init(_ deck: Deck) { self.deck = deck }

  /// The pictures, and the list behind them.
  var files: [DeckFile] {
    let pictures = deck.pages.flatMap { page in
      Resolution.allCases.map { resolution in
        DeckFile(path: name(of: page, resolution)) {
          try PictureFormat.png.bytes(of: page.scene, resolution: resolution)
        }
      }
    }
    let index = index
    return pictures + [
      DeckFile(path: "index.json") {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(index)) + [UInt8(ascii: "\n")]
      }
    ]
  }

  private func name(of page: Deck.Page, _ resolution: Resolution) -> String {
    let suffix = resolution == .double ? "@2x" : ""
    return "slide-\(deck.fileLabel(of: page))\(suffix).png"
  }

  private var index: Index {
    Index(
      title: deck.title, author: deck.author, date: deck.date, language: deck.language,
      slides: deck.slides.map { slide in
        Index.Slide(
          number: slide.number, title: slide.title, section: slide.section, notes: slide.notes,
          pages: slide.pages.map { page in
            Index.Page(
              label: page.label, alt: page.scene.description,
              png: name(of: page, .single), png2x: name(of: page, .double))
          })
      })
  }

  /// What `index.json` holds.
  private struct Index: Encodable {
    struct Slide: Encodable {
      let number: Int
      let title, section, notes: String
      let pages: [Page]
    }

    struct Page: Encodable {
      let label, alt, png, png2x: String
    }

    let title, author, date, language: String
    let slides: [Slide]
  }
}

extension Deck {
  /// A page's label in the names of files, which sort in the order of the pages: `07-2`.
  func fileLabel(of page: Page) -> String {
    let parts = page.label.split(separator: ".")
    let lengths = [
      max(2, String(slides.count).count),
      String(slides.map(\.pages.count).max() ?? 1).count,
    ]
    return zip(parts, lengths).map { part, length in
      String(repeating: "0", count: max(0, length - part.count)) + part
    }.joined(separator: "-")
  }
}
