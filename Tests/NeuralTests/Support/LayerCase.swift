import Neural
import Testing

/// A case of a file that PyTorch wrote: a layer by its kind and settings, its parameters by name,
/// and all gradients.
struct LayerCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Options: Decodable, Sendable {
    let slope: Double?
    let alpha: Double?
    let approximate: String?
  }

  let name: String
  let kind: String
  let settings: Options?
  let stride: [Int]?
  let padding: [Int]?
  let dilation: [Int]?
  let groups: Int?
  let paddingMode: String?
  let input: OracleTensor
  let output: OracleTensor
  let upstreamGradient: OracleTensor
  let inputGradient: OracleTensor
  let parameters: [String: OracleTensor]?
  let gradients: [String: OracleTensor]?

  var testDescription: String { name }

  static func all(in file: String) -> Result<[LayerCase], any Error> {
    Result { try Oracle.cases(LayerCase.self, in: file) }
  }

  /// The cases of activation functions that are taken element by element.
  static let activations = all(in: "activations").map { cases in
    cases.filter { !$0.kind.contains("softmax") }
  }
  static let paddingModes = all(in: "padding-modes")
  static let oneDimensional = all(in: "convolution-1d")

  /// The layer, made as a network makes it.
  func layer() throws -> any Layer {
    let kind = settings?.approximate == "tanh" ? "\(kind)-tanh" : kind
    let declaration = try #require(LayerRegistry[kind])
    var told = Settings()
    told["slope"] = settings?.slope.map { .number($0) }
    told["alpha"] = settings?.alpha.map { .number($0) }
    told["padding-mode"] = paddingMode.map { .choice($0) }
    told["groups"] = groups.map { .whole($0) }
    told["stride"] = stride.map(extent)
    told["dilation"] = dilation.map(extent)
    told["padding"] = padding.map { sides in
      .padding(
        .explicit(
          sides.count == 1
            ? Padding(sides[0])
            : Padding(top: sides[0], bottom: sides[1], left: sides[2], right: sides[3])))
    }
    var given = NamedTensors()
    for (name, tensor) in (parameters ?? [:]).sorted(by: { $0.key < $1.key }) {
      given[TensorName(rawValue: name)] = try tensor.tensor
    }
    if let weights = given[.weight] {
      told["maps"] = .whole(weights.shape[0])
      told["kernel"] = extent(Array(weights.shape.dropFirst(2)))
    }
    var generator = SeededGenerator(seed: 0)
    return try declaration.layer(
      settings: told, parameters: given, inputs: [input.shape], generator: &generator)
  }

  private func extent(_ lengths: [Int]) -> SettingValue {
    .extent(Extent(rows: lengths[0], columns: lengths[lengths.count - 1]))
  }

  /// ∂C/∂aᴸ⁻¹. PyTorch's derivative of hard sigmoid holds its 1/6 in single precision even where
  /// everything else is in double precision, so that part is put right.
  private func expectedInputGradient() throws -> Tensor {
    let gradient = try inputGradient.tensor
    guard kind == "hard-sigmoid" else { return gradient }
    let sixth = 1.0 / 6 / Double(Float(1) / 6)
    return try Tensor(shape: gradient.shape, values: gradient.values.map { $0 * sixth })
  }

  /// The largest deviation of the output and of every gradient, by the passes and by every account.
  func deviation() throws -> Double {
    let forward = try layer().forward([input.tensor], mode: .inference)
    let backward = try forward.backward(outputGradient: upstreamGradient.tensor)
    let inputGradient = try expectedInputGradient()
    var expected: NamedTensors = [
      NamedTensor(forward.outputName, try output.tensor),
      NamedTensor(.activationGradient, inputGradient),
    ]
    for (name, gradient) in gradients ?? [:] {
      expected[.gradient(of: TensorName(rawValue: name))] = try gradient.tensor
    }
    var largest = try max(
      forward.output.deviation(from: output.tensor),
      backward.inputGradients[0].deviation(from: inputGradient))
    for gradient in backward.parameterGradients {
      let right = try #require(expected[.gradient(of: gradient.name)])
      largest = max(largest, gradient.tensor.deviation(from: right))
    }
    for account in forward.accounts + backward.accounts {
      let right = try #require(expected[account.result])
      largest = max(largest, account.fold.deviation(from: right))
    }
    return largest
  }
}
