import ArgumentParser
import Studio

/// A section of the options of a computation.
protocol OptionSection: Sendable {
  static var section: ComputationOption.Section { get }
}

/// The layer and its operands.
enum LayerSection: OptionSection {
  static let section = ComputationOption.Section.layer
}
/// How operands are read.
enum ReadingSection: OptionSection {
  static let section = ComputationOption.Section.reading
}
/// A network in place of a layer.
enum NetworkSection: OptionSection {
  static let section = ComputationOption.Section.network
}
/// Where the backward pass begins.
enum GradientSection: OptionSection {
  static let section = ComputationOption.Section.gradient
}
/// How a network learns.
enum LearningSection: OptionSection {
  static let section = ComputationOption.Section.learning
}

/// The options of a section, made from the table that the layers' declarations give.
///
/// The argument parser finds the options of a type by reflection, so the type reflects what the table
/// has. Values are kept as text: which type a setting has, the kind of layer tells.
struct DeclaredOptions<Section: OptionSection>: ParsableArguments, CustomReflectable {
  /// What is given, by the option's name.
  private(set) var values: [String: String] = [:]
  /// The inputs that are given beside the first.
  private(set) var moreInputs: [String] = []

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    for option in ComputationOption.all(in: Section.section) {
      if option.isRepeated {
        let given = try container.decode(Option<[String]>.self, forKey: Key(option.name))
          .wrappedValue
        values[option.name] = given.first
        moreInputs = Array(given.dropFirst())
        continue
      }
      values[option.name] =
        try container.decode(Option<String?>.self, forKey: Key(option.name)).wrappedValue
    }
  }

  var customMirror: Mirror {
    let options = ComputationOption.all(in: Section.section)
    return Mirror(
      self,
      children: options.map { option -> (label: String?, value: Any) in
        (option.name, option.isRepeated ? option.repeatedArgument as Any : option.argument)
      })
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

extension ComputationOption {
  /// The option as the argument parser takes it.
  fileprivate var argument: Option<String?> {
    Option(
      name: .customLong(name), parsing: .unconditional,
      help: ArgumentHelp(
        help, discussion: details, valueName: valueName),
      completion: completion, transform: plainValue)
  }

  /// Whether the option can be given several times: a layer or a network may take several inputs.
  fileprivate var isRepeated: Bool { name == "input" }

  /// The option as the argument parser takes it, where it can be given several times.
  fileprivate var repeatedArgument: Option<[String]> {
    Option(
      wrappedValue: [], name: .customLong(name), parsing: .unconditionalSingleValue,
      help: ArgumentHelp(help, discussion: details, valueName: valueName),
      completion: completion, transform: plainValue)
  }

  /// What the help says: the meaning, the default, and for which layers it is.
  private var help: String {
    var notes: [String] = []
    if isChosen { notes.append("values: \(words.joined(separator: ", "))") }
    if let defaultValue { notes.append("default: \(defaultValue)") }
    if let kinds { notes.append("for \(kinds.joined(separator: ", "))") }
    guard !notes.isEmpty else { return meaning }
    let sentence = meaning.hasSuffix(".") ? String(meaning.dropLast()) : meaning
    return "\(sentence) (\(notes.joined(separator: "; ")))."
  }

  /// Whether a value is one of some words, which the help lists.
  private var isChosen: Bool {
    switch form {
    case .choice: true
    case .setting(let types): types == [.activation]
    case .tensor, .whole, .positive, .lengths, .text: false
    }
  }

  private var completion: CompletionKind? {
    let words = words
    return words.isEmpty ? nil : .list(words)
  }
}
