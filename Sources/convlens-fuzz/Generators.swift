import Figures

/// Command lines and lessons that are mostly right, with what people get wrong in between.
///
/// A command line of random letters is refused by the first parser; one that is nearly right goes
/// through to the layers and the figures, where the crashes were.
struct Generator {
  var choices: Choices

  init(_ bytes: [UInt8]) { choices = Choices(bytes) }

  /// A command line that writes nothing but standard output.
  mutating func commandLine() -> [String] {
    switch choices.number(below: 8) {
    case 0, 1, 2:
      ["figure", figure()] + computation() + style()
        + (choices.once(in: 2) ? ["--step", step()] : [])
        + ["-o", "-", "--format", choices.one(of: ["svg", "png", "pdf"])]
    case 3, 4: ["trace"] + computation() + selection()
    case 5: ["trace", "--summary"] + computation() + selection()
    case 6:
      ["figure", figure(), "--trace", "-", "-o", "-", "--format", "svg"] + style()
    default:
      [choices.one(of: ["figures", "samples", "lesson", "primer", "step", "slides", "--help", ""])]
        + (0..<choices.number(below: 4)).map { _ in choices.text(atMost: 12) } + ["--help"]
    }
  }

  /// The text of a lesson.
  mutating func lesson() -> String {
    var text = "title: \(scalar())\n"
    for _ in 0..<choices.number(below: 4) { text += "\(setting())\n" }
    text += "slides:\n"
    for _ in 0...choices.number(below: 3) {
      text += slide(indent: "  ").enumerated().map { ($0 == 0 ? "- " : "  ") + $1 + "\n" }.joined()
    }
    return text
  }

  private mutating func slide(indent: String) -> [String] {
    (0...choices.number(below: 4)).map { _ in
      switch choices.number(below: 12) {
      case 0, 1, 2, 3: return "figure: \(figureMapping())"
      case 4: return "text: \(scalar())"
      case 5: return "step: \(step())"
      case 6:
        return "steps: \(choices.one(of: ["all", "0-3", "last", "0", "last-1", "2-9", "1,1"]))"
      case 7: return "quiz: \(choices.one(of: ["'[?]'", "'2 + 2 = [4]'", scalar()]))"
      case 8:
        return "blank: [\(choices.one(of: ["result", "products", "input", "nothing", "[0]"]))]"
      case 9: return "columns: [{text: \(scalar())}, {figure: \(figureMapping())}]"
      case 10: return "table: {header: [a, b], rows: [[\(scalar()), \(tensor())]]}"
      default: return choices.once(in: 2) ? setting() : "notes: \(scalar())"
      }
    }
  }

  private mutating func figureMapping() -> String {
    guard choices.once(in: 2) else { return figure() }
    let options = computation()
    var entries = ["name: \(figure())"]
    for place in stride(from: 0, to: options.count - 1, by: 2) {
      entries.append("\(options[place].dropFirst(2)): '\(options[place + 1])'")
    }
    return "{\(entries.joined(separator: ", "))}"
  }

  private mutating func setting() -> String {
    let (name, value) = option()
    return choices.one(of: [
      "\(name): '\(value)'", "theme: \(choices.one(of: ["light", "dark", "print", "x"]))",
      "page: '\(choices.one(of: ["16:9", "4:3", "tight"]))'",
      "labels: \(choices.one(of: ["numbers", "symbols", "both"]))",
      "language: \(choices.one(of: ["en", "de", "fr", "es", "xx"]))",
      "notation: {indices: \(choices.number(below: 3))}", "author: \(scalar())",
    ])
  }

  private mutating func scalar() -> String {
    choices.one(of: [
      "a", "'$w_0 + \\frac{1}{2}$'", "'**bold** and *it*'", "'`code` [x](https://a.org/>)'",
      "'$\\sigma'", "'é ∂C/∂w 日本'", "'\(String(repeating: "word ", count: 60))'", "[a]", "1e3",
      "\"\\u0600<b>\"", "|\n    - one\n    - two", choices.text(atMost: 20),
    ])
  }

