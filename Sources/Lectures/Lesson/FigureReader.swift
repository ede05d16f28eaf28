import Documents
import Figures
import Neural
import Studio
import Wording

/// Reads the figure of a slide or of a column.
struct FigureReader {
  /// The fields of the slide or the column.
  let fields: Fields
  /// The options that the slide gives to its figures.
  let options: [String: Located<ComputationOptions.Value>]
  /// The options that the lesson gives to its figures.
  let defaults: [String: Located<ComputationOptions.Value>]

  /// The figure that is asked for, if one is.
  func request() throws(LessonError) -> FigureRequest? {
    guard let field = fields["figure"] else {
      if let stray = fields["steps"] ?? fields["step"] {
        throw LessonError(
          "'\(stray.key.name)' needs a figure beside it, whose steps they are", at: stray.place)
      }
      return nil
    }
    if case .text = field.node.content {
      return try request(for: FigureReader.name(field.word()), mapping: nil)
    }
    guard case .mapping = field.node.content else { throw field.wrong() }
    let mapping = try Fields(field.node, of: .figure)
    return try request(for: FigureReader.name(mapping.required("name").word()), mapping: mapping)
  }

  private func request(
    for name: Located<String>, mapping: Fields?
  ) throws(LessonError) -> FigureRequest {
    let asked = (try said("steps", in: mapping), try said("step", in: mapping))
    if Catalogue.figure(named: name.value)?.isOfNoStep == true, let stray = asked.0 ?? asked.1 {
      throw LessonError(
        "the figure '\(name.value)' shows no single step; leave out '\(stray.key.name)'",
        at: stray.place)
    }
    let own = try mapping.map(FigureReader.options) ?? [:]
    var request = FigureRequest(
      name: name, options: options.merging(own) { _, own in own })
    request.defaults = defaults.filter { request.options[$0.key] == nil }
    request.labels = try mapping?["labels"]?.choice().value(Labels.init(rawValue:))
    request.step = try said("step", in: mapping)?.integer()
    if let steps = try said("steps", in: mapping) {
      if request.step != nil {
        throw LessonError(
          "'step' shows one step and 'steps' several; leave one of them out", at: steps.place)
      }
      request.steps = try FigureReader.steps(steps)
    }
    return request
  }

  /// A field of the figure's mapping, or else the one beside the figure.
  private func said(_ name: String, in mapping: Fields?) throws(LessonError) -> Field? {
    if let own = mapping?[name], let beside = fields[name] {
      throw LessonError(
        "'\(name)' is also in the figure's mapping, line \(own.place.line); leave one of them out",
        at: beside.place)
    }
    return mapping?[name] ?? fields[name]
  }

  private static func name(_ name: Located<String>) throws(LessonError) -> Located<String> {
    guard Catalogue.figure(named: name.value) == nil else { return name }
    let near = Spelling.nearest(to: name.value, among: Catalogue.names)
    let advice =
      near.isEmpty
      ? "'convlens figures' lists them"
      : "did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"
    throw LessonError("there is no figure '\(name.value)'; \(advice)", at: name.place)
  }
}

extension FigureReader {
  /// The options of a computation that a mapping says.
  static func options(of fields: Fields) throws(LessonError) -> [String: Located<
    ComputationOptions.Value
  >] {
    var options: [String: Located<ComputationOptions.Value>] = [:]
    for field in fields.options {
      // Several inputs are a value of the option that takes one.
      let name = field.key.name == "inputs" ? "input" : field.key.name
      if options[name] != nil {
        throw LessonError(
          "'input' is one input and 'inputs' are several; leave one of them out", at: field.place)
      }
      options[name] = try value(of: field)
    }
    return options
  }

  /// The inputs of a list, or of a mapping of names, each where it stands.
  private static func inputs(
    of field: Field
  ) throws(LessonError) -> [Located<ComputationOptions.Input>] {
    var inputs: [Located<ComputationOptions.Input>] = []
    func add(_ node: DocumentNode, named name: String?) throws(LessonError) {
      let value: ComputationOptions.Value
      switch node.content {
      case .list: value = .tensor(try TensorList.tensor(of: node))
      case .text(let text, _) where !text.trimmed.isEmpty: value = .text(text.trimmed)
      default:
        throw LessonError(
          "an input is \(LessonKey.Form.tensor.demand), not \(node.kind)", at: node.place)
      }
      inputs.append(Located(.init(value, name: name), at: node.place))
    }
    switch field.node.content {
    case .list(let list): for node in list { try add(node, named: nil) }
    case .mapping(let entries):
      for entry in entries { try add(entry.value, named: entry.key.value) }
    case .text: throw field.wrong()
    }
    guard !inputs.isEmpty else { throw field.empty() }
    return inputs
  }

  private static func value(
    of field: Field
  ) throws(LessonError) -> Located<ComputationOptions.Value> {
    switch (field.key.form, field.node.content) {
    case (.tensor, .list):
      return Located(.tensor(try TensorList.tensor(of: field.node)), at: field.node.place)
    case (.inputs, _):
      let inputs = try inputs(of: field)
      return Located(
        .inputs(inputs.map(\.value)), at: field.node.place, parts: inputs.map(\.place))
    case (.numbers, .list(let list)), (.setting, .list(let list)):
      var numbers: [Int] = []
      for node in list {
        guard case .text(let text, _) = node.content, let number = Int(text) else {
          throw LessonError(
            "'\(field.key.name)' takes whole numbers, not \(node.description)", at: node.place)
        }
        numbers.append(number)
      }
      return Located(.numbers(numbers), at: field.node.place)
    case (.choice, _):
      let word = try field.choice()
      return Located(.text(word.value), at: word.place)
    case (.integer, _):
      let integer = try field.integer()
      return Located(.numbers([integer.value]), at: integer.place)
    case (.setting(let types), _):
      let word = try field.word()
      var remedy = "give \(field.key.form.demand)"
      for type in types {
        do throws(SettingError) {
          _ = try type.value(from: word.value)
          return Located(.text(word.value), at: word.place)
        } catch {
          // Of a function with its number, what is wrong with the number.
          if types.count == 1 { remedy = error.remedy }
        }
      }
      throw LessonError(
        "'\(field.key.name)' cannot be '\(word.value)'; \(remedy)", at: word.place)
    default:
      let word = try field.word()
      guard !word.value.isEmpty else { throw field.empty() }
      return Located(.text(word.value), at: word.place)
    }
  }

  /// Steps as the command line takes them: `all`, or a list such as `0-3,last`.
  private static func steps(_ field: Field) throws(LessonError) -> Located<String> {
    guard case .list(let list) = field.node.content else {
      let steps = try field.word()
      return Located(try checked(steps.value, of: field, at: steps.place), at: steps.place)
    }
    var steps: [String] = []
    for node in list {
      guard case .text(let text, _) = node.content else { throw field.wrong() }
      steps.append(try checked(text, of: field, at: node.place))
    }
    return Located(steps.joined(separator: ","), at: field.node.place)
  }

  private static func checked(
    _ steps: String, of field: Field, at place: Place
  ) throws(LessonError) -> String {
    guard StepList(steps) != nil else {
      throw LessonError(
        "'\(steps)' names no steps; give \(field.key.form.demand), counted from 0", at: place)
    }
    return steps
  }
}
