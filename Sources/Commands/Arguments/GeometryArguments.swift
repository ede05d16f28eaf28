import ArgumentParser
import Neural

extension Activation: ExpressibleByArgument {}
extension Convolution.Operation: ExpressibleByArgument {}

extension Extent {
  /// The extent that an argument names: `2` for both directions, `2,1` or `2x1` for rows and
  /// columns.
  ///
  /// - Throws: `ValidationError` where it names none, or one below 1.
  static func parse(_ argument: String) throws -> Extent {
    do {
      guard case .extent(let extent) = try SettingType.extent(atLeast: 1).value(from: argument)
      else { preconditionFailure("an extent is read as an extent") }
      return extent
    } catch { throw ValidationError(error.remedy) }
  }
}

extension PaddingRule {
  /// The padding that an argument names: a word, or 1, 2 or 4 numbers.
  ///
  /// One number is for all sides, two are for rows and columns, four for top, left, bottom, right.
  /// - Throws: `ValidationError` where it names none, or one below 0.
  static func parse(_ argument: String) throws -> PaddingRule {
    guard let rule = PaddingRule(argument) else {
      throw ValidationError(SettingType.padding.remedy)
    }
    return rule
  }
}

/// The value of an option that may begin with a dash, as `-0.5` does, but is no other option.
func plainValue(_ argument: String) throws -> String {
  guard let next = argument.drop(while: { $0 == "-" }).first else {
    guard argument == "-" else { throw ValidationError("a value is missing") }
    return argument
  }
  guard !argument.hasPrefix("--"), !(argument.hasPrefix("-") && next.isLetter) else {
    throw ValidationError("it looks like the next option; a value is missing")
  }
  return argument
}
