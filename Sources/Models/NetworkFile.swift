import Documents
import Neural

/// A network as a file describes it: the plan of its stages, and what goes with it.
///
/// The file is YAML:
///
///     name: small
///     input: [1, 8, 8]
///     cost: cross-entropy
///     parameters: small.npz
///     divide-input-by: 255
///     stages:
///       - conv1: {convolution: {maps: 6, kernel: 3, padding: same}}
///       - relu1: relu
///       - sum: {add: {}, from: [conv1, relu1]}
public struct NetworkFile: Sendable, Equatable {
  /// The longest file that is read, in bytes.
  public static let maximumLength = DocumentKind.network.maximumLength

  /// The stages, and the shape of an item of the input.
  public var plan: NetworkPlan
  /// The cost that the network is meant to learn by; nil where the file names none.
  public var cost: Cost?
  /// The file that holds the parameters, as it is named, relative to the folder of the network's
  /// file; nil where they are drawn by lot.
  public var parameters: String?
  /// What every number of an input is divided by before it goes in: 255 for pixels that are bytes.
  public var inputDivisor: Double
  /// The parameters that the file itself holds, as one of ONNX does, `conv1.weight`.
  public internal(set) var embedded: [String: Tensor] = [:]
  /// What its input is called.
  public internal(set) var inputName = NetworkPlan.input
  /// What may be given beside the input, by name: inputs of an ONNX graph that are parameters.
  public internal(set) var parameterInputs: [String] = []
  /// What was done in reading it that the user may not expect, a sentence each.
  public internal(set) var notes: [String] = []
  /// Why the network ends where it does, where the file goes on with what is not known; nil where it is
  /// whole.
  public internal(set) var incompleteness: String?

  /// A network from its parts.
  public init(
    plan: NetworkPlan, cost: Cost? = nil, parameters: String? = nil, inputDivisor: Double = 1
  ) {
    self.plan = plan
    self.cost = cost
    self.parameters = parameters
    self.inputDivisor = inputDivisor
  }

  /// The network that the bytes of a YAML file describe. The layers are built once to check that the
  /// shapes fit, and let go.
  ///
  /// - Throws: ``NetworkFileError`` with every mistake that can be found.
  public init(reading bytes: [UInt8]) throws(NetworkFileError) {
    let root: DocumentNode
    do {
      root = try YAMLReader.tree(of: bytes, as: .network)
    } catch {
      throw NetworkFileError([error])
    }
    var reader = NetworkFileReader()
    let file = reader.file(root)
    guard let file, reader.mistakes.isEmpty else { throw NetworkFileError(reader.mistakes) }
    self = file
  }
}

/// Every mistake in a network file, in the order of the file.
public struct NetworkFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The mistakes, at least one.
  public let mistakes: [Mistake]

  /// An error of some mistakes, in any order.
  init(_ mistakes: [Mistake]) {
    self.mistakes = mistakes.sorted { $0.place < $1.place }.map(\.onOneLine)
  }

  /// How many mistakes ``lines(of:)`` tells.
  private static let shownMistakes = 20

  /// A line for each mistake, each beginning with the file's name.
  public func lines(of file: String) -> [String] {
    let shown = mistakes.prefix(NetworkFileError.shownMistakes).map { "\(file), \($0)" }
    let rest = mistakes.count - shown.count
    return rest > 0 ? shown + ["\(file): and \(rest) more mistakes"] : shown
  }

  /// The mistakes, a line for each.
  public var description: String { mistakes.map(\.description).joined(separator: "\n") }
}

extension DocumentKind {
  /// Network files.
  static let network = DocumentKind(
    noun: "network", beginning: "'convlens network show tiny --yaml' prints one to begin with",
    remedy: "keep parameters in a file of their own, such as parameters: small.npz",
    maximumLength: 1 << 20, maximumCount: 100_000)
}

/// What a network file can ask for, so that none takes more memory than there is.
enum NetworkLimits {
  /// The most stages.
  static let stages = 2000
  /// The largest whole number of a setting.
  static let whole = 1 << 20
  /// The largest length of a kernel, a stride and so on.
  static let length = 1 << 16
  /// The most parameters of all stages together, which take 1 GiB.
  static let parameters = 1 << 27
  /// The most elements of an input, and of what comes out of a stage.
  static let elements = 1 << 27
  /// The longest name of a network or a stage, in characters.
  static let nameLength = 100
}
