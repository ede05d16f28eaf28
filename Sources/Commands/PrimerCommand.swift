import ArgumentParser
import Drawing
import Figures

/// `convlens primer`: every figure there is, with the article's own numbers.
struct PrimerCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "primer",
    abstract: "Draws every figure there is with the article's inputs, and a trace.",
    usage: "convlens primer [options] [-o <folder>]",
    discussion: """
      Example:
        convlens primer -o Output
      """)

  @OptionGroup(title: "Style") var style: StyleOptions

  @Option(
    name: [.short, .long], parsing: .unconditional,
    help: ArgumentHelp("The folder.", valueName: "folder"), completion: .directory,
    transform: plainValue)
  var output = "Output"

  func run(console: Console) async throws {
    let folder = try OutputFolder(output)
    let metrics = fontMetrics(console: console)
    let entries = PrimerEntry.all
    var progress = Progress(entries.count, "figures", console: console)
    let files = try await Array(entries.enumerated()).concurrentMap { [style] number, entry in
      let scene = try entry.scene(style: style, metrics: metrics, console: console)
      let bytes = try PictureFormat.png.bytes(of: scene, resolution: style.scale)
      let file = folder.file("\(number < 9 ? "0" : "")\(number + 1)-\(entry.file).png")
      try OutputFile.write(bytes, to: file)
      return file
    } finished: {
      progress.advance()
    }
    let trace = folder.file("trace-3x3.json")
    let pass = try Computation(.smallest, console: console).pass
    try TraceFormat.json.write(pass, to: .file(trace), console: console)
    for file in files + [trace] { try console.print(file) }
    try console.print("wrote \(files.count) figures and 1 trace to \(folder.path)")
  }
}
