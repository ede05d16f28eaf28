import ArrayFiles
import Neural

/// A network with its parameters, as a user names it: by a preset or a file, and perhaps a file of
/// parameters.
public struct Model: Sendable {
  /// Where the parameters come from.
  public enum Origin: Sendable, Equatable {
    /// Drawn by lot from a seed.
    case seed(UInt64)
    /// Learnt; they come with the preset.
    case preset
    /// Read from a file.
    case file(String)
  }

  /// The network's file.
  public let file: NetworkFile
  /// The network.
  public let network: Network
  /// Where its parameters come from.
  public let origin: Origin
  /// What was done that the user may not expect, a sentence each; meant for standard error.
  public let notes: [String]

  /// Finds a network and its parameters.
  ///
  /// - Parameters:
  ///   - argument: The name of a preset, the path of a network file, or `-` for standard input.
  ///   - parameters: The path of a file of parameters; nil for those that the network's file names,
  ///     those that the preset has learnt, or else drawn by lot.
  ///   - seed: What is drawn by lot is the same for the same seed.
  ///   - given: What will go in, by name, an empty one for the network's input, as
  ///     ``NetworkSource/read(given:standardInput:)`` takes it.
  ///   - standardInput: Gives the bytes of standard input; called for the argument `-` only.
  /// - Throws: ``ModelError`` with everything that is wrong.
  public init(
    _ argument: String, parameters: String? = nil, seed: UInt64 = 0,
    given inputs: [String: Tensor] = [:], standardInput: () throws -> [UInt8]
  ) throws(ModelError) {
    let source = NetworkSource(argument)
    let file = try source.read(given: inputs, standardInput: standardInput)
    var notes = (file.notes + [file.incompleteness].compactMap { $0 }).map { note in
      "\(source.name): \(note)"
    }
    var given: [String: Tensor] = [:]
    var origin = Origin.seed(seed)
    if let path = parameters ?? file.parameters.map(source.path(of:)) {
      let fit = try Model.fit(try ParameterFile.tensors(at: path), of: path, to: file.plan)
      (given, origin) = (fit.parameters, .file(path))
      notes += fit.notes
    } else if !file.embedded.isEmpty {
      (given, origin) = (file.embedded, .file(argument))
    } else if let preset = source.preset, preset.isTrained {
      (given, origin) = (preset.parameters(), .preset)
    }
    do {
      network = try file.plan.network(parameters: given, seed: seed)
    } catch {
      throw ModelError(.malformed, ["\(source.name): \(error)"])
    }
    (self.file, self.origin, self.notes) = (file, origin, notes)
  }

  /// The items that an input of the network holds, divided as the network's file says.
  ///
  /// - Throws: ``NetworkError`` where it has another shape than the network takes.
  public func items(of input: Tensor) throws(NetworkError) -> [Tensor] {
    try network.items(of: input).map { $0.divided(by: file.inputDivisor) }
  }

  /// The items that the inputs of a network hold, one tensor for each, by name or in order.
  ///
  /// - Throws: ``NetworkInputError`` where they are not those that the network takes.
  public func items(
    of inputs: [(name: String?, tensor: Tensor)]
  ) throws(NetworkInputError) -> [Tensor] {
    try file.plan.items(of: inputs).map { $0.divided(by: file.inputDivisor) }
  }

  private static func fit(
    _ tensors: [String: Tensor], of path: String, to plan: NetworkPlan
  ) throws(ModelError) -> (parameters: [String: Tensor], notes: [String]) {
    do {
      let fit = try ParameterFit(tensors, to: plan)
      return (try fit.complete(), fit.notes.map { "\(path): \($0)" })
    } catch let error as ParameterFitError {
      throw ModelError(
        .malformed,
        ["the parameters in '\(path)' do not fit the network '\(plan.name)':"]
          + error.description.split(separator: "\n").map { "  \($0)" })
    } catch {
      throw ModelError(.malformed, ["\(error)"])
    }
  }
}
