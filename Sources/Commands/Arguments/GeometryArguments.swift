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
    guard let lengths = integers(argument, separators: ",x×"), lengths.count <= 2,
      let rows = lengths.first, let columns = lengths.last
    else { throw ValidationError("give one number, or rows and columns such as 2,1") }
    guard rows > 0, columns > 0 else { throw ValidationError("it must be 1 or more") }
    return Extent(rows: rows, columns: columns)
  }
}

extension PaddingRule {
  /// The padding that an argument names: `valid`, `same`, `full`, or 1, 2 or 4 numbers.
  ///
  /// One number is for all sides, two are for rows and columns, four for top, left, bottom, right.
  /// - Throws: `ValidationError` where it names none, or one below 0.
  static func parse(_ argument: String) throws -> PaddingRule {
    switch argument {
    case "valid": return .valid
    case "same": return .same
    case "full": return .full
    default: break
    }
    guard let sides = integers(argument), [1, 2, 4].contains(sides.count) else {
      throw ValidationError(
        "give valid, same, full, one number, two (rows,columns) or four (top,left,bottom,right)")
    }
    guard sides.allSatisfy({ $0 >= 0 }) else { throw ValidationError("it must be 0 or more") }
    let padding =
      switch sides.count {
      case 1: Padding(sides[0])
      case 2: Padding(top: sides[0], bottom: sides[0], left: sides[1], right: sides[1])
      default: Padding(top: sides[0], bottom: sides[2], left: sides[1], right: sides[3])
      }
    return .explicit(padding)
  }
}

/// The integers of a list such as `2,1`, or nil where one of them is none.
private func integers(_ list: String, separators: String = ",") -> [Int]? {
  var integers: [Int] = []
  for part in list.split(omittingEmptySubsequences: false, whereSeparator: separators.contains) {
    guard let integer = Int(part.trimmingPrefix { $0 == " " }) else { return nil }
    integers.append(integer)
  }
  return integers
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
