import ArrayFiles
import Neural

/// One thing that can be said of a computation: an option of the command line, a key of a lesson.
///
/// Most of them are made from what the kinds of layer declare; nothing here knows a kind.
public struct ComputationOption: Sendable {
  /// What a value has to be.
  public enum Form: Sendable {
    /// A tensor: a name, a file, or numbers.
    case tensor
    /// One of some words.
    case choice([String])
    /// The value of a setting, of one of these types: kinds may differ.
    case setting([SettingType])
    /// A whole number of at least the given one.
    case whole(atLeast: Int)
    /// A number above 0.
    case positive
    /// Lengths such as `28x28`.
    case lengths
    /// A word, or the path of a file.
    case text
  }

  /// What an option is about.
  public enum Section: Sendable, CaseIterable {
    /// The layer and its operands.
    case layer
    /// How operands are read.
    case reading
    /// A network in place of a layer.
    case network
    /// Where the backward pass begins.
    case gradient
    /// How a network learns.
    case learning
  }

  /// The name, without dashes.
  public let name: String
  /// What it is about.
  public let section: Section
  /// What a value has to be.
  public let form: Form
  /// What it means, in a sentence.
  public let meaning: String
  /// More about its values; empty where there is nothing more to say.
  public let details: String
  /// The value where none is given, as it is written; nil where that is not one.
  public let defaultValue: String?
  /// What stands for a value in the help.
  public let valueName: String
  /// The kinds of layer that it is for; nil for all.
  public let kinds: [String]?

  init(
    _ name: String, _ section: Section, _ form: Form, _ meaning: String, details: String = "",
    default defaultValue: String? = nil, valueName: String = "tensor", kinds: [String]? = nil
  ) {
    self.name = name
    self.section = section
    self.form = form
    self.meaning = meaning
    self.details = details
    self.defaultValue = defaultValue
    self.valueName = valueName
    self.kinds = kinds
  }

  /// The words that a value can be; empty where there are others.
  public var words: [String] {
    switch form {
    case .choice(let words): return words
    case .setting(let types): return types.flatMap(\.words)
    case .tensor where name == "upstream": return ["ones", "random:@1"]
    case .tensor, .whole, .positive, .lengths, .text: return []
    }
  }

  /// Whether the option is for layers of a kind.
  public func isFor(_ kind: String) -> Bool { kinds?.contains(kind) ?? true }
}

extension ComputationOption {
  /// Every option, in the order in which help and documentation have them.
  public static let all: [ComputationOption] =
    operands + parameters + settings + reading + network + gradient + learning

  /// The options of a section.
  public static func all(in section: Section) -> [ComputationOption] {
    all.filter { $0.section == section }
  }

  /// The option of that name.
  public static func named(_ name: String) -> ComputationOption? { all.first { $0.name == name } }

  /// The options that a kind of layer takes and others may not: its parameters and settings.
  public static func own(of kind: String) -> [String] {
    all.filter { $0.kinds?.contains(kind) ?? false }.map(\.name)
  }

  private static let kinds = LayerRegistry.declarations.map(\.kind)

  private static let operands = [
    ComputationOption(
      "input", .layer, .tensor, "The input, rows × columns or channels × rows × columns.",
      details: """
        Numbers ("1 2 3; 4 5 6", "[[1, 2], [3, 4]]"), a file (.csv, .json, .npy, .npz#name, \
        .idx3-ubyte, .png, .jpg), - for standard input, or a name such as digit:7; 'convlens \
        samples' lists the names. Once for each input of a layer that takes several, such as add.
        """),
    ComputationOption(
      "layer", .layer, .choice(kinds), "The kind of layer (default: that of the figure).",
      valueName: "kind"),
  ]

  /// The tensors that layers learn and keep, each once under its option.
  private static let parameters: [ComputationOption] = {
    var options: [(declaration: ParameterDeclaration, kinds: [String])] = []
    for layer in LayerRegistry.declarations {
      for parameter in layer.possibleParameters {
        if let place = options.firstIndex(where: { $0.declaration.option == parameter.option }) {
          options[place].kinds.append(layer.kind)
        } else {
          options.append((parameter, [layer.kind]))
        }
      }
    }
    return options.map { parameter, kinds in
      ComputationOption(
        parameter.option, .layer, .tensor,
        parameter.meaning.isEmpty
          ? "The \(parameter.name.rawValue.replacing("_", with: " "))." : parameter.meaning,
        kinds: kinds)
    }
  }()

  /// What layers can be told, each once.
  private static let settings: [ComputationOption] = {
    var options: [(declarations: [SettingDeclaration], kinds: [String])] = []
    // What is said of every computation, such as the seed, is said once, for the layer as well.
    let shared = Set((operands + reading + network + gradient + learning).map(\.name))
    for layer in LayerRegistry.declarations {
      // What is a parameter too, such as `bias: false`, is said by the parameter's option.
      let tensors = layer.possibleParameters.map(\.option)
      for setting in layer.settings
      where !tensors.contains(setting.name) && !shared.contains(setting.name) {
        if let place = options.firstIndex(where: { $0.declarations[0].name == setting.name }) {
          options[place].declarations.append(setting)
          options[place].kinds.append(layer.kind)
        } else {
          options.append(([setting], [layer.kind]))
        }
      }
    }
    return options.map { declarations, kinds in
      var types: [SettingType] = []
      for declaration in declarations where !types.contains(declaration.type) {
        types.append(declaration.type)
      }
      let defaults = Set(declarations.map { $0.defaultValue?.text })
      let meanings = Set(declarations.map(\.meaning))
      return ComputationOption(
        declarations[0].name, .layer, .setting(types), declarations[0].meaning,
        details: meanings.subtracting([declarations[0].meaning]).sorted().joined(separator: " "),
        default: defaults.count == 1 ? declarations[0].defaultValue?.text : nil,
        valueName: types[0].valueName, kinds: kinds)
    }
  }()

