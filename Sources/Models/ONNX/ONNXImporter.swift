import ArrayFiles
import Neural

/// Reads an ONNX graph node by node into stages.
struct ONNXImporter {
  let graph: ONNXFile
  /// Whether the first dimension of what goes in is that of the items of a batch.
  let isItemwise: Bool
  /// The number of items that the graph says; 1 where that is open.
  private(set) var items = 1
  /// The version of ONNX's own operators.
  let version: Int

  /// What each name stands for.
  private(set) var values: [String: ONNXValue] = [:]
  /// The stages so far.
  private(set) var stages: [NetworkPlan.Stage] = []
  /// The parameters so far, `stage.weight`.
  private(set) var parameters: [String: Tensor] = [:]
  /// The shape of what goes in.
  private(set) var inputShape: [Int] = []
  /// What goes in is called.
  private(set) var inputName = NetworkPlan.input
  /// The inputs that are parameters.
  private(set) var parameterInputs: [String] = []
  /// What there is to say of the reading.
  var notes: [String] = []
  /// Where and why the reading ended; nil where it came to the end.
  private(set) var problem: String?
  /// Elements of constants that were made, not read.
  var madeElements = 0

  private var names: Set<String> = [NetworkPlan.input, NetworkPlan.cost]

  init(_ graph: ONNXFile, isItemwise: Bool) {
    (self.graph, self.isItemwise) = (graph, isItemwise)
    version = graph.versions[""] ?? 1
  }

  /// Reads the graph as far as it goes.
  mutating func read(given: [String: Tensor]) {
    do throws(ONNXFault) {
      for tensor in graph.initialisers { values[tensor.name] = .constant(ONNXConstant(tensor)) }
      try readInputs(given: given)
    } catch {
      problem = error.message
      return
    }
    for node in graph.nodes {
      do throws(ONNXFault) {
        guard stages.count < NetworkLimits.stages else {
          throw ONNXFault("there are more than \(NetworkLimits.stages) stages")
        }
        let value = try translate(node)
        if let name = node.outputs.first, !name.isEmpty { values[name] = value }
      } catch {
        let kind = node.kind.isEmpty ? "no operator" : node.kind
        problem = "stage '\(legalName(of: node))' (\(kind)): \(error.message)"
        return
      }
    }
    do throws(ONNXFault) { try finish() } catch { problem = error.message }
  }

  // MARK: What goes in

  private mutating func readInputs(given: [String: Tensor]) throws(ONNXFault) {
    let ports = graph.inputs.filter { values[$0.name] == nil }
    guard let port = ports.first(where: { !isParameter($0.name) }) else {
      throw ONNXFault("nothing goes into it")
    }
    // A network has one input; what else goes in is the same for every item.
    for other in ports where other.name != port.name {
      values[other.name] = .constant(try constant(of: other, given: given[other.name]))
      parameterInputs.append(other.name)
    }
    let shape = try shape(of: port, given: given[port.name] ?? given[""])
    if isItemwise {
      guard shape.count > 1 else { throw ONNXFault("its input has no dimension for a batch") }
      items = shape[0]
    }
    inputName = port.name
    let feature = ONNXFeature(source: NetworkPlan.input, shape: shape, isItem: isItemwise)
    inputShape = feature.inner
    values[port.name] = .feature(feature)
  }

  /// The places of inputs that operators take weights, bounds and the like at.
  private static let parameterPlaces: [String: ClosedRange<Int>] = [
    "Conv": 1...2, "ConvTranspose": 1...2, "BatchNormalization": 1...4,
    "InstanceNormalization": 1...2, "PRelu": 1...1, "Gemm": 1...2, "Clip": 1...2, "Resize": 1...3,
    "Upsample": 1...1, "Dropout": 1...2, "Reshape": 1...1, "Pad": 1...3, "Squeeze": 1...1,
    "Unsqueeze": 1...1, "ReduceMean": 1...1, "Slice": 1...4, "ConstantOfShape": 0...0,
  ]

  /// Whether an input is only taken where operators take parameters.
  private func isParameter(_ name: String) -> Bool {
    var isUsed = false
    for node in graph.nodes {
      for (place, input) in node.inputs.enumerated() where input == name {
        guard ONNXImporter.parameterPlaces[node.kind]?.contains(place) == true else { return false }
        isUsed = true
      }
    }
    return isUsed
  }

  private func constant(
    of port: ONNXFile.Port, given: Tensor?
  ) throws(ONNXFault) -> ONNXConstant {
    guard let given else {
      return ONNXConstant(
        shape: try shape(of: port, given: nil, isBatch: false), values: nil, name: port.name)
    }
    // A scalar is read as 1 × 1.
    let shape = try shape(of: port, given: given, isBatch: false)
    return ONNXConstant(shape: shape, values: given.values, name: port.name)
  }

