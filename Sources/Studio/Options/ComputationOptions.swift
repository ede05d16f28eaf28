import ArrayFiles
import Wording
import Neural

/// What is said of a computation, by option; what it says nothing of comes from an example.
public struct ComputationOptions: Sendable, Equatable {
  /// The value of an option, as it was said.
  public enum Value: Sendable, Equatable {
    /// Text, as on the command line.
    case text(String)
    /// Whole numbers, such as the `[2, 1]` of a lesson.
    case numbers([Int])
    /// A tensor, such as the nested lists of a lesson.
    case tensor(Tensor)
    /// What goes into a layer or a network that takes several inputs.
    indirect case inputs([Input])
  }

  /// One of several inputs.
  public struct Input: Sendable, Equatable {
    /// The name of the input; nil where they are given in order.
    public var name: String?
    /// What goes in.
    public var value: Value

    /// An input.
    public init(_ value: Value, name: String? = nil) { (self.value, self.name) = (value, name) }
  }

  /// The values by the options' names, without dashes.
  public var values: [String: Value]

  /// Options.
  public init(_ values: [String: Value] = [:]) { self.values = values }

  /// What goes in, one or several.
  var inputs: [Input] {
    switch values["input"] {
    case nil: []
    case .inputs(let inputs): inputs
    case let value?: [Input(value)]
    }
  }

  /// The text of an option; nil where it is not given as text.
  public func text(_ name: String) -> String? {
    if case .text(let text) = values[name] { text } else { nil }
  }

  /// Refuses what contradicts itself, without reading anything.
  ///
  /// - Throws: ``RequestError`` of the kind `usage`.
  public func check() throws(RequestError) {
    if values["upstream"] != nil, values["target"] != nil {
      throw RequestError(
        .usage, subject: "target",
        "--upstream and --target both give ∂C/∂a; leave one of them out")
    }
    if values["cost"] != nil, values["target"] == nil {
      throw RequestError(
        .usage, subject: "cost", "--cost needs --target, which it compares the output with")
    }
    if values["parameters"] != nil, values["network"] == nil {
      throw RequestError(
        .usage, subject: "parameters", "--parameters needs --network, which it is for")
    }
    if values["network"] != nil {
      for option in ComputationOption.all(in: .layer) where option.name != "input" {
        // Whether all maps are shown is no matter of the layer.
        let isOfFigure = option.name == "maps" && values["maps"] == .text("all")
        guard values[option.name] != nil, !isOfFigure else { continue }
        throw RequestError.layerOption(option.name)
      }
    }
    for name in values.keys.sorted() { try check(name) }
  }

  /// Refuses a value that its option cannot have, whatever the layer.
  private func check(_ name: String) throws(RequestError) {
    guard let option = ComputationOption.named(name) else {
      throw RequestError(.usage, subject: name, "there is no option --\(name)")
    }
    switch option.form {
    case .tensor, .text: break
    case .choice(let words): _ = try choice(name, of: words)
    case .whole(let least): _ = try whole(name, atLeast: least)
    case .positive: _ = try positive(name)
    case .lengths: _ = try lengths(name)
    case .setting where name == "maps" && values[name] == .text("all"):
      // Whether all maps can be shown is for the command to say.
      break
    case .setting(let types):
      // One type that takes it is enough: which one it is, the kind of layer tells.
      for type in types {
        if (try? value(of: name, as: type)) != nil { return }
      }
      _ = try value(of: name, as: types[0])
    }
  }
}

// MARK: - Values

