import ArgumentParser

/// `convlens lesson`: what helps to write a lesson.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Begins a lesson, checks it, and helps an editor to complete it.",
    discussion: """
      Examples:
        convlens lesson new my.yaml
        convlens lesson check my.yaml
        convlens lesson schema > lesson.schema.json
      """,
    subcommands: [
      LessonNewCommand.self, LessonCheckCommand.self, LessonSchemaCommand.self,
    ])
}
