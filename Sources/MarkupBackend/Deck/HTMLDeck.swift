import Drawing

/// A deck in one HTML file that opens from disk, is stepped through with keys, buttons or fingers,
/// and prints a page a page.
///
/// Nothing is loaded from elsewhere, and a content policy says so: the file's own script is the
/// only one that runs. `#7.2` at the end of the address leads to a page by its label, `#7` to the
/// first page of a slide. A voice is told what each page shows. Without its script, the file shows
/// all pages, one below the other, with the notes.
///
/// Source: HTML Living Standard; Content Security Policy Level 3; WAI-ARIA 1.2 (live regions).
public struct HTMLDeck: Sendable, Equatable {
  /// A file next to the deck that tells an open deck when it has changed.
  public struct Stamp: Sendable, Equatable {
    /// The file's name, a JavaScript file in the deck's folder: `deck.html.js`.
    public var file: String
    /// What tells this version of the deck from others.
    public var version: String

    /// A stamp.
    public init(file: String, version: String) {
      self.file = file
      self.version = version
    }

    /// What the file holds. It is written after the deck: an open deck asks for it every second
    /// and reloads itself, where it is, once for each version that is not its own.
    public var contents: String {
      "\(Stamp.beginning)\(version.unicodeScalars.map(\.javaScript).joined())\(Stamp.end)"
    }

    private static let beginning = "convlensStamp(\""
    private static let end = "\");\n"

    /// Whether a file holds a stamp, of whichever deck and version.
    public static func isStamp(_ contents: [UInt8]) -> Bool {
      contents.starts(with: beginning.utf8)
        && contents.suffix(end.utf8.count).elementsEqual(end.utf8)
        && contents.count { $0 == UInt8(ascii: "\n") } == 1
    }
  }

  /// The deck.
  public var deck: Deck
  /// The words of buttons, headings and the list of keys.
  public var words: Words
  /// Where an open deck learns that it has changed; nil for a deck that stays as it is.
  public var stamp: Stamp?

  /// A deck as a page.
  public init(_ deck: Deck, words: Words = Words(), stamp: Stamp? = nil) {
    self.deck = deck.withoutProgress
    self.words = words
    self.stamp = stamp
  }

  /// The deck as an HTML document. The same deck gives the same bytes.
  ///
  /// - Parameter fonts: Where the glyphs in use come from, once for the whole deck; with nil, text
  ///   names the installed fonts only.
  public func render(fonts: (any FontSubsetter)? = nil) -> String {
    let faces = FontFaces(for: texts, from: fonts, prefix: "c")
    let shared = SharedGroups(of: deck.pages.map(\.scene), faces: faces, prefix: "s")
    let script = HTMLDeck.script(isWatched: stamp != nil)
    let watched = stamp.map {
      " data-stamp=\"\(MarkupText.escaped($0.file))\" data-version=\"\(MarkupText.escaped($0.version))\""
    }
    return """
      <!DOCTYPE html>
      <html lang="\(MarkupText.escaped(deck.language))">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy(for: script))">
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
      \(deck.author.isEmpty ? "" : meta("author", deck.author))\
      <title>\(MarkupText.escaped(deck.title))</title>
      <style>
      \(faces.styleSheet)\(HTMLDeck.styleSheet)\(pageRules)</style>
      </head>
      <body class="\(faces.className(of: HTMLDeck.textFont))"\(watched ?? "")>
      <svg class="parts" width="0" height="0" aria-hidden="true" fill="none" \
      stroke-linecap="round" stroke-linejoin="round"><defs>
      \(shared.definitions)</defs></svg>
      <main>
      \(slides(faces: faces, shared: shared))</main>
      <p class="caption" aria-live="polite"></p>
      <div class="progress"></div>
      <output class="entry"></output>
      \(controls)\(help)\(speaker)<script>\(script)</script>
      </body>
      </html>

      """
  }

  /// The font of all text that is not in a picture.
  static let textFont = Font.label(16)

  /// Every text with its font, for the fonts to be cut down to.
  private var texts: [(string: String, font: Font)] {
    let spoken = deck.slides.flatMap { slide in
      [slide.title, slide.notes] + slide.pages.flatMap { [$0.label, $0.scene.description] }
    }
    let signs = "0123456789:./,? ←→↑↓"
    return (spoken + words.list + [signs]).map { ($0, HTMLDeck.textFont) }
      + deck.pages.flatMap { $0.scene.textRuns.map { ($0.string, $0.font) } }
  }

  /// What the browser may load and run: nothing but what is in the file, and the stamp.
  private func policy(for script: String) -> String {
    let hash = "'sha256-\(base64(sha256(Array(script.utf8))))'"
    return """
      default-src 'none'; style-src 'unsafe-inline'; script-src \(hash)\
      \(stamp == nil ? "" : " 'self' file:"); font-src data:; img-src data:; base-uri 'none'; \
      form-action 'none'
      """
  }

  private func meta(_ name: String, _ content: String) -> String {
    "<meta name=\"\(name)\" content=\"\(MarkupText.escaped(content))\">\n"
  }

  /// The size of the paper; page units are CSS pixels.
  private var pageRules: String {
    let size = deck.pages.first?.scene.size ?? Size(1280, 720)
    let (width, height) = (MarkupText.number(size.width), MarkupText.number(size.height))
    return """
      :root{--page-width:\(width)px;--page-height:\(height)px}
      @page{size:\(width)px \(height)px;margin:0}

      """
  }

  private static let styleSheet = text([
    PackageResources.deck_css, PackageResources.overview_css, PackageResources.speaker_css,
    PackageResources.print_css,
  ])

  private static func script(isWatched: Bool) -> String {
    let watch = isWatched ? [PackageResources.watch_js] : []
    return "'use strict';\n"
      + text([PackageResources.speaker_js] + watch + [PackageResources.deck_js])
  }

  private static func text(_ files: [[UInt8]]) -> String {
    files.map { String(decoding: $0, as: UTF8.self) }.joined()
  }
}

extension Unicode.Scalar {
  /// The character within a JavaScript string in double quotes.
  fileprivate var javaScript: String {
    guard value < 0x20 || value > 0x7E || self == "\"" || self == "\\" else { return String(self) }
    return "\\u{\(String(value, radix: 16))}"
  }
}

extension Deck {
  /// The deck without the bar that each page has; the browser shows one of its own.
  fileprivate var withoutProgress: Deck {
    var deck = self
    for slide in deck.slides.indices {
      for page in deck.slides[slide].pages.indices {
        deck.slides[slide].pages[page].scene.items.removeAll { item in
          if case .group(let tag, _) = item { tag.kind == "progress" } else { false }
        }
      }
    }
    return deck
  }
}