  /// The lengths of an input; those that are open are 1 for the items of a batch, else those of what was
  /// given.
  private func shape(
    of port: ONNXFile.Port, given: Tensor?, isBatch: Bool = true
  ) throws(ONNXFault) -> [Int] {
    guard port.isTensor, let lengths = port.shape else {
      throw ONNXFault("its input '\(port.name)' is no tensor of a known rank")
    }
    var shape: [Int] = []
    for (place, length) in lengths.enumerated() {
      switch length {
      case .known(let length): shape.append(length)
      case .free where place == 0 && isBatch && isItemwise: shape.append(1)
      case .free(let name):
        // An item may be given without its batch, a picture without its channels.
        let fromEnd = lengths.count - place
        guard let given, given.rank >= fromEnd else {
          let dimension = name.isEmpty ? "\(place)" : "\(place), '\(name)',"
          throw ONNXFault(
            "dimension \(dimension) of its input '\(port.name)' has no fixed length; give an input "
              + "that has one")
        }
        shape.append(given.shape[given.rank - fromEnd])
      }
    }
    if !isBatch, let given, given.count != shape.reduce(1, *) {
      throw ONNXFault(
        "its input '\(port.name)' is \(Tensor.describe(shape)), not "
          + Tensor.describe(given.shape))
    }
    guard NetworkLimits.count(of: shape) ?? .max <= NetworkLimits.elements else {
      throw ONNXFault("its input '\(port.name)', \(Tensor.describe(shape)), is too large")
    }
    return shape
  }

  // MARK: What comes out

  /// Leaves out what the first output does not need, so that it comes last.
  private mutating func finish() throws(ONNXFault) {
    guard let output = graph.outputs.first else { throw ONNXFault("nothing comes out of it") }
    guard case .feature(var feature)? = values[output.name] else {
      throw ONNXFault(
        values[output.name] == nil
          ? "no node gives its output '\(output.name)'"
          : "its output '\(output.name)' is a constant")
    }
    if feature.source == NetworkPlan.input {
      var node = ONNXFile.Node()
      node.name = output.name
      feature = try stage(node, kind: "identity", from: [feature])
    }
    if graph.outputs.count > 1 {
      notes.append(
        "of \(graph.outputs.count) outputs '\(output.name)' is computed, the first")
    }
    var needed: Set<String> = [feature.source]
    for stage in stages.reversed() where needed.contains(stage.name) {
      needed.formUnion(stage.sources)
    }
    stages.removeAll { !needed.contains($0.name) }
    // In the order of the file the last of what is needed is what all the rest is needed for.
    parameters = parameters.filter { name, _ in
      stages.contains { name.hasPrefix($0.name + ".") }
    }
  }
}

// MARK: Stages

extension ONNXImporter {
  /// Adds a stage and says what comes out of it.
  ///
  /// - Parameters:
  ///   - role: What the stage is beside that of the node, which has the plain name.
  ///   - isItem: Whether an item comes out, nil for what the first of its inputs is.
  mutating func stage(
    _ node: ONNXFile.Node, kind: String, _ settings: [String: SettingValue] = [:],
    from features: [ONNXFeature], parameters given: [(name: TensorName, tensor: Tensor?)] = [],
    role: String = "", isItem: Bool? = nil
  ) throws(ONNXFault) -> ONNXFeature {
    guard let declaration = LayerRegistry[kind] else {
      throw ONNXFault("there is no kind of layer '\(kind)'")
    }
    let name = unique(legalName(of: node) + (role.isEmpty ? "" : "_\(role)"))
    let own = NamedTensors(
      given.compactMap { parameter in
        parameter.tensor.map { NamedTensor(parameter.name, $0) }
      })
    let inputs = features.map(\.inner)
    let output: [Int]
    do throws(LayerError) {
      var generator = SeededGenerator(seed: 0)
      output = try declaration.layer(
        settings: Settings(settings), parameters: own, inputs: inputs, generator: &generator
      ).outputShape(of: inputs)
    } catch {
      let fed = inputs.map(Tensor.describe).joined(separator: " and ")
      throw ONNXFault("\(error) (it is fed \(fed))")
    }
    guard NetworkLimits.count(of: output) ?? .max <= NetworkLimits.elements else {
      throw ONNXFault("what comes out would be \(Tensor.describe(output)), which is too large")
    }
    names.insert(name)
    for tensor in own { parameters["\(name).\(tensor.name)"] = tensor.tensor }
    stages.append(
      NetworkPlan.Stage(
        name, kind: kind, settings: Settings(settings), from: features.map(\.source)))
    let isItem = isItem ?? features.first?.isItem ?? false
    return ONNXFeature(source: name, shape: (isItem ? [items] : []) + output, isItem: isItem)
  }

  /// The node's name, or that of what it gives, as a stage's name: letters, digits, `_` and `-`.
  func legalName(of node: ONNXFile.Node) -> String {
    let told = node.name.isEmpty ? node.outputs.first { !$0.isEmpty } ?? "" : node.name
    var name = ""
    for scalar in told.unicodeScalars.prefix(NetworkLimits.nameLength - 16) {
      let isPlain =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "_-".unicodeScalars.contains(scalar)
      name.unicodeScalars.append(isPlain ? scalar : "_")
    }
    let trimmed = String(name.drop { $0 == "_" || $0 == "-" })
    return trimmed.isEmpty ? "stage" : trimmed
  }

  private func unique(_ name: String) -> String {
    guard names.contains(name) else { return name }
    var number = 2
    while names.contains("\(name)_\(number)") { number += 1 }
    return "\(name)_\(number)"
  }
}
