import ArgumentParser
import Models

/// `convlens network`: networks of layers.
struct NetworkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract: "Shows networks of layers and runs them.",
    discussion: """
      A network is a file of YAML or a preset: \
      \(Preset.all.map(\.name).joined(separator: ", ")).

      Examples:
        convlens network show tiny
        convlens network show tiny --yaml > my.yaml
        convlens network run digits --input digit:7
      """,
    subcommands: [
      NetworkShowCommand.self, NetworkRunCommand.self, NetworkKindsCommand.self,
      NetworkPresetsCommand.self,
    ])
}

/// `convlens network presets`: the networks that come with the program.
struct NetworkPresetsCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "presets", abstract: "Lists the networks that come with the program.")

  func run(console: Console) throws {
    for line in alignedLines(Preset.all.map { ($0.name, $0.summary) }) {
      try console.print(line)
    }
  }
}

extension Failure {
  /// That a network is not there or cannot be used.
  init(_ error: ModelError) {
    self.init(error.kind == .missing ? .missingInput : .malformedData, lines: error.lines)
  }
}
