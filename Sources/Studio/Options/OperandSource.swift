import ArrayFiles
import Neural

/// Where the tensors and networks come from that options name: it reads files and samples.
public protocol OperandSource: Sendable {
  /// The tensor that a text names.
  ///
  /// - Parameters:
  ///   - role: What messages call it: “input”, “filter”.
  ///   - option: The option that names it, which an error carries.
  /// - Throws: ``RequestError`` where it is not there, or holds no numbers.
  func tensor(
    _ text: String, as role: String, option: String, reading: ReadingOptions
  ) throws(RequestError) -> TitledTensor

  /// The network that a text names: a preset, or a file.
  ///
  /// - Throws: ``RequestError`` where there is none, or it cannot be.
  func network(_ text: String) throws(RequestError) -> NamedNetwork

  /// The arrays of a file of parameters, by their names.
  ///
  /// - Throws: ``RequestError`` where it is not there, or holds no arrays.
  func parameters(_ text: String) throws(RequestError) -> [String: Tensor]
}

/// A network that was named: its plan, and what its file says of it.
public struct NamedNetwork: Sendable {
  /// The stages.
  public var plan: NetworkPlan
  /// The parameters that come with it.
  public var parameters: [String: Tensor]
  /// The cost that it is for.
  public var cost: Cost?

  /// A network.
  public init(_ plan: NetworkPlan, parameters: [String: Tensor] = [:], cost: Cost? = nil) {
    (self.plan, self.parameters, self.cost) = (plan, parameters, cost)
  }
}
