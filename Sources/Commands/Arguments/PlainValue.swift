import ArgumentParser

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
