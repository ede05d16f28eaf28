import ArgumentParser
import Lectures

/// `convlens lesson schema`: the JSON Schema of lessons.
struct LessonSchemaCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of lessons, by which editors complete and check them.",
    discussion: """
      Write it beside the lesson, and begin the lesson with the line
        # yaml-language-server: $schema=lesson.schema.json

      Example:
        convlens lesson schema > lesson.schema.json
      """)

  func run(console: Console) throws {
    try console.writeOutput(Array(LessonSchema.text.utf8))
  }
}
