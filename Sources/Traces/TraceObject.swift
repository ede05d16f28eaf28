/// The keys of an object of a trace, in the order in which they are written.
protocol TraceKey: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// The keys and their names, made once.
  static var table: TraceKeys<Self> { get }
}

/// The keys of an object of a trace, in the order in which they are written, and their names as
/// bytes.
struct TraceKeys<Key: TraceKey>: Sendable {
  /// The keys.
  let keys = Array(Key.allCases)
  /// Their names.
  let names = Key.allCases.map { Array($0.rawValue.utf8) }

  init() {}
}

/// The reading of one object: which of its known keys have been met.
///
/// Keys that are not known are passed over, so that a later version of the format may add some.
struct TraceObject<Key: TraceKey> {
  private let table = Key.table
  private var met: UInt32 = 0
  /// The key that will come next if they come in order.
  private var next = 0

  /// Enters an object.
  init(in input: inout JSONInput) throws(TraceError) { try input.openObject() }

  /// The next known key, whose value then is to be read; nil at the object's end.
  mutating func nextKey(_ input: inout JSONInput) throws(TraceError) -> Key? {
    while let key = try input.nextKey(among: table.names, from: next) {
      guard let place = key.place else {
        try input.skipValue()
        continue
      }
      guard met & 1 << place == 0 else {
        throw twice(table.keys[place].rawValue, input)
      }
      met |= 1 << place
      next = place + 1
      return table.keys[place]
    }
    return nil
  }

  private func twice(_ key: String, _ input: borrowing JSONInput) -> TraceError {
    input.error(.misplaced(key: key, reason: "stands twice in one object"))
  }

  /// Refuses an object that lacks one of the keys.
  func require(
    _ keys: some Sequence<Key>, of place: @autoclosure () -> String, _ input: borrowing JSONInput
  ) throws(TraceError) {
    for key in keys {
      let bit = table.keys.firstIndex(of: key) ?? 0
      guard met & 1 << bit != 0 else {
        throw input.error(.missing(key: key.rawValue, in: place()))
      }
    }
  }

  /// Refuses an object that lacks one of the keys whose bits are given.
  @inline(__always)
  func require(
    bits: UInt32, of place: @autoclosure () -> String, _ input: borrowing JSONInput
  ) throws(TraceError) {
    guard met & bits != bits else { return }
    try require(table.keys.filter { $0.bit & bits != 0 }, of: place(), input)
  }

  /// Refuses an object that lacks any key.
  func requireAll(
    of place: @autoclosure () -> String, _ input: borrowing JSONInput
  ) throws(TraceError) {
    guard met != (1 << table.names.count) - 1 else { return }
    try require(table.keys, of: place(), input)
  }
}
