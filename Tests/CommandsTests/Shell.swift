import Foundation

/// A program that tests run as a process of its own.
enum Program: Sendable {
  /// The built command, beside the tests.
  case built
  /// The command built without a sanitizer, which takes terabytes of addresses for itself, so that its
  /// memory and its files can be limited: the one that `CONVLENS` names where the tests have a
  /// sanitizer, else the built one.
  case limited

  /// The path.
  var path: String {
    get throws {
      switch self {
      case .built:
        return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
          .appendingPathComponent("convlens").path
      case .limited:
        guard Program.isSanitized else { return try Program.built.path }
        guard let path = ProcessInfo.processInfo.environment["CONVLENS"] else {
          throw NoProgram()
        }
        return path
      }
    }
  }

  /// Whether the tests are built with AddressSanitizer.
  private static var isSanitized: Bool { dlsym(nil, "__asan_init") != nil }

  /// There is no program whose memory can be limited.
  private struct NoProgram: Error, CustomStringConvertible {
    let description =
      "set CONVLENS to a convlens that is built without a sanitizer, as .ci/run does"
  }
}

/// Runs a shell script in which `$0` is the command; gives its exit code and output.
func shell(
  _ script: String, _ program: Program = .built
) throws -> (code: Int32, output: String, errors: String) {
  let process = Process()
  let (output, errors) = (Pipe(), Pipe())
  process.executableURL = URL(fileURLWithPath: "/bin/bash")
  process.arguments = ["-c", script, try program.path]
  process.standardOutput = output
  process.standardError = errors
  try process.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return (process.terminationStatus, text, message)
}
