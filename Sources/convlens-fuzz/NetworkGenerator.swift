import Figures
import Neural
import Studio

/// Networks and options that are made from what the layers declare, so that a new kind of layer or
/// setting is tried without a word here.
extension Generator {
  /// A network as a file of YAML, and a command line that takes it from standard input.
  mutating func network() -> (yaml: String, arguments: [String]) {
    let shape = choices.one(of: [
      [1, 8, 8], [1, 8, 8], [2, 6, 6], [3, 5, 7], [1, 1, 9], [12], [4, 3],
    ])
    let count = 1 + choices.number(below: 6)
    var text = "input: \(shape)\n"
    if choices.once(in: 3) {
      text += "cost: \(choices.one(of: Cost.allCases).rawValue)\n"
    }
    text += "stages:\n"
    for index in 0..<count { text += "  - s\(index): \(stage(behind: index))\n" }
    return (text, command(over: shape, stages: count))
  }

  /// A stage, with as many inputs as its layer takes, mostly.
  private mutating func stage(behind count: Int) -> String {
    let layer = choices.one(of: LayerRegistry.declarations)
    var settings: [String] = []
    for setting in layer.settings where setting.name == "maps" || choices.once(in: 3) {
      settings.append("\(setting.name): \(value(of: setting.type))")
    }
    if layer.kind == Convolution.declaration.kind {
      settings.append("kernel: \(1 + choices.number(below: 3))")
    }
    if layer.settings.contains(where: { $0.name == "neurons" }) { settings.append("neurons: 3") }
    let names = ["input"] + (0..<count).map { "s\($0)" }
    let takesSeveral = layer.inputs == .several ? !choices.once(in: 8) : choices.once(in: 16)
    let from =
      takesSeveral
      ? ", from: [\(choices.one(of: names)), \(choices.one(of: names.reversed()))]"
      : choices.once(in: 8) ? ", from: \(choices.one(of: names))" : ""
    return "{\(layer.kind): {\(settings.joined(separator: ", "))}\(from)}"
  }

  /// A value of a setting, mostly one that it can have.
  mutating func value(of type: SettingType) -> String {
    if choices.once(in: 24) {
      return choices.one(of: ["-1", "x", "[]", "9223372036854775807", "1e308"])
    }
    switch type {
    case .whole: return choices.one(of: ["1", "2", "3", "4", "0", "12"])
    case .wholes:
      return choices.one(of: ["[1]", "[0]", "[1, 2]", "[0, 1, 2]", "[2, 3]", "[64]", "[0, 2, 1]"])
    case .number: return choices.one(of: ["0", "1", "0.5", "-2", "1e-5", "1e300"])
    case .flag: return choices.one(of: ["true", "false"])
    case .extent: return choices.one(of: ["1", "2", "3", "2x3", "5x1", "9"])
    case .padding:
      return choices.one(of: ["valid", "same", "same-lower", "full", "1", "[0, 1]", "[1, 0, 2, 3]"])
    case .choice(let words): return choices.one(of: words)
    case .activation:
      return choices.one(of: ["relu", "sigmoid", "leaky-relu:0.2", "elu:0", "softplus"])
    }
  }

  private mutating func command(over shape: [Int], stages: Int) -> [String] {
    let lengths = shape.map(String.init).joined(separator: "x")
    let inputs = ["random:\(lengths)@1", "random:2x\(lengths)@1", "zeros:\(lengths)", "ones:3x3"]
    let computation =
      ["--network", "-", "--input", choices.one(of: inputs)]
      + (choices.once(in: 2) ? ["--at", "s\(choices.number(below: stages))"] : [])
      + choices.one(of: [
        [], ["--upstream", "ones"], ["--target", "class:0"], ["--upstream", "random:@1"],
      ])
      + (choices.once(in: 4) ? ["--mode", "training"] : [])
    switch choices.number(below: 8) {
    case 0: return ["network", "show", "-"]
    case 1: return ["network", "run", "-", "--input", choices.one(of: inputs)]
    case 2: return ["network", "show", "-", "--json"]
    case 3:
      return ["train", "-", "--data", "digits", "--epochs", "1", "--batch", "256", "-o", "-"]
    case 4, 5:
      return ["trace"] + computation + ["--steps", choices.one(of: ["0", "last", "0-2,last"])]
    default:
      return ["figure", choices.one(of: Catalogue.figures.map(\.name))] + computation
        + ["-o", "-", "--format", "svg"]
    }
  }

  /// An option of the table of all, and a value that it mostly can have.
  mutating func declaredOption() -> (name: String, value: String) {
    let option = choices.one(of: ComputationOption.all)
    let value =
      switch option.form {
      case .tensor: tensor()
      case .choice(let words): choices.once(in: 8) ? "x" : choices.one(of: words)
      case .setting(let types): value(of: choices.one(of: types))
      case .lengths: choices.one(of: ["3x3", "28x28", "4", "0", "1x5x5", "8x8x", "65536x65536"])
      case .text where option.name == "network":
        choices.one(of: ["primer", "tiny", "digits", "lenet", "residual", "-", "tini"])
      case .text: choices.one(of: ["conv1", "fc", "digits", "nowhere.npz", ""])
      default: choices.one(of: ["1", "0", "2", "7", "-1", "0.5", "1e9"])
      }
    return (option.name, value)
  }
}
