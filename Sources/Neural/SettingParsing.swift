/// A text that is no value of a setting: what would be one.
public struct SettingError: Error, Equatable, CustomStringConvertible {
  /// The setting, where it is known.
  public var setting: String?
  /// What was given.
  public let text: String
  /// What would be right, as an order: `give one number, or rows and columns such as 2,1`.
  public let remedy: String

  /// An error.
  public init(setting: String? = nil, text: String, remedy: String) {
    (self.setting, self.text, self.remedy) = (setting, text, remedy)
  }

  /// The error as a sentence.
  public var description: String {
    let subject = setting.map { "\($0) '\(text)'" } ?? "'\(text)'"
    return "\(subject): \(remedy)"
  }
}

extension SettingDeclaration {
  /// The value that a text names.
  ///
  /// - Throws: ``SettingError`` where it names none; the error carries the setting's name.
  public func value(from text: String) throws(SettingError) -> SettingValue {
    do { return try type.value(from: text) } catch {
      throw SettingError(setting: name, text: text, remedy: error.remedy)
    }
  }
}

extension SettingType {
  /// The value that a text names, as the command line, lessons and network files spell it.
  ///
  /// - Throws: ``SettingError`` where it names none.
  public func value(from text: String) throws(SettingError) -> SettingValue {
    switch self {
    case .whole(let minimum):
      guard let number = Int(text), number >= minimum else { throw refusal(of: text) }
      return try SettingType.bounded(number)
    case .wholes(let minimum):
      guard let numbers = text.isEmpty ? [] : integers(in: text, separators: ",x×"),
        numbers.allSatisfy({ $0 >= minimum })
      else { throw refusal(of: text) }
      for number in numbers { _ = try SettingType.bounded(number) }
      return .wholes(numbers)
    case .number(let bounds):
      guard let number = Double(text), number.isFinite, bounds.contains(number) else {
        throw refusal(of: text)
      }
      return .number(number)
    case .flag:
      switch text {
      case "true", "yes", "on": return .flag(true)
      case "false", "no", "off": return .flag(false)
      default: throw refusal(of: text)
      }
    case .extent(let minimum):
      guard let lengths = integers(in: text, separators: ",x×"), (1...2).contains(lengths.count),
        lengths.allSatisfy({ $0 >= minimum })
      else { throw refusal(of: text) }
      for length in lengths { _ = try SettingType.bounded(length) }
      return .extent(Extent(rows: lengths[0], columns: lengths[lengths.count - 1]))
    case .padding:
      guard let rule = PaddingRule(text) else { throw refusal(of: text) }
      return try SettingType.bounded(rule)
    case .choice(let words):
      guard words.contains(text) else { throw refusal(of: text) }
      return .choice(text)
    case .activation:
      do { return .activation(try Activation(parsing: text)) } catch {
        throw SettingError(text: text, remedy: error.remedy)
      }
    }
  }

  /// The value that whole numbers name, as a list of a lesson or a network file gives them: one, rows
  /// and columns, or four sides.
  ///
  /// - Throws: ``SettingError`` where they name none.
  public func value(from numbers: [Int]) throws(SettingError) -> SettingValue {
    // The numbers are those that a text would have, without the detour.
    switch (self, numbers.count) {
    case (.whole(let minimum), 1) where numbers[0] >= minimum:
      return try SettingType.bounded(numbers[0])
    case (.wholes(let minimum), _) where numbers.allSatisfy({ $0 >= minimum }):
      for number in numbers { _ = try SettingType.bounded(number) }
      return .wholes(numbers)
    case (.number(let bounds), 1) where bounds.contains(Double(numbers[0])):
      return .number(Double(numbers[0]))
    case (.extent(let minimum), 1...2) where numbers.allSatisfy({ $0 >= minimum }):
      for number in numbers { _ = try SettingType.bounded(number) }
      return .extent(Extent(rows: numbers[0], columns: numbers[numbers.count - 1]))
    case (.padding, _):
      if let rule = PaddingRule(numbers) { return try SettingType.bounded(rule) }
    default: break
    }
    throw refusal(of: numbers.map(String.init).joined(separator: ","))
  }

  /// A whole number that can be multiplied with any length of a tensor, all of which are below 2²⁸.
  private static func bounded(_ number: Int) throws(SettingError) -> SettingValue {
    let largest = Int(Int32.max)
    guard (-largest...largest).contains(number) else {
      throw SettingError(text: "\(number)", remedy: "give a whole number of at most \(largest)")
    }
    return .whole(number)
  }

