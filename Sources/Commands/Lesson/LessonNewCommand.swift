import ArgumentParser
import Lectures

/// `convlens lesson new FILE`: a lesson to begin with.
struct LessonNewCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Writes a lesson that shows and explains every key.",
    discussion: """
      Examples:
        convlens lesson new my.yaml
        convlens lesson new my.yaml --from primer
      """)

  @Argument(
    help: "The file to write, or - for standard output.",
    completion: .file(extensions: ["yaml", "yml"]), transform: plainValue)
  var file: String

  @Option(
    help: ArgumentHelp(
      "Begin with a copy of a built-in lesson: "
        + BuiltInLesson.all.map(\.name).joined(separator: ", ") + ".",
      valueName: "lesson"),
    completion: .list(BuiltInLesson.all.map(\.name)), transform: LessonNewCommand.source)
  var from: [UInt8] = BuiltInLesson.template

  @Flag(help: "Replace a file that is there already.")
  var force = false

  func run(console: Console) throws {
    let destination = Destination(file)
    if case .file(let path) = destination, !force, FileStatus(of: path) != nil {
      throw Failure.cannotWrite(path, "it is there already; --force replaces it")
    }
    try destination.write(from, console: console)
    if case .file(let path) = destination {
      try console.print("wrote \(path); next: convlens slides \(path) -o slides.pdf")
    }
  }

  /// The text of a built-in lesson.
  private static func source(of name: String) throws -> [UInt8] {
    guard let lesson = BuiltInLesson.named(name) else {
      let names = BuiltInLesson.all.map(\.name).joined(separator: ", ")
      throw ValidationError("there is no built-in lesson '\(name)'; there are \(names)")
    }
    return lesson.source
  }
}
