/// What a text, a symbol or a mark of a scene stands for, in plain names and numbers.
///
/// The one who draws knows which value of a computation a text shows; a source keeps that
/// knowledge, so that tests can hold the text to the value, and so that a worksheet can leave out a
/// value by its address instead of reading strings.
public struct Source: Sendable, Hashable {
  /// Where a value is: a place in a tensor of a stage.
  public struct Address: Sendable, Hashable {
    /// The stage that the tensor belongs to: `conv1`; empty where there is only one.
    public var stage: String
    /// The tensor: `input`, `weights`, `z`.
    public var tensor: String
    /// The place in the tensor, from 0; empty for the tensor as a whole or for a scalar.
    public var index: [Int]

    /// An address.
    public init(stage: String = "", tensor: String, index: [Int] = []) {
      self.stage = stage
      self.tensor = tensor
      self.index = index
    }
  }

  /// How the value is shown.
  public enum Form: Sendable, Hashable {
    /// As a number with so many digits after the point.
    case decimals(Int)
    /// As a number in powers of ten with at most so many digits.
    case powers(Int)
    /// As the least number of so many digits after the point that is above it: `< 0.01`.
    case below(Int)
    /// As its symbol.
    case symbol
    /// By a colour or a mark, without being written out.
    case mark
  }

  /// Where the value is.
  public var address: Address
  /// The exact value; nil where only its name is meant.
  public var value: Double?
  /// How it is shown.
  public var form: Form
  /// Whether a printed number is the value, and not its rounding.
  public var isExact: Bool

  /// A source.
  public init(_ address: Address, value: Double? = nil, form: Form, isExact: Bool = true) {
    self.address = address
    self.value = value
    self.form = form
    self.isExact = isExact
  }

  /// The number as its form prints it; nil for a symbol, a mark, or where there is no value.
  ///
  /// 0 is printed without decimals, so that it can be told from what is only near it.
  public var printed: String? {
    guard let value else { return nil }
    switch form {
    case .decimals(let count):
      return value == 0 ? "0" : NumberFormat.fixed(value, decimals: count)
    case .powers(let count): return NumberFormat.scientific(value, significant: count)
    case .below(let count):
      let least = "0." + String(repeating: "0", count: max(0, count - 1)) + "1"
      return "< " + (count < 1 ? "1" : least)
    case .symbol, .mark: return nil
    }
  }
}

extension Source.Address: Comparable, CustomStringConvertible {
  /// The order of addresses: by stage, tensor and index.
  public static func < (left: Source.Address, right: Source.Address) -> Bool {
    if left.stage != right.stage { return left.stage < right.stage }
    if left.tensor != right.tensor { return left.tensor < right.tensor }
    return left.index.lexicographicallyPrecedes(right.index)
  }

  /// The address in one word: `conv1.weights[0, 1]`.
  public var description: String {
    let name = stage.isEmpty ? tensor : "\(stage).\(tensor)"
    return index.isEmpty ? name : name + "[\(index.map(String.init).joined(separator: ", "))]"
  }
}