  /// A padding of whole numbers that are bounded.
  private static func bounded(_ rule: PaddingRule) throws(SettingError) -> SettingValue {
    if case .explicit(let padding) = rule {
      for side in [padding.top, padding.bottom, padding.left, padding.right] {
        _ = try bounded(side)
      }
    }
    return .padding(rule)
  }

  /// What values there are, as an order: `give a whole number of 1 or more`.
  public var remedy: String {
    switch self {
    case .whole(let minimum): "give a whole number of \(minimum) or more"
    case .wholes(let minimum): "give whole numbers of \(minimum) or more, such as 3,4,4"
    case .number(let bounds) where bounds == .leastNormalMagnitude ... .infinity:
      "give a number above 0"
    case .number(let bounds):
      bounds.upperBound == .infinity
        ? bounds.lowerBound == -.infinity
          ? "give a number" : "give a number of \(bounds.lowerBound) or more"
        : "give a number from \(bounds.lowerBound) to \(bounds.upperBound)"
    case .flag: "give true or false"
    case .extent(let minimum):
      "give one whole number of \(minimum) or more, or rows and columns such as 2,1"
    case .padding:
      "give \(PaddingRule.words.joined(separator: ", ")), one number of 0 or more, two (rows,columns) "
        + "or four (top,left,bottom,right)"
    case .choice(let words): "give \(words.joined(separator: " or "))"
    case .activation: "give \(Activation.declarations.map(\.name).joined(separator: ", "))"
    }
  }

  private func refusal(of text: String) -> SettingError {
    SettingError(text: text, remedy: remedy)
  }
}

extension SettingValue {
  /// The value as ``SettingType/value(from:)`` reads it.
  public var text: String {
    switch self {
    case .whole(let number): "\(number)"
    case .wholes(let numbers): numbers.map(String.init).joined(separator: ",")
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    case .flag(let flag): flag ? "true" : "false"
    case .extent(let extent):
      extent.rows == extent.columns ? "\(extent.rows)" : "\(extent.rows)x\(extent.columns)"
    case .padding(let rule): rule.text
    case .choice(let word): word
    case .activation(let activation): activation.rawValue
    }
  }
}

extension PaddingRule {
  /// The rules that have a word.
  public static var words: [String] { named.map(\.word) }

  private static let named: [(word: String, rule: PaddingRule)] = [
    ("valid", .valid), ("same", .same), ("same-lower", .sameLower), ("full", .full),
  ]

  /// The rule that a text names: a word, one number for all sides, two for rows and columns, or four
  /// for top, left, bottom, right; nil where it names none.
  public init?(_ text: String) {
    if let named = PaddingRule.named.first(where: { $0.word == text }) {
      self = named.rule
      return
    }
    guard let sides = integers(in: text, separators: ",") else { return nil }
    self.init(sides)
  }

  /// The rule that one number for all sides, two for rows and columns, or four for top, left, bottom
  /// and right are; nil where they are others, or below 0.
  public init?(_ sides: [Int]) {
    guard sides.allSatisfy({ $0 >= 0 }) else { return nil }
    switch sides.count {
    case 1: self = .explicit(Padding(sides[0]))
    case 2:
      self = .explicit(
        Padding(top: sides[0], bottom: sides[0], left: sides[1], right: sides[1]))
    case 4:
      self = .explicit(
        Padding(top: sides[0], bottom: sides[2], left: sides[1], right: sides[3]))
    default: return nil
    }
  }

  /// The rule as ``init(_:)`` reads it.
  public var text: String {
    if let named = PaddingRule.named.first(where: { $0.rule == self }) { return named.word }
    guard case .explicit(let sides) = self else { return "" }
    let rows = sides.top == sides.bottom
    let columns = sides.left == sides.right
    if rows, columns {
      return sides.top == sides.left ? "\(sides.top)" : "\(sides.top),\(sides.left)"
    }
    return "\(sides.top),\(sides.left),\(sides.bottom),\(sides.right)"
  }
}

/// The whole numbers of a list such as `2,1`, blanks before each allowed; nil where one is none.
private func integers(in list: String, separators: String) -> [Int]? {
  var integers: [Int] = []
  for part in list.split(omittingEmptySubsequences: false, whereSeparator: separators.contains) {
    guard let integer = Int(part.drop { $0 == " " }) else { return nil }
    integers.append(integer)
  }
  return integers
}
