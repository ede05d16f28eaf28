import ArgumentParser
import CairoBackend
import Drawing
import Figures
import Studio

/// `convlens step`: a picture for each step of a pass.
struct StepCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "step",
    abstract: "Draws the steps of a pass one by one, a picture each.",
    usage: "convlens step [--input <tensor>] [--filter <tensor>] [options]",
    discussion: """
      The pictures are step-000.png, step-001.png and so on. An output that ends in .pdf is one \
      document with a page for each step.

      Examples:
        convlens step --input "1 2 3; 4 5 6; 7 8 9" --filter "10 20; 30 40" -o steps
        convlens step --input digit:7 --filter sobel-x --steps 0-15,last -o steps
        convlens step --input letter:Z --filter sharpen --padding same -o lecture.pdf
        convlens step --pass weight-gradient --upstream ones -o gradient.pdf
        convlens step --layer max-pooling --input a.csv --stride 2 -o pooling
      """)

  @OptionGroup var layer: LayerOptions

  @OptionGroup var trace: TraceInput

  @Option(help: "The pass whose steps are drawn (default: forward).")
  var pass: StepPass?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Which steps, counted from 0: all, or a list such as 0-3,7,last (default: all).",
      valueName: "list"),
    transform: StepSelection.parse)
  var steps: StepSelection?

  @OptionGroup(title: "Style") var style: StyleOptions

  @Option(
    name: [.short, .long], parsing: .unconditional,
    help: ArgumentHelp("The folder, or one .pdf file.", valueName: "folder"),
    completion: .directory, transform: plainValue)
  var output = "steps"

  @Option(help: "The format of the pictures (default: png).")
  var format: PictureFormat?

  func validate() throws {
    try trace.check(against: layer)
    guard output != "-" else {
      throw ValidationError("several pictures cannot go to standard output; name a folder with -o")
    }
    if !isDocument, let ending = unknownEnding {
      throw ValidationError(
        "'\(output)' is no .pdf document, and steps are not written as .\(ending); name a folder for "
          + "pictures, with / behind it if it is to be called so")
    }
    if isDocument, let format, format != .pdf {
      throw ValidationError("'\(output)' does not go with --format \(format.rawValue)")
    }
  }

  private var isDocument: Bool {
    Destination(output).ending == "pdf" && FileStatus(of: output)?.isFolder != true
  }

  /// The ending of an output that is not meant as a folder.
  private var unknownEnding: String? {
    guard !output.hasSuffix("/"), FileStatus(of: output)?.isFolder != true else { return nil }
    return Destination(output).ending
  }

  func run(console: Console) throws {
    let pass = pass ?? .forward
    let computation =
      try trace.computation(layer, shade: style.shade, console: console)
      ?? layer.computation(
        or: pass.example(), shade: style.shade, needsGradient: pass.needsGradient,
        console: console)
    let count = computation.stepCount
    let indices = try selectedSteps(of: count)
    let draw = try computation.picture(of: pass.figure(of: computation))
    let style = style.style(labels: .numbers, metrics: try fontMetrics(console: console))
    let sequence = StepSequence(indices: indices, count: count) { draw($0, style) }
    if isDocument {
      try sequence.write(document: output, console: console)
    } else {
      try sequence.write(
        format ?? .png, resolution: self.style.scale, into: try OutputFolder(output),
        console: console)
    }
  }
}

extension StepCommand {
  /// More pictures than this are not drawn unless they are asked for.
  private static let mostUnasked = 1_000
  /// The most pages of a document, all of which are in memory together.
  private static let mostPages = 2_000

  /// The steps to draw.
  ///
  /// - Throws: ``Failure`` where a step is not there, or where they are more than can be wanted.
  private func selectedSteps(of count: Int) throws(Failure) -> [Int] {
    guard steps != nil || count <= StepCommand.mostUnasked else {
      throw Failure(
        .usage,
        "there are \(count) steps; choose some with --steps, such as --steps 0-99, or --steps all")
    }
    let indices = try (steps ?? .all).indices(of: count)
    guard !isDocument || indices.count <= StepCommand.mostPages else {
      throw Failure(
        .usage,
        "a document has room for \(StepCommand.mostPages) steps, not for \(indices.count); choose "
          + "fewer with --steps")
    }
    return indices
  }
}

/// Some of the steps of a pass, and how each is drawn.
private struct StepSequence: Sendable {
  let indices: [Int]
  /// The number of steps of the whole pass.
  let count: Int
  let draw: @Sendable (Int) -> Scene

  /// Writes a picture for each step, named so that they sort in order whichever were asked for.
  func write(
    _ format: PictureFormat, resolution: Resolution, into folder: OutputFolder, console: Console
  ) throws {
    let digits = max(3, String(count - 1).count)
    var progress = Progress(indices.count, "pictures", console: console)
    let omissions = try indices.concurrentMap { [draw] step in
      let number = String(step)
      let padded = String(repeating: "0", count: digits - number.count) + number
      let scene = try draw(step).agreeing()
      let bytes = try format.bytes(of: scene, resolution: resolution)
      try OutputFile.write(bytes, to: folder.file("step-\(padded).\(format.rawValue)"))
      return scene.omissions
    } finished: {
      progress.advance()
    }
    console.note(omissions.joined())
  }

  /// Writes one document with a page for each step.
  func write(document path: String, console: Console) throws {
    var progress = Progress(indices.count, "pages", console: console)
    let pages = try indices.concurrentMap { [draw] in
      try draw($0).agreeing()
    } finished: {
      progress.advance()
    }
    try OutputFile.write(try PictureFormat.pdf(of: pages), to: path)
    console.note(pages.flatMap(\.omissions))
  }
}
