import ArgumentParser
import Figures

/// `convlens figures`: what there is to draw.
struct FiguresCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures", abstract: "Lists the figures with a line each.")

  func run(console: Console) throws {
    for line in alignedLines(Catalogue.figures.map { ($0.name, $0.summary) }) {
      try console.print(line)
    }
  }
}

/// Names and summaries in two columns.
func alignedLines(_ entries: [(name: String, summary: String)]) -> [String] {
  let width = entries.map(\.name.count).max() ?? 0
  return entries.map { name, summary in
    name + String(repeating: " ", count: width - name.count + 2) + summary
  }
}
