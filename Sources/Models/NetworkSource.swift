import ArrayFiles
import Neural

/// Where a network comes from, as given on the command line: the name of a preset, `-` for standard
/// input, or the path of a network file, of YAML or ONNX by what is in it. A file whose name is that of a preset is reached with `./`
/// before it.
public struct NetworkSource: Sendable, Equatable {
  /// The argument as it was given.
  public let argument: String

  /// The source that an argument names; whether it can be read shows when it is read.
  public init(_ argument: String) { self.argument = argument }

  /// The preset of that name; nil where the source is none.
  public var preset: Preset? { Preset.named(argument) }

  /// The path of the file; nil where the source is none.
  public var path: String? { preset == nil && argument != "-" ? argument : nil }

  /// What messages call it.
  public var name: String { argument == "-" ? "standard input" : argument }

  /// The path of a file that the network names, relative to the folder of the network's file.
  public func path(of file: String) -> String {
    guard !file.hasPrefix("/"), let path, let slash = path.lastIndex(of: "/") else { return file }
    return path[...slash] + file
  }

  /// Reads the network.
  ///
  /// - Parameters:
  ///   - given: What goes in, by name, an empty one for the network's input: an ONNX graph may leave
  ///     lengths open, and parameters.
  ///   - standardInput: Gives the bytes of standard input; called for the argument `-` only.
  /// - Throws: ``ModelError`` where there is no such network, or with every mistake in it.
  public func read(
    given: [String: Tensor] = [:], standardInput: () throws -> [UInt8]
  ) throws(ModelError) -> NetworkFile {
    let bytes = try bytes(standardInput: standardInput)
    if ONNXFile.resembles(bytes) {
      return try ONNXNetwork.file(bytes, source: name, given: given)
    }
    if let found = ParameterFile.foreignNetwork(bytes) {
      throw ModelError(
        .malformed,
        [
          "\(name): it is \(found), which holds parameters and not how they are connected; write the "
            + "network as YAML, and give the file with --parameters"
        ])
    }
    do {
      return try NetworkFile(reading: bytes)
    } catch {
      throw ModelError(.malformed, error.lines(of: name))
    }
  }

  private func bytes(standardInput: () throws -> [UInt8]) throws(ModelError) -> [UInt8] {
    if let preset { return preset.source }
    if argument == "-" {
      do {
        return try standardInput()
      } catch {
        throw ModelError(.missing, ["standard input cannot be read: \(error)"])
      }
    }
    do {
      return try InputFile.bytes(at: argument, as: "network")
    } catch {
      let isBareWord = !argument.contains("/") && !argument.contains(".")
      guard error.kind == .missing, isBareWord else {
        throw ModelError(error.kind, [error.description])
      }
      let names = Preset.all.map(\.name)
      throw ModelError(
        .missing,
        [
          "there is no network '\(argument)'; \(nearest(argument, among: names, otherwise: "there are")) (or give the path of a file)"
        ]
      )
    }
  }
}

/// Why a network is not there or cannot be used.
public struct ModelError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Whether it is not there or does not hold what it should.
  public let kind: DataError.Kind
  /// What is wrong, a line each.
  public let lines: [String]

  /// An error.
  init(_ kind: DataError.Kind, _ lines: [String]) { (self.kind, self.lines) = (kind, lines) }

  /// The lines.
  public var description: String { lines.joined(separator: "\n") }
}
