import ArgumentParser
import ArrayFiles

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The command `convlens`.
public struct ConvLens: ParsableCommand {
  /// The name, the version and the subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "convlens",
    abstract: "Draws every overlay position, dot product and gradient of a convolutional network.",
    discussion: """
      Examples:
        convlens figure feature-map -o z.png
        convlens figure step --input digit:7 --filter sobel-x -o step.pdf
        convlens step --input "1 2 3; 4 5 6" --filter "10 20; 30 40" -o steps
        convlens trace --input scan.npy --filter kernel.csv -o trace.json
        convlens slides primer -o lecture.pdf
        convlens train tiny --data digits -o trained.npz
        convlens primer -o Output

      Exit codes: 0 done, 64 wrong usage, 65 wrong data, 66 no such input,
      73 cannot write.
      """,
    version: version,
    subcommands: [
      FigureCommand.self, StepCommand.self, SlidesCommand.self, LessonCommand.self,
      TraceCommand.self, NetworkCommand.self, TrainCommand.self, PrimerCommand.self,
      FiguresCommand.self,
      SamplesCommand.self,
    ])

  /// The version of the command, which the traces carry.
  static let version = "0.1.0"

  /// The command without a subcommand, which prints the help.
  public init() {}
}

extension ConvLens {
  /// Runs this process's command line and ends the process with its exit code.
  public static func runProcess() -> Never {
    MemoryLimit.reportsExhaustion()
    Interruption.removeUnfinishedFiles()
    endProcess(run(SystemPath.arguments, console: .process()))
  }

  /// Runs a command line, without the program's name, and returns its exit code.
  ///
  /// Never exits and touches no stream but those of the console.
  public static func run(_ arguments: [String], console: Console) -> Int32 {
    do {
      switch try parseAsRoot(arguments.withFlagValues) {
      case let command as any ConsoleCommand: try command.run(console: console)
      case var command: try command.run()
      }
      return ExitCode.success.rawValue
    } catch let failure as Failure {
      console.report(failure)
      return failure.kind.rawValue
    } catch {
      return report(error, of: arguments, console: console)
    }
  }

  /// Prints what the argument parser has to say: help that was asked for, or what is wrong.
  private static func report(
    _ error: any Error, of arguments: [String], console: Console
  ) -> Int32 {
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    guard code.isSuccess else {
      console.writeError(Message.lines(message, quoting: arguments) + "\n")
      return code.rawValue
    }
    do {
      try console.writeOutput(Array((message + "\n").utf8))
      return code.rawValue
    } catch {
      let failure = error as? Failure ?? Failure(.cannotCreate, "\(error)")
      console.report(failure)
      return failure.kind.rawValue
    }
  }
}

/// A subcommand, which does its work with the streams that it is handed.
protocol ConsoleCommand: ParsableCommand {
  func run(console: Console) throws
}

/// `exit`, which inside of a command's type would be the argument parser's.
private func endProcess(_ code: Int32) -> Never { exit(code) }
