import ArgumentParser
import Neural

/// `convlens network kinds`: the kinds of layer, and what each can be told.
struct NetworkKindsCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "kinds", abstract: "Lists the kinds of layer with their settings.",
    discussion: """
      Examples:
        convlens network kinds
        convlens network kinds --markdown
      """)

  @Flag(help: "Print tables of Markdown, as the documents have them.")
  var markdown = false

  func run(console: Console) throws {
    for (index, declaration) in LayerRegistry.declarations.enumerated() {
      if index > 0 { try console.print("") }
      for line in markdown ? declaration.markdown : declaration.lines { try console.print(line) }
    }
  }
}

extension LayerDeclaration {
  /// The kind, and a line for each setting.
  fileprivate var lines: [String] {
    let names = settings.map { setting in
      (
        name: "  " + setting.name,
        summary: setting.meaning + (setting.defaultValue.map { " (\($0.text))" } ?? "")
      )
    }
    return ["\(kind): \(meaning)"] + alignedLines(names)
  }

  /// The kind, and a table of its settings.
  fileprivate var markdown: [String] {
    let inputs = inputs == .several ? " Takes two or more inputs." : ""
    let head = ["### `\(kind)`", "", sentence(meaning) + inputs]
    guard !settings.isEmpty else { return head }
    return head + ["", "| setting | values | default | meaning |", "|---|---|---|---|"]
      + settings.map { setting in
        let remedy = setting.type.remedy
        let values = remedy.hasPrefix("give ") ? String(remedy.dropFirst(5)) : remedy
        let standard = setting.defaultValue.map { "`\($0.text)`" } ?? ""
        return "| `\(setting.name)` | \(values) | \(standard) | \(setting.meaning) |"
      }
  }

  private func sentence(_ text: String) -> String {
    let capital = text.prefix(1).uppercased() + text.dropFirst()
    return capital.hasSuffix(".") ? capital : capital + "."
  }
}
