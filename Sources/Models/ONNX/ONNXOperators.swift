import ArrayFiles
import Neural
import Wording

extension ONNXImporter {
  /// The operators that are known, for the messages.
  static let operators =
    elementwise.keys.sorted() + [
      "Add", "AveragePool", "BatchNormalization", "Cast", "Clip", "Concat", "Constant",
      "ConstantOfShape", "Conv", "ConvTranspose", "Div", "Dropout", "Flatten", "Gather", "Gemm",
      "GlobalAveragePool", "GlobalMaxPool", "HardSigmoid", "Identity", "InstanceNormalization",
      "LRN", "LogSoftmax", "MatMul", "MaxPool", "Mul", "PRelu", "Pad", "ReduceMean", "Reshape",
      "Resize", "Selu", "Shape", "Slice", "Softmax", "Squeeze", "Sub", "Sum", "Transpose",
      "Unsqueeze", "Upsample",
    ]

  /// What a node gives.
  ///
  /// - Throws: ``ONNXFault`` where its operator is not known, or is told what no layer here can do.
  mutating func translate(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXValue {
    guard node.domain.isEmpty else {
      throw ONNXFault("the operator of the domain '\(node.domain)' is not known")
    }
    if let constant = try folded(node) { return .constant(constant) }
    if let function = ONNXImporter.elementwise[node.kind] {
      return .feature(try elementwise(node, function))
    }
    switch node.kind {
    case "Conv": return .feature(try convolution(node))
    case "ConvTranspose": return .feature(try transposedConvolution(node))
    case "MaxPool": return .feature(try pooling(node, kind: "max-pooling"))
    case "AveragePool": return .feature(try pooling(node, kind: "average-pooling"))
    case "GlobalAveragePool":
      return .feature(try globalPooling(node, kind: "global-average-pooling"))
    case "GlobalMaxPool": return .feature(try globalPooling(node, kind: "global-max-pooling"))
    case "BatchNormalization": return .feature(try batchNormalisation(node))
    case "InstanceNormalization": return .feature(try instanceNormalisation(node))
    case "LRN": return .feature(try localResponseNormalisation(node))
    case "Softmax": return .feature(try softmax(node, kind: "softmax"))
    case "LogSoftmax": return .feature(try softmax(node, kind: "log-softmax"))
    case "Clip": return .feature(try clip(node))
    case "HardSigmoid": return .feature(try hardSigmoid(node))
    case "Selu": return .feature(try selu(node))
    case "PRelu": return .feature(try parametricReLU(node))
    case "Add": return .feature(try combined(node, "add"))
    case "Sub": return .feature(try combined(node, "subtract"))
    case "Mul": return .feature(try combined(node, "multiply"))
    case "Div": return .feature(try combined(node, "divide"))
    case "Sum": return .feature(try sum(node))
    case "MatMul": return .feature(try matrixProduct(node))
    case "Gemm": return .feature(try generalProduct(node))
    case "Concat": return .feature(try concatenation(node))
    case "Flatten", "Reshape", "Squeeze", "Unsqueeze": return .feature(try reshaping(node))
    case "Transpose": return .feature(try transposition(node))
    case "Pad": return .feature(try padding(node))
    case "ReduceMean": return .feature(try mean(node))
    case "Resize", "Upsample": return .feature(try resizing(node))
    case "Dropout": return .feature(try dropout(node))
    case "Identity", "Cast":
      return .feature(try stage(node, kind: "identity", from: [feature(node)]))
    default:
      let near = Spelling.nearest(to: node.kind, among: ONNXImporter.operators)
      throw ONNXFault(
        "the operator is not known"
          + (near.isEmpty ? "" : "; those that are like it are \(near.joined(separator: ", "))"))
    }
  }

  // MARK: Functions of one element

  /// A function of one element: the kind of layer, and its number's name there and in ONNX, with the
  /// value that ONNX takes where it is not told.
  struct Function {
    let kind: String
    var setting: String?
    var attribute = "alpha"
    var standard = 1.0
  }

  /// The operators that are functions of one element.
  static let elementwise: [String: Function] = [
    "Relu": Function(kind: "relu"), "Sigmoid": Function(kind: "sigmoid"),
    "Tanh": Function(kind: "tanh"), "Softplus": Function(kind: "softplus"),
    "Softsign": Function(kind: "softsign"), "Mish": Function(kind: "mish"),
    "HardSwish": Function(kind: "hard-swish"),
    "LeakyRelu": Function(kind: "leaky-relu", setting: "slope", standard: 0.01),
    "Elu": Function(kind: "elu", setting: "alpha"),
    "Celu": Function(kind: "celu", setting: "alpha"),
    "ThresholdedRelu": Function(kind: "thresholded-relu", setting: "alpha"),
  ]

  private mutating func elementwise(
    _ node: ONNXFile.Node, _ function: Function
  ) throws(ONNXFault) -> ONNXFeature {
    var settings: [String: SettingValue] = [:]
    if let name = function.setting {
      settings[name] = .number(node.number(function.attribute) ?? function.standard)
    }
    return try stage(node, kind: function.kind, settings, from: [feature(node)])
  }

  /// min(max(x, minimum), maximum); the bounds were attributes before opset 11.
  private mutating func clip(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    func bound(_ name: String, _ place: Int) throws(ONNXFault) -> Double? {
      var value = node.number(name)
      if let constant = try constant(node, place) {
        let values = try numbers(constant)
        guard values.count == 1 else {
          throw ONNXFault("its bound '\(constant.name)' has \(values.count) numbers")
        }
        value = Double("\(Float(values[0]))") ?? values[0]
      }
      // The largest floats clip nothing.
      return value.flatMap { abs($0) < 3.4e38 ? $0 : nil }
    }
    let (minimum, maximum) = (try bound("min", 1), try bound("max", 2))
    if minimum == 0, maximum == 6 { return try stage(node, kind: "relu6", from: [feature(node)]) }
    var settings: [String: SettingValue] = [:]
    settings["minimum"] = minimum.map(SettingValue.number)
    settings["maximum"] = maximum.map(SettingValue.number)
    return try stage(node, kind: "clip", settings, from: [feature(node)])
  }

  /// min(max(0, α x + β), 1).
  private mutating func hardSigmoid(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    let (alpha, beta) = (node.number("alpha") ?? 0.2, node.number("beta") ?? 0.5)
    if abs(alpha - 1.0 / 6) < 1e-7, beta == 0.5 {
      return try stage(node, kind: "hard-sigmoid", from: [feature(node)])
    }
    let scaled = try stage(
      node, kind: "scale", ["factor": .number(alpha), "offset": .number(beta)],
      from: [feature(node)], role: "line")
    return try stage(
      node, kind: "clip", ["minimum": .number(0), "maximum": .number(1)], from: [scaled])
  }

  /// γ x for x > 0, γ (α eˣ − α) otherwise.
  private mutating func selu(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    let alpha = node.number("alpha") ?? 1.6732632
    let gamma = node.number("gamma") ?? 1.050701
    if abs(alpha - 1.6732632423543772) < 1e-6, abs(gamma - 1.0507009873554805) < 1e-6 {
      return try stage(node, kind: "selu", from: [feature(node)])
    }
    let elu = try stage(
      node, kind: "elu", ["alpha": .number(alpha)], from: [feature(node)], role: "elu")
    return try stage(node, kind: "scale", ["factor": .number(gamma)], from: [elu])
  }

  /// x for x > 0, slope · x otherwise, with slopes that are repeated over x: max(0, x) + slope ·
  /// min(0, x).
  private mutating func parametricReLU(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    let x = try feature(node)
    var slope = try needed(node, 1)
    // Before opset 7 slopes were those of the channels.
    if version < 7, slope.shape.count == 1, slope.count > 1 {
      slope.shape += Array(repeating: 1, count: max(0, x.shape.count - 2))
    }
    if slope.count == 1, let values = slope.values {
      return try stage(node, kind: "leaky-relu", ["slope": .number(values[0])], from: [x])
    }
    // One for each channel is a layer of its own.
    let channels = [x.inner[0]] + x.inner.dropFirst().map { _ in 1 }
    if x.isItem, slope.shape == channels {
      return try stage(
        node, kind: "prelu", ["shared": .flag(false)], from: [x],
        parameters: [(.weight, try slope.tensor([channels[0]]))])
    }
    let above = try stage(node, kind: "relu", from: [x], role: "above")
    let below = try stage(node, kind: "clip", ["maximum": .number(0)], from: [x], role: "below")
    let scaled = try affine(node, below, weight: slope, bias: nil, role: "slope")
    return try stage(node, kind: "add", from: [above, scaled])
  }

  private mutating func dropout(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    var rate = node.number("ratio") ?? 0.5
    if let constant = try constant(node, 1), let value = constant.values?.first { rate = value }
    if let training = try constant(node, 2), try numbers(training).first ?? 0 != 0 {
      notes.append(
        "stage '\(legalName(of: node))' is in training mode in the file; --mode training runs it so"
      )
    }
    return try stage(node, kind: "dropout", ["rate": .number(rate)], from: [feature(node)])
  }
}