extension ComputationOptions {
  /// The value of a setting.
  func value(of name: String, as type: SettingType) throws(RequestError) -> SettingValue? {
    do {
      switch values[name] {
      case nil: return nil
      case .text(let text): return try type.value(from: text)
      case .numbers(let numbers): return try type.value(from: numbers)
      case .tensor(let tensor):
        throw RequestError(
          .usage, subject: name,
          "--\(name) is \(Tensor.describe(tensor.shape)) numbers: \(type.remedy)")
      case .inputs: throw RequestError(.usage, subject: name, "--\(name): \(type.remedy)")
      }
    } catch let error as RequestError {
      throw error
    } catch let error as SettingError {
      let near = Spelling.nearest(to: error.text, among: type.words)
      let guess = near.count == 1 ? "did you mean '\(near[0])'? " : ""
      throw RequestError(
        .usage, subject: name, "--\(name) '\(error.text)': \(guess)\(error.remedy)")
    } catch { throw RequestError(.usage, subject: name, "\(error)") }
  }

  /// The value of an option that is one of some words.
  func choice(_ name: String, of words: [String]) throws(RequestError) -> String? {
    guard let value = values[name] else { return nil }
    let given: String? =
      switch value {
      case .text(let text): text
      case .numbers(let numbers): numbers.count == 1 ? "\(numbers[0])" : nil
      case .tensor, .inputs: nil
      }
    if let given, words.contains(given) { return given }
    let near = Spelling.nearest(to: given ?? "", among: words)
    throw RequestError(
      .usage, subject: name,
      "--\(name) cannot be '\(given ?? "a list")'; "
        + (near.count == 1 ? "did you mean '\(near[0])'? " : "")
        + "it is one of \(words.joined(separator: ", "))")
  }

  /// The value of an option that is a whole number.
  func whole(_ name: String, atLeast least: Int) throws(RequestError) -> Int? {
    guard case .whole(let number)? = try value(of: name, as: .whole(atLeast: least)) else {
      return nil
    }
    return number
  }

  /// The value of an option that is a number above 0.
  func positive(_ name: String) throws(RequestError) -> Double? {
    guard case .number(let number)? = try value(of: name, as: .number(0...(.infinity))) else {
      return nil
    }
    guard number > 0, number.isFinite else {
      throw RequestError(.usage, subject: name, "--\(name) '\(number)': give a number above 0")
    }
    return number
  }

  /// The value of an option that is a shape.
  func lengths(_ name: String) throws(RequestError) -> [Int]? {
    let lengths: [Int]
    switch values[name] {
    case nil: return nil
    case .numbers(let numbers): lengths = numbers
    case .tensor, .inputs: lengths = []
    case .text(let text):
      let parts = text.split(omittingEmptySubsequences: false) { ",x×X".contains($0) }
      let numbers = parts.compactMap { Int($0.drop { $0 == " " }) }
      lengths = numbers.count == parts.count ? numbers : []
    }
    guard !lengths.isEmpty, lengths.allSatisfy({ $0 > 0 }) else {
      throw RequestError(
        .usage, subject: name, "--\(name): give a shape such as 28x28 or 3x32x32")
    }
    return lengths
  }

  /// What is done with the input between the file and the layer.
  ///
  /// - Throws: ``RequestError`` where a value cannot be.
  public func reading() throws(RequestError) -> ReadingOptions {
    var size: Extent?
    if let lengths = try lengths("resize") {
      guard lengths.count <= 2 else {
        throw RequestError(
          .usage, subject: "resize", "--resize: give one number, or rows and columns such as 32x48")
      }
      size = Extent(rows: lengths[0], columns: lengths[lengths.count - 1])
    }
    return ReadingOptions(
      skippedColumns: try whole("skip-columns", atLeast: 0) ?? 0, shape: try lengths("reshape"),
      size: size, hasChannelsLast: try layout().input == .channelsLast)
  }

  /// Where channels stand.
  ///
  /// - Throws: ``RequestError`` where there is no such layout.
  public func layout() throws(RequestError) -> OperandLayout {
    let layouts = ComputationOption.layouts
    let name = try choice("layout", of: layouts.map(\.name))
    return layouts.first { $0.name == name }?.layout ?? OperandLayout()
  }
}
