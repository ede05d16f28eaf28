import ArgumentParser

/// The formats that a deck can be written in.
enum DeckFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
  case pdf, html, pptx, png, markdown

  /// The format that a file's ending tells; pictures go into a folder, which has none.
  init?(ending: String) {
    switch ending {
    case "pdf": self = .pdf
    case "html", "htm": self = .html
    case "pptx": self = .pptx
    case "md", "markdown": self = .markdown
    default: return nil
    }
  }

  /// What a file of the format ends in; empty for a folder.
  var ending: String {
    switch self {
    case .pdf, .html, .pptx: ".\(rawValue)"
    case .markdown: ".md"
    case .png: ""
    }
  }

  /// Whether a deck is one file.
  var isOneFile: Bool { self == .pdf || self == .html || self == .pptx }

  /// Whether the bytes would garble a terminal.
  var isBinary: Bool { self != .html }
}
