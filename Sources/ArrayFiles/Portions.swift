/// Bytes of an unknown number that come portion by portion.
///
/// An array that grows is at times in memory twice; portions that go as they are joined are not.
public struct Portions {
  private var portions: [[UInt8]] = []
  /// How many bytes there are.
  public private(set) var count = 0

  /// None yet.
  public init() {}

  /// Adds a portion at the end.
  public mutating func append(_ portion: [UInt8]) {
    portions.append(portion)
    count += portion.count
  }

  /// Whether there is none yet.
  public var isEmpty: Bool { portions.isEmpty }

  /// All of them in one array; nothing is left.
  public mutating func joined() -> [UInt8] {
    var rest = portions
    portions = []
    defer { count = 0 }
    if rest.count == 1 { return rest[0] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    rest.reverse()
    while let portion = rest.popLast() { bytes += portion }
    return bytes
  }
}
