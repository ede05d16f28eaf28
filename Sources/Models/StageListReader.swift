import Documents
import Neural
import Wording

/// Reads the stages of a network file in order, and checks that the shapes fit as it goes.
///
/// Where a stage has a mistake, what comes out of it is not known; what it feeds is then read without
/// being checked for its shape, so that one mistake is told once.
struct StageListReader {
  /// What is wrong so far.
  private(set) var mistakes: [Mistake] = []
  /// The stages that could be read.
  private(set) var plans: [NetworkPlan.Stage] = []
  /// The sources that there are, in order, with the shape of what they give, where it is known.
  private var sources: [Source]
  /// How many inputs have names of their own.
  private var namedInputCount = 0
  private var parameterCount = 0

  private struct Source {
    let name: String
    let place: Place?
    let shape: [Int]?
  }

  /// A reader of stages over an input, whose shape is nil where it has a mistake.
  init(inputShape: [Int]?) {
    sources = [Source(name: NetworkPlan.input, place: nil, shape: inputShape)]
  }

  /// Takes one of several inputs of the network, whose shape is nil where it has a mistake.
  mutating func take(_ input: Located<String>, shape: [Int]?) {
    checkName(input)
    namedInputCount += 1
    sources.append(Source(name: input.value, place: input.place, shape: shape))
  }

  /// Reads the list.
  mutating func read(_ node: DocumentNode) {
    guard case .list(let list) = node.content else {
      note(
        "'stages' takes a list of stages, such as - relu1: relu, not \(node.description)"
          + (node.kind == "a mapping" ? "; put '- ' before each stage" : ""), at: node.place)
      return
    }
    if list.isEmpty { note("there are no stages; give one or more", at: node.place) }
    if list.count > NetworkLimits.stages {
      note("there are more than \(NetworkLimits.stages) stages", at: node.place)
      return
    }
    let names = list.compactMap(Self.name)
    for element in list { stage(element, among: names) }
  }

  /// The name of the stage in an element of the list, where it has one.
  private static func name(of node: DocumentNode) -> String? {
    guard case .mapping(let entries) = node.content else { return nil }
    return entries.first?.key.value
  }

  private mutating func stage(_ node: DocumentNode, among names: [String]) {
    guard case .mapping(let entries) = node.content, let entry = entries.first else {
      let word = if case .text(let text, true) = node.content { text } else { "relu" }
      note(
        "a stage is a name and a kind of layer, such as \(word)1: \(word), not "
          + node.description, at: node.place)
      return
    }
    for more in entries.dropFirst() {
      note(
        "a stage is one name with its kind; put '\(more.key.value)' into the braces behind "
          + "'\(entry.key.value):', or begin a stage of its own with '- '", at: more.key.place)
    }
    checkName(entry.key)
    let reading = StageReader(entry)
    mistakes += reading.mistakes
    let feeding = feeds(of: reading, named: entry.key, among: names)
    var shape: [Int]?
    if let declaration = reading.declaration, let feeding {
      plans.append(
        NetworkPlan.Stage(
          entry.key.value, kind: declaration.kind, settings: reading.settings,
          from: feeding.map(\.name)))
      let inputs = feeding.compactMap(\.shape)
      if reading.mistakes.isEmpty, inputs.count == feeding.count {
        shape = outputShape(of: reading, declaration, inputs: inputs)
      }
    }
    sources.append(Source(name: entry.key.value, place: entry.key.place, shape: shape))
  }

  private mutating func note(_ message: String, at place: Place) {
    mistakes.append(Mistake(message, at: place))
  }

