import Documents
import Neural
import Wording

/// Reads the tree of a network file and collects every mistake on the way.
struct NetworkFileReader {
  /// What is wrong so far.
  private(set) var mistakes: [Mistake] = []

  /// The keys of a network file, with what each takes.
  static let keys: [(name: String, takes: String)] = [
    ("name", "a name"),
    ("input", "the shape of the input, such as [1, 8, 8] for channels, rows and columns"),
    ("inputs", "the shapes of several inputs by name, such as {image: [1, 8, 8], age: [1]}"),
    ("cost", "one of \(Cost.allCases.map(\.rawValue).joined(separator: ", "))"),
    ("parameters", "the name of a file, such as small.npz"),
    ("divide-input-by", "a number above 0, such as 255"),
    ("stages", "a list of stages, such as - relu1: relu"),
  ]

  /// The network of a file; where there are ``mistakes``, what is left of it, or nil.
  mutating func file(_ root: DocumentNode) -> NetworkFile? {
    guard case .mapping(let entries) = root.content else {
      note("a network is a mapping, such as 'name: small', not \(root.kind)", at: root.place)
      return nil
    }
    var nodes: [String: DocumentNode] = [:]
    for entry in entries {
      guard let key = Self.keys.first(where: { $0.name == entry.key.value }) else {
        let near = nearest(entry.key.value, among: Self.keys.map(\.name), otherwise: "there are")
        note("a network has no key '\(entry.key.value)'; \(near)", at: entry.key.place)
        continue
      }
      if entry.value.kind == "nothing" {
        note("'\(key.name)' has no value; give \(key.takes)", at: entry.key.place)
      }
      nodes[key.name] = entry.value
    }
    let isNamed = nodes["inputs"] != nil
    let required = isNamed ? ["stages"] : ["input", "stages"]
    for key in Self.keys where required.contains(key.name) && nodes[key.name] == nil {
      note("a network needs the key '\(key.name)', \(key.takes)", at: root.place)
    }
    if isNamed, let input = nodes["input"] {
      note("a network has an input or inputs by name; leave one of the keys out", at: input.place)
    }
    let name = nodes["name"].flatMap { networkName($0) } ?? "network"
    let inputs = nodes["inputs"].map { readInputs($0) } ?? []
    let inputShape = isNamed ? nil : nodes["input"].flatMap { readShape($0) }
    var stages = StageListReader(inputShape: inputShape)
    for input in inputs { stages.take(input.name, shape: input.shape) }
    if let node = nodes["stages"], node.kind != "nothing" { stages.read(node) }
    mistakes += stages.mistakes
    let plan =
      isNamed
      ? NetworkPlan(
        name: name,
        inputs: inputs.map { .init($0.name.value, shape: $0.shape ?? []) }, stages: stages.plans)
      : NetworkPlan(name: name, inputShape: inputShape ?? [], stages: stages.plans)
    var file = NetworkFile(plan: plan)
    file.cost = nodes["cost"].flatMap { cost($0) }
    file.parameters = nodes["parameters"].flatMap { text($0, of: "parameters") }
    file.inputDivisor = nodes["divide-input-by"].flatMap { divisor($0) } ?? 1
    return file
  }

  private mutating func note(_ message: String, at place: Place) {
    mistakes.append(Mistake(message, at: place))
  }

  /// Notes that a key's value is not what the key takes; nothing is noted where it is empty, since
  /// that has been said.
  private mutating func wrong(_ name: String, _ node: DocumentNode) {
    guard node.kind != "nothing", let key = Self.keys.first(where: { $0.name == name }) else {
      return
    }
    note("'\(name)' takes \(key.takes), not \(node.description)", at: node.place)
  }

  private mutating func text(_ node: DocumentNode, of key: String) -> String? {
    guard case .text(let text, _) = node.content, !text.isEmpty,
      !text.contains(where: \.isNewline)
    else {
      wrong(key, node)
      return nil
    }
    return text
  }

  private mutating func networkName(_ node: DocumentNode) -> String? {
    guard let name = text(node, of: "name") else { return nil }
    guard name.count <= NetworkLimits.nameLength else {
      note("the name is longer than \(NetworkLimits.nameLength) characters", at: node.place)
      return nil
    }
    return name
  }

  /// The inputs by name; of one whose shape has a mistake that is nil.
  private mutating func readInputs(
    _ node: DocumentNode
  ) -> [(name: Located<String>, shape: [Int]?)] {
    guard case .mapping(let entries) = node.content, !entries.isEmpty else {
      wrong("inputs", node)
      return []
    }
    let inputs = entries.map { ($0.key, readShape($0.value, of: "inputs")) }
    let counts = inputs.compactMap { $0.1.flatMap(NetworkLimits.count) }
    if counts.reduce(0, +) > NetworkLimits.elements {
      note(
        "the inputs have more than \(NetworkLimits.elements) elements together; use smaller ones",
        at: node.place)
    }
    return inputs
  }

  private mutating func readShape(_ node: DocumentNode, of key: String = "input") -> [Int]? {
    guard case .list(let list) = node.content, (1...Indices.limit - 1).contains(list.count) else {
      wrong(key, node)
      return nil
    }
    var shape: [Int] = []
    for length in list {
      guard case .text(let text, _) = length.content, let number = Int(text), number > 0 else {
        note(
          "\(length.description) is no length; give whole numbers of 1 or more", at: length.place)
        continue
      }
      shape.append(number)
    }
    guard shape.count == list.count else { return nil }
    guard NetworkLimits.count(of: shape) ?? .max <= NetworkLimits.elements else {
      note(
        "an input of \(Tensor.describe(shape)) has more than \(NetworkLimits.elements) elements; "
          + "use a smaller one", at: node.place)
      return nil
    }
    return shape
  }

  private mutating func cost(_ node: DocumentNode) -> Cost? {
    guard let word = text(node, of: "cost") else { return nil }
    if let cost = Cost(rawValue: word) { return cost }
    let words = Cost.allCases.map(\.rawValue)
    note(
      "there is no cost '\(word)'; \(nearest(word, among: words, otherwise: "there are"))",
      at: node.place)
    return nil
  }

  private mutating func divisor(_ node: DocumentNode) -> Double? {
    guard let word = text(node, of: "divide-input-by") else { return nil }
    guard let number = Double(word), number > 0, number.isFinite else {
      wrong("divide-input-by", node)
      return nil
    }
    return number
  }
}

/// What is said of a name that there is not: what was probably meant, or what there is.
func nearest(_ name: String, among names: [String], otherwise: String) -> String {
  let near = Spelling.nearest(to: name, among: names)
  guard near.isEmpty else { return "did you mean \(near.joined(separator: " or "))?" }
  let shown = names.prefix(12).joined(separator: ", ")
  return "\(otherwise) \(shown)" + (names.count > 12 ? " and \(names.count - 12) more" : "")
}

extension NetworkLimits {
  /// The number of elements of a shape; nil where it overflows.
  static func count(of shape: [Int]) -> Int? {
    var count = 1
    for length in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      if overflow { return nil }
      count = product
    }
    return count
  }
}
