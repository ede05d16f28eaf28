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
  /// - Parameters:
  ///   - parameters: A file of parameters; nil for those that the network comes with.
  ///   - seed: The seed of parameters that there are none of.
  ///   - input: What will go in, whose lengths a network may leave open; nil where nothing is given.
  /// - Throws: ``RequestError`` where there is none, or it cannot be.
  func network(
    _ text: String, parameters: String?, seed: UInt64, over input: Tensor?
  ) throws(RequestError) -> NamedNetwork

  /// The course of a training run in the file that a text names.
  ///
  /// - Throws: ``RequestError`` where there is none.
  func course(_ text: String) throws(RequestError) -> TrainingCourse

  /// The labelled examples that a text names: what is learnt from, and what is held out where the
  /// text names that too.
  ///
  /// - Parameter divisor: What the network's inputs are divided by; 1 for pixels as they are, bytes
  ///   as shares of 255.
  /// - Throws: ``RequestError`` where there are none.
  func examples(
    _ text: String, divisor: Double
  ) throws(RequestError) -> (learnt: Examples, heldOut: Examples?)
}

/// A network that was named: its plan, and what its file says of it.
public struct NamedNetwork: Sendable {
  /// The network with its parameters.
  public var request: NetworkRequest
  /// The cost that it is for.
  public var cost: Cost?

  /// A network.
  public init(_ request: NetworkRequest, cost: Cost? = nil) {
    (self.request, self.cost) = (request, cost)
  }
}
