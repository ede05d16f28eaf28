import ArgumentParser
import Neural
import Traces

extension Account.Name {
  /// The name on the command line: `bias-gradient`.
  var argument: String { rawValue.replacing("_", with: "-") }

  /// The passes that a list such as `forward,bias-gradient` names; whether there are such passes,
  /// the computation tells.
  ///
  /// - Throws: `ValidationError` where one has no name.
  static func parse(_ list: String) throws -> Set<Account.Name> {
    let names = list.split(separator: ",", omittingEmptySubsequences: false)
    guard names.allSatisfy({ !$0.isEmpty }) else {
      throw ValidationError("give names of passes, apart by commas, such as forward,bias-gradient")
    }
    return Set(names.map { Account.Name(rawValue: String($0).replacing("-", with: "_")) })
  }
}

extension TraceSelection.Field {
  /// The fields that a list such as `position,z,a` names.
  ///
  /// - Throws: `ValidationError` where one of them is none.
  static func parse(_ list: String) throws -> Set<TraceSelection.Field> {
    try TraceSelection.parse(list) { name in
      TraceSelection.Field(rawValue: name.replacing("-", with: "_"))
    } known: {
      allCases.map(\.rawValue)
    }
  }
}

extension TraceSelection {
  fileprivate static func parse<Value: Hashable>(
    _ list: String, value: (String) -> Value?, known: () -> [String]
  ) throws -> Set<Value> {
    var values: Set<Value> = []
    for name in list.split(separator: ",", omittingEmptySubsequences: false) {
      guard let value = value(String(name)) else {
        throw ValidationError("'\(name)' is none of \(known().joined(separator: ", "))")
      }
      values.insert(value)
    }
    return values
  }
}
