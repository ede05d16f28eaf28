/// A place in a lesson file.
public struct Place: Sendable, Hashable {
  /// The line, counted from 1.
  public var line: Int
  /// The column, counted from 1.
  public var column: Int

  /// A place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// What a lesson says, and where it says it.
public struct Located<Value: Sendable & Equatable>: Sendable, Equatable {
  /// What it says.
  public var value: Value
  /// Where.
  public var place: Place

  /// A value at a place.
  public init(_ value: Value, at place: Place) {
    self.value = value
    self.place = place
  }
}

/// What is wrong with a lesson, where, and what would be right.
public struct LessonError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, and what would be right, in one line.
  public var message: String
  /// Where it is.
  public var place: Place

  /// An error at a place.
  public init(_ message: String, at place: Place) {
    self.message = message
    self.place = place
  }

  /// The place and what is wrong: `line 7, column 3: …`.
  public var description: String { "line \(place.line), column \(place.column): \(message)" }
}
