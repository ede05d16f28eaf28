import Neural

/// A tensor that was read, and what its user should know about the reading.
public struct TensorReading: Sendable, Equatable {
  /// The tensor.
  public let tensor: Tensor
  /// What was done that the source does not say for itself, a sentence each, such as a header row
  /// that was left out; meant for standard error.
  public let notes: [String]
  /// Whether it is a picture: [rows, columns] or [channels, rows, columns] in 0 … 1.
  public let isPicture: Bool

  /// A reading from its parts.
  public init(tensor: Tensor, notes: [String] = [], isPicture: Bool = false) {
    self.tensor = tensor
    self.notes = notes
    self.isPicture = isPicture
  }
}

/// What a reader makes of its bytes, before it is known whose bytes they are.
struct Reading {
  var tensor: Tensor
  var remarks: [Remark] = []
  var isPicture = false
}

/// Something that a reader did which its user may not expect.
struct Remark: Equatable {
  var location: [Place] = []
  /// The sentence, beginning in small letters.
  var text: String

  /// The remark, told to the user.
  func note(role: String, source: String) -> String {
    DataError.origin(role: role, source: source, location: location) + ": " + text
  }
}
