import ArrayFiles
import Commands
import Foundation
import Lectures
import Synchronization
import Traces

/// Something of the program that takes what people bring: a reader, or the command line itself.
enum Target: UInt8, CaseIterable {
  case array, inlineArray, arrayFile, trace, lesson, generatedLesson, generatedCommand, archive
  case network, generatedNetwork

  /// The target that the first byte of an input names, and the input that it gets.
  static func of(_ bytes: [UInt8]) -> (target: Target, input: [UInt8]) {
    let all = Target.allCases
    return (all[Int(bytes.first ?? 0) % all.count], Array(bytes.dropFirst()))
  }

  /// Whether an input is what something is generated from.
  var isGenerated: Bool {
    [.generatedLesson, .generatedCommand, .generatedNetwork].contains(self)
  }

  /// How often it is its turn among the others: what reads bytes takes a fraction of the time that a
  /// figure takes.
  var weight: Int { isGenerated ? 1 : self == .network || self == .lesson ? 2 : 8 }

  /// Gives the target its input; a crash is for whoever started the process to see.
  ///
  /// - Throws: ``Finding`` where what comes of it is none of what may come.
  func run(_ input: [UInt8]) throws(Finding) {
    switch self {
    case .array: readArray("-", input)
    case .inlineArray: readArray(String(decoding: input, as: UTF8.self), [])
    case .arrayFile: try readFile(input)
    case .archive: try readArchive(input)
    case .network:
      try runCommand(["network", "show", "-"], input)
      try runCommand(["network", "run", "-", "--input", "zeros:1x8x8"], input)
    case .trace:
      _ = try? TraceReader().run(from: Target.source(of: input))
      _ = try? TraceReader().check(input)
    case .lesson: _ = try? LessonReader.lesson(from: input)
    case .generatedLesson:
      var generator = Generator(input)
      let lesson = Array(generator.lesson().utf8)
      try runCommand(["lesson", "check", "-"], lesson)
    case .generatedNetwork:
      var generator = Generator(input)
      let (yaml, arguments) = generator.network()
      try runCommand(arguments, Array(yaml.utf8))
    case .generatedCommand:
      var generator = Generator(input)
      let arguments = generator.commandLine()
      try runCommand(arguments, generator.choices.remainder)
    }
  }

  private func readArray(_ argument: String, _ input: [UInt8]) {
    _ = try? TensorSource(argument).read(as: "input", standardInput: { input })
  }

  /// Reads every array of an archive.
  private func readArchive(_ input: [UInt8]) throws(Finding) {
    guard let archive = try? ArrayArchive(input, source: "-") else { return }
    for name in archive.names {
      guard let tensor = try? archive.tensor(named: name) else { continue }
      guard tensor.values.allSatisfy(\.isFinite), tensor.rank > 0 else {
        throw Finding("the array \(name) is none of finite numbers")
      }
    }
  }

  /// Reads a file whose ending, which the first byte chooses, tells the format.
  private func readFile(_ input: [UInt8]) throws(Finding) {
    let endings = ["npy", "png", "idx3-ubyte", "csv", "json", "txt"]
    let ending = endings[Int(input.first ?? 0) % endings.count]
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("convlens-fuzz-\(getpid()).\(ending)")
    do {
      try Data(input.dropFirst()).write(to: path)
    } catch {
      throw Finding("no file can be written to fuzz with: \(error)")
    }
    readArray(path.path, [])
    try? FileManager.default.removeItem(at: path)
  }

  /// Runs a command line in this process and looks at what it says.
  private func runCommand(_ arguments: [String], _ input: [UInt8]) throws(Finding) {
    let errors = Mutex("")
    let console = Console.inMemory(
      input: input, error: { text in errors.withLock { $0 += text } })
    let code = ConvLens.run(arguments, console: console)
    let text = errors.withLock { $0 }
    func check(_ isRight: Bool, _ problem: String) throws(Finding) {
      guard !isRight else { return }
      throw Finding("\(problem)\nexit code \(code) of \(arguments)\n\(text)")
    }
    try check([0, 64, 65, 66, 73].contains(code), "an exit code that is none")
    try check(code == 0 || text.contains("Error: "), "a failure without an error")
    let lines = text.unicodeScalars.split(separator: "\n")
    try check(lines.allSatisfy { $0.count <= 400 }, "a line of more than 400 characters")
    try check(
      text.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.properties.generalCategory != .control
      }, "a control character in a message")
    try check(!text.contains("fault of the program"), "two ways to one result that differ")
  }

  private static func source(of bytes: [UInt8]) -> ByteSource {
    var rest = bytes[...]
    return { portion in
      // Few at a time, so that tokens are cut wherever they can be.
      let part = rest.prefix(min(portion.count, 61))
      portion.copyBytes(from: part)
      rest = rest.dropFirst(part.count)
      return part.count
    }
  }
}

/// What must not happen, short of a crash.
struct Finding: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