  private static let reading = [
    ComputationOption(
      "reshape", .reading, .lengths,
      "The shape that the input's values are put into, row by row: 28x28, or 3x32x32.",
      valueName: "shape"),
    ComputationOption(
      "skip-columns", .reading, .whole(atLeast: 0),
      "Columns of the input's table to leave out at the left, such as 1 of labels.",
      valueName: "n"),
    ComputationOption(
      "resize", .reading, .lengths,
      "The rows and columns that the input is resized to by a box filter: 32x32, or 32.",
      valueName: "n"),
    ComputationOption(
      "layout", .reading, .choice(layouts.map(\.name)),
      "Where channels stand in arrays: channels-first (the default), or channels-last.",
      details: """
        channels-last is the layout of TensorFlow, Keras, Pillow and OpenCV: inputs rows × columns × \
        channels, filters rows × columns × channels × maps, weights of a fully connected layer \
        inputs × neurons. input:channels-last and filter:channels-last are for one of them.
        """, valueName: "layout"),
  ]

  /// The layouts by their names.
  static let layouts: [(name: String, layout: OperandLayout)] = [
    ("channels-first", OperandLayout()),
    (
      "channels-last",
      OperandLayout(input: .channelsLast, parameters: .channelsLast, output: .channelsLast)
    ),
    ("input:channels-last", OperandLayout(input: .channelsLast)),
    ("filter:channels-last", OperandLayout(parameters: .channelsLast)),
  ]

  private static let network = [
    ComputationOption(
      "network", .network, .text,
      "A network in place of a layer: a .yaml file, or the name of one that comes with the program.",
      valueName: "file"),
    ComputationOption(
      "at", .network, .text, "The stage of the network that is looked at (default: the last).",
      valueName: "stage"),
    ComputationOption(
      "parameters", .network, .text,
      "The parameters, a .npz file of arrays such as conv1.weight (default: those of --seed).",
      valueName: "file"),
    ComputationOption(
      "seed", .network, .whole(atLeast: 0), "The seed of parameters that are not given.",
      default: "0", valueName: "n"),
    ComputationOption(
      "mode", .network, .choice(Mode.allCases.map(\.rawValue)),
      "Whether the network learns or answers; batch normalisation and dropout differ.",
      default: Mode.inference.rawValue, valueName: "mode"),
    ComputationOption(
      "item", .network, .whole(atLeast: 0), "The item of a batch that is shown, counted from 0.",
      default: "0", valueName: "n"),
    ComputationOption(
      "reduction", .network, .choice(Reduction.allCases.map(\.rawValue)),
      "Whether gradients of parameters are the sum or the mean over the items of a batch.",
      default: Reduction.sum.rawValue, valueName: "how"),
  ]

  private static let gradient = [
    ComputationOption(
      "upstream", .gradient, .tensor,
      "The gradient ∂C/∂a of the output, which the backward pass begins with.",
      details: """
        A tensor in the shape of the output, 'ones', or 'random:@42' (uniform in −1 … 1; 42 is the \
        seed).
        """),
    ComputationOption(
      "target", .gradient, .tensor,
      "What the output should have been, in place of --upstream: ∂C/∂a is that of the cost.",
      details: "A tensor in the shape of the output, or 'class:3' for 1 at class 3 and 0 elsewhere."
    ),
    ComputationOption(
      "cost", .gradient, .choice(Cost.allCases.map(\.rawValue)),
      "The cost of the output against the target; the softmax of cross-entropy is part of it.",
      default: Cost.quadratic.rawValue, valueName: "cost"),
  ]

  private static let learning = [
    ComputationOption(
      "history", .learning, .text,
      "How the network learnt, as convlens train --history writes it; for figures of that.",
      valueName: "file"),
    ComputationOption(
      "data", .learning, .text,
      "Labelled examples, for figures of them: digits, or an IDX file of images and one of labels.",
      valueName: "digits|images,labels"),
    ComputationOption(
      "batch", .learning, .whole(atLeast: 1), "The examples of a step of learning.",
      default: "32", valueName: "n"),
    ComputationOption(
      "rate", .learning, .positive, "The learning rate η.", default: "0.1", valueName: "number"),
  ]
}

extension SettingType {
  /// What stands for a value in the help.
  fileprivate var valueName: String {
    switch self {
    case .whole, .wholes, .number, .extent, .padding: "n"
    case .flag: "true|false"
    case .choice: "word"
    case .activation: "function"
    }
  }

  /// The words that a value can be, beside numbers.
  var words: [String] {
    switch self {
    case .whole, .wholes, .number, .extent: []
    case .flag: ["true", "false"]
    case .padding: PaddingRule.words
    case .choice(let words): words
    case .activation: Activation.declarations.map(\.name)
    }
  }
}
