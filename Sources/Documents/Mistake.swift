/// A place in a document.
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

extension Place: Comparable {
  /// Whether one place comes before the other.
  public static func < (left: Place, right: Place) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// What a document says, and where it says it.
public struct Located<Value: Sendable & Equatable>: Sendable, Equatable {
  /// What it says.
  public var value: Value
  /// Where.
  public var place: Place
  /// Where its parts stand, of a value that has several; else empty.
  public var parts: [Place]

  /// A value at a place.
  public init(_ value: Value, at place: Place, parts: [Place] = []) {
    (self.value, self.place, self.parts) = (value, place, parts)
  }
}

/// What is wrong with a document, where, and what would be right.
public struct Mistake: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, and what would be right, in one line.
  public var message: String
  /// Where it is.
  public var place: Place
  /// What else is wrong with the document, in the order of the places; those have no others.
  public var others: [Mistake] = []

  /// A mistake at a place.
  public init(_ message: String, at place: Place) {
    self.message = message
    self.place = place
  }

  /// This and the others.
  public var all: [Mistake] {
    var first = self
    first.others = []
    return [first] + others
  }

  /// The place and what is wrong: `line 7, column 3: …`.
  public var description: String { "line \(place.line), column \(place.column): \(message)" }

  /// The longest message of ``onOneLine``, in characters.
  static let longestLine = 400

  /// The mistake with a message of one line of bearable length, whatever the document's own texts
  /// in it hold: controls and line breaks are spelled out, and a long end is cut off.
  public var onOneLine: Mistake {
    var line = ""
    for scalar in message.unicodeScalars.prefix(Mistake.longestLine) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        line += scalar.escaped(asASCII: true)
      default: line.unicodeScalars.append(scalar)
      }
    }
    if message.unicodeScalars.count > Mistake.longestLine { line += "…" }
    var mistake = Mistake(line, at: place)
    mistake.others = others.map(\.onOneLine)
    return mistake
  }
}

/// The mistakes of a document that were found so far, so that all can be told at once.
public struct Mistakes: Sendable {
  private var found: [Mistake] = []

  /// No mistakes.
  public init() {}

  /// Does something; where it fails, its mistakes are kept and nil is given.
  public mutating func collecting<Value>(_ work: () throws(Mistake) -> Value) -> Value? {
    do {
      return try work()
    } catch {
      found += error.all
      return nil
    }
  }

  /// Keeps a mistake.
  public mutating func add(_ mistake: Mistake) { found += mistake.all }

  /// Refuses what has mistakes: all of them, each once, in the order of their places.
  ///
  /// - Throws: ``Mistake`` with the others.
  public func check() throws(Mistake) {
    var sorted: [Mistake] = []
    for mistake in found.enumerated().sorted(by: {
      ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
    })
    .map(\.element) where !sorted.contains(mistake) {
      sorted.append(mistake)
    }
    guard var first = sorted.first else { return }
    first.others = Array(sorted.dropFirst())
    throw first
  }
}
