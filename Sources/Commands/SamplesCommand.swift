import ArgumentParser
import ArrayFiles

/// `convlens samples`: the inputs and filters that need no file.
struct SamplesCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "samples", abstract: "Lists the built-in inputs and filters with a line each.",
    discussion: """
      Each name can stand wherever a tensor is asked for.

      Example:
        convlens figure step --input digit:7 --filter sobel-x
      """)

  func run(console: Console) throws {
    for line in alignedLines(TensorSource.samples.map { ($0.pattern, $0.summary) }) {
      try console.print(line)
    }
  }
}