  private mutating func checkName(_ key: Located<String>) {
    let name = key.value
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "_-.".unicodeScalars.contains(scalar)
    }
    if name.isEmpty || !isPlain || name.hasPrefix(".") || name.hasSuffix(".")
      || name.hasPrefix("-") || name.count > NetworkLimits.nameLength
    {
      note(
        "'\(name)' cannot be a stage's name; use letters, digits, '_', '-' and '.' between them",
        at: key.place)
    } else if name == NetworkPlan.input {
      note("'input' is the network's input; call the stage otherwise", at: key.place)
    } else if let other = sources.first(where: { $0.name == name }), let place = other.place {
      note(
        "there is a stage '\(name)' already, in line \(place.line); give each a name of its own",
        at: key.place)
    } else if let other = sources.first(where: {
      name.hasPrefix($0.name + ".") || $0.name.hasPrefix(name + ".")
    }) {
      note(
        "'\(name)' and '\(other.name)' cannot both be stages, as the names of their parameters "
          + "could be the same; call one otherwise", at: key.place)
    }
  }

  // MARK: What feeds a stage

  /// What feeds a stage; nil where that has a mistake.
  private mutating func feeds(
    of stage: StageReader, named name: Located<String>, among names: [String]
  ) -> [Source]? {
    guard let words = stage.sources else {
      // What is said here is only said where the kind is known.
      let kind = stage.declaration?.kind ?? "relu"
      guard let declaration = stage.declaration, declaration.inputs == .several else {
        guard namedInputCount > 1, sources.count == 1 + namedInputCount else {
          return sources.last.map { [$0] }
        }
        let inputs = sources.dropFirst().map(\.name).joined(separator: ", ")
        note(
          "the network has several inputs; say which one feeds its first stage, as in "
            + "\(name.value): {\(kind): {}, from: \(sources[1].name)} "
            + "(they are \(inputs))", at: name.place)
        return nil
      }
      note(
        "a stage of the kind \(declaration.kind) is fed by two or more; name them, as in "
          + "\(name.value): {\(declaration.kind): {}, from: [a, b]}", at: name.place)
      return nil
    }
    var feeding: [Source] = []
    for word in words {
      if let source = sources.last(where: { $0.name == word.value }) {
        feeding.append(source)
        continue
      }
      let known = sources.map(\.name)
      let message =
        word.value == name.value
        ? "a stage cannot feed itself"
        : names.contains(word.value)
          ? "the stage '\(word.value)' comes later; a stage is fed by those before it, so move it "
            + "up"
          : "no stage before this one is called '\(word.value)'; "
            + nearest(word.value, among: known, otherwise: "there are")
      note(message, at: word.place)
    }
    guard feeding.count == words.count, !stage.hasFaultySources else { return nil }
    if let declaration = stage.declaration {
      let fits = declaration.inputs == .one ? feeding.count == 1 : feeding.count >= 2
      guard fits else {
        note(
          "a stage of the kind \(declaration.kind) is fed by "
            + (declaration.inputs == .one ? "one" : "two or more") + ", not \(feeding.count)",
          at: stage.sourcesPlace ?? name.place)
        return nil
      }
    }
    return feeding
  }

  // MARK: Shapes

  /// The shape of what comes out of a stage; nil, and noted, where the layer cannot be built.
  private mutating func outputShape(
    of stage: StageReader, _ declaration: LayerDeclaration, inputs: [[Int]]
  ) -> [Int]? {
    let place = stage.name.place
    do throws(LayerError) {
      let settings = stage.settings.completed(by: declaration.settings)
      let declared = try declaration.parameters(settings, inputs)
      for parameter in declared {
        parameterCount += NetworkLimits.count(of: parameter.shape) ?? NetworkLimits.parameters + 1
        guard parameterCount <= NetworkLimits.parameters else {
          note(
            "with the \(parameter.name) of this stage, \(Tensor.describe(parameter.shape)), the "
              + "network has more than \(NetworkLimits.parameters) parameters; use fewer maps, "
              + "smaller kernels or more pooling", at: place)
          // So that it is said once.
          parameterCount = 0
          return nil
        }
      }
      // No lot is drawn: only the shapes matter here.
      let parameters = declared.map { parameter in
        let value = if case .constant(let value) = parameter.beginning { value } else { 0.0 }
        return NamedTensor(parameter.name, Tensor(repeating: value, shape: parameter.shape))
      }
      let layer = try declaration.make(settings, NamedTensors(parameters), inputs)
      let shape = try layer.outputShape(of: inputs)
      guard NetworkLimits.count(of: shape) ?? .max <= NetworkLimits.elements else {
        note(
          "what comes out would be \(Tensor.describe(shape)), more than "
            + "\(NetworkLimits.elements) elements", at: place)
        return nil
      }
      return shape
    } catch {
      let fed = inputs.map(Tensor.describe).joined(separator: " and ")
      let isSetting = error.subject.flatMap { stage.settingPlaces[$0] }
      note("stage '\(stage.name.value)': \(error) (it is fed \(fed))", at: isSetting ?? place)
      return nil
    }
  }
}
