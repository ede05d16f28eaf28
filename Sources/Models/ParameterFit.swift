import Neural
import Wording

/// Parameters out of a file, fitted to a network by name and shape.
public struct ParameterFit: Sendable {
  /// The parameters that fit, under the names of the network.
  public let parameters: [String: Tensor]
  /// What does not fit, or is missing.
  public let mismatches: [ParameterMismatch]
  /// What was done that the file does not say for itself, a sentence each.
  public let notes: [String]

  /// What PyTorch keeps beside the running statistics of a batch normalisation, and nothing needs
  /// that computes.
  private static let ignored = "num_batches_tracked"

  /// Fits tensors to the parameters of a plan.
  ///
  /// Names must be those of the plan, or all have the same beginning before them, such as `module.`;
  /// shapes must be equal, but for dimensions of 1 in front, and a single number for a shape of 1.
  /// - Throws: ``NetworkError`` where no network can be made of the plan.
  public init(_ tensors: [String: Tensor], to plan: NetworkPlan) throws(NetworkError) {
    let declarations = try plan.parameterDeclarations()
    let wanted = declarations.map(\.name)
    let relevant = tensors.keys.filter { !$0.hasSuffix(Self.ignored) }.sorted()
    let prefix = Self.prefix(of: relevant, wanted: wanted)
    var parameters: [String: Tensor] = [:]
    var mismatches: [ParameterMismatch] = []
    for (name, declaration) in declarations {
      guard let tensor = tensors[prefix + name] else {
        mismatches.append(
          ParameterMismatch(
            name: name, wanted: declaration.shape, found: nil,
            near: Spelling.nearest(
              to: name,
              among: relevant.filter { !wanted.contains(String($0.dropFirst(prefix.count))) })))
        continue
      }
      if let fitted = Self.fit(tensor, to: declaration.shape) {
        parameters[name] = fitted
      } else {
        mismatches.append(
          ParameterMismatch(name: name, wanted: declaration.shape, found: tensor.shape, near: []))
      }
    }
    for key in relevant where !wanted.contains(String(key.dropFirst(prefix.count))) {
      mismatches.append(
        ParameterMismatch(name: key, wanted: nil, found: tensors[key]?.shape, near: []))
    }
    self.parameters = parameters
    self.mismatches = mismatches
    notes = prefix.isEmpty ? [] : ["the names' common beginning '\(prefix)' is left out"]
  }

  /// The parameters, where all fit.
  ///
  /// - Throws: ``ParameterFitError`` with everything that does not fit.
  public func complete() throws(ParameterFitError) -> [String: Tensor] {
    guard mismatches.isEmpty else { throw ParameterFitError(mismatches: mismatches) }
    return parameters
  }

  /// What all names of the file begin with, up to and with a dot, before names of the network; empty
  /// where some name is the network's as it is.
  private static func prefix(of names: [String], wanted: [String]) -> String {
    guard let first = names.first, !names.contains(where: wanted.contains) else { return "" }
    let ends = first.indices.filter { first[$0] == "." }
    return ends.map { String(first[...$0]) }.first { prefix in
      names.allSatisfy { $0.hasPrefix(prefix) }
        && names.contains { wanted.contains(String($0.dropFirst(prefix.count))) }
    } ?? ""
  }

  private static func fit(_ tensor: Tensor, to shape: [Int]) -> Tensor? {
    func significant(_ shape: [Int]) -> [Int] { Array(shape.drop { $0 == 1 }) }
    guard significant(tensor.shape) == significant(shape) else { return nil }
    return tensor.shape == shape ? tensor : try? tensor.reshaped(shape)
  }
}

/// A parameter that does not fit: what was wanted and what was found.
public struct ParameterMismatch: Sendable, Equatable, CustomStringConvertible {
  /// The parameter's name.
  public let name: String
  /// The shape that the network wants; nil where it has no such parameter.
  public let wanted: [Int]?
  /// The shape that was found; nil where there is no tensor of that name.
  public let found: [Int]?
  /// Names of the file that may have been meant.
  public let near: [String]

  /// What is wrong, as a sentence.
  public var description: String {
    switch (wanted, found) {
    case (let wanted?, let found?):
      return "\(name) must be \(Tensor.describe(wanted)), not \(Tensor.describe(found))"
    case (let wanted?, nil):
      let guess = near.isEmpty ? "" : "; is it \(near.joined(separator: " or "))?"
      return "\(name), \(Tensor.describe(wanted)), is missing\(guess)"
    case (nil, let found):
      let shape = found.map { ", \(Tensor.describe($0))," } ?? ""
      return "\(name)\(shape) is no parameter of the network"
    }
  }
}

/// Parameters that do not fit a network.
public struct ParameterFitError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What does not fit, at least one.
  public let mismatches: [ParameterMismatch]

  private static let shownMismatches = 20

  /// A line for each that does not fit.
  public var description: String {
    let lines = mismatches.prefix(Self.shownMismatches).map(\.description)
    let rest = mismatches.count - lines.count
    return (lines + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: "\n")
  }
}
