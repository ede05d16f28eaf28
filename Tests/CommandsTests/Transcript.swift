import Foundation
import Synchronization
import Testing

@testable import Commands

/// Records what a command writes in place of a terminal.
final class Transcript: Sendable {
  private let outputBytes = Mutex<[UInt8]>([])
  private let errorText = Mutex("")

  var output: [UInt8] { outputBytes.withLock { $0 } }
  var text: String { String(decoding: output, as: UTF8.self) }
  var lines: [String] { text.split(separator: "\n").map(String.init) }
  var errors: String { errorText.withLock { $0 } }

  /// A console that writes into this transcript.
  func console(
    input: String = "", outputIsTerminal: Bool = false, errorIsTerminal: Bool = false
  ) -> Console {
    var console = Console.inMemory(
      input: Array(input.utf8), output: { bytes in self.outputBytes.withLock { $0 += bytes } },
      error: { text in self.errorText.withLock { $0 += text } })
    console.outputIsTerminal = outputIsTerminal
    console.errorIsTerminal = errorIsTerminal
    return console
  }
}

/// Runs a command line in process.
func run(
  _ arguments: [String], input: String = "", outputIsTerminal: Bool = false,
  errorIsTerminal: Bool = false
) async -> (code: Int32, transcript: Transcript) {
  let transcript = Transcript()
  let console = transcript.console(
    input: input, outputIsTerminal: outputIsTerminal, errorIsTerminal: errorIsTerminal)
  return (ConvLens.run(arguments, console: console), transcript)
}

/// A folder of its own for one test, gone when the test ends.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("convlens-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The names of everything in the folder or one below it, hidden files too, in order.
  func names(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
  }

  /// The path of a file in the folder.
  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: self(name))))
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: self(name)))
  }
}