  private mutating func figure() -> String {
    choices.one(of: Catalogue.figures.map(\.name) + ["stepp"])
  }

  private mutating func step() -> String {
    choices.one(of: ["0", "1", "3", "6", "15", "99", "-1", "last", "9223372036854775807"])
  }

  /// Options of a layer, each with its value.
  private mutating func computation() -> [String] {
    (0..<choices.number(below: 7)).flatMap { _ in
      let (name, value) = option()
      return ["--\(name)", value]
    }
  }

  private mutating func option() -> (name: String, value: String) {
    if choices.once(in: 4) { return declaredOption() }
    let name = choices.one(of: [
      "input", "filter", "stride", "padding", "dilation", "bias", "activation", "upstream", "layer",
      "window", "groups", "operation", "target", "cost",
    ])
    let value =
      switch name {
      case "stride", "dilation", "window":
        choices.one(of: ["1", "2", "3", "2,1", "1x3", "9", "0", "4611686018427387904", "a"])
      case "padding":
        choices.one(of: ["valid", "same", "full", "1", "0,2", "1,2,3,4", "40", "-1", "same "])
      case "activation":
        choices.one(of: ["sigmoid", "relu", "tanh", "identity", "softplus", "leaky-relu", "x"])
      case "layer":
        choices.one(of: ["convolution", "max-pooling", "average-pooling", "fully-connected"])
      case "groups": choices.one(of: ["1", "2", "3", "0", "9223372036854775807"])
      case "operation": choices.one(of: ["convolution", "cross-correlation"])
      case "cost": choices.one(of: ["quadratic", "cross-entropy", "binary-cross-entropy"])
      case "upstream": choices.one(of: ["ones", "random:@1", "random", tensor()])
      default: tensor()
      }
    return (name, value)
  }

  /// A tensor: a name, or numbers.
  mutating func tensor() -> String {
    switch choices.number(below: 12) {
    case 0: return "digit:\(choices.number(below: 11))"
    case 1: return choices.one(of: ["letter:Z", "letter:U", "sobel-x", "sharpen", "identity:3"])
    case 2, 3, 4:
      let rank = 1 + choices.number(below: 4)
      let lengths = (0..<rank).map { _ in String(choices.one(of: [1, 2, 3, 5, 8, 12, 0, 28])) }
      let kind = choices.one(of: ["random", "ramp", "ones", "zeros"])
      return "\(kind):\(lengths.joined(separator: "x"))" + (kind == "random" ? "@3" : "")
    case 5: return "-"
    case 6: return choices.text(atMost: 24)
    default:
      let (rows, columns) = (1 + choices.number(below: 5), 1 + choices.number(below: 5))
      return (0..<rows).map { _ in
        (0..<columns).map { _ in number() }.joined(separator: " ")
      }.joined(separator: choices.once(in: 6) ? " | " : "; ")
    }
  }

  private mutating func number() -> String {
    choices.one(of: [
      "1", "0", "-2", "0.1", "0.5", "-0.25", "3", "1e308", "-1e308", "1e-320", "1e300", "nan",
      "1/3",
      "123456.789", "-0", "9007199254740993",
    ])
  }

  private mutating func style() -> [String] {
    let options = [
      ["--labels", "symbols"], ["--labels", "both"], ["--theme", "dark"], ["--theme", "print"],
      ["--page", "4:3"], ["--page", "tight"], ["--shade", "light"], ["--shade", "cividis"],
    ]
    return (0..<choices.number(below: 3)).flatMap { _ in choices.one(of: options) }
  }

  private mutating func selection() -> [String] {
    let options = [
      ["--steps", "last-3"], ["--steps", "0-2,last"], ["--steps", "all"], ["--steps", "3-0"],
      ["--map", "0"], ["--map", "1-last"], ["--every", "2"], ["--every", "0"], ["--explain"],
      ["--fields", "z,a"], ["--pass", "forward"], ["--pass", "bias-gradient,forward"],
      ["--format", "jsonl"], ["--compress"],
    ]
    return (0..<choices.number(below: 3)).flatMap { _ in choices.one(of: options) }
  }
}
