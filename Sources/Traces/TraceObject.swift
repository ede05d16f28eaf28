/// The keys that an object of a trace may have, in the order in which they are written.
struct TraceKeys<Key: RawRepresentable & CaseIterable & Sendable>: Sendable
where Key.RawValue == String {
  fileprivate let keys = Array(Key.allCases)
  fileprivate let names = Key.allCases.map { Array($0.rawValue.utf8) }

  init(_: Key.Type) {}
}

/// The reading of one object: which of its known keys have been met.
///
/// Keys that are not known are passed over, so that a later version of the format may add some.
struct TraceObject<Key: RawRepresentable & CaseIterable & Sendable> where Key.RawValue == String {
  private let table: TraceKeys<Key>
  private var met: UInt32 = 0
  /// The key that will come next if they come in order.
  private var next = 0

  /// Enters an object.
  init(_ table: TraceKeys<Key>, in input: inout JSONInput) throws(TraceError) {
    self.table = table
    try input.openObject()
  }

  /// The next known key, whose value then is to be read; nil at the object's end.
  mutating func nextKey(_ input: inout JSONInput) throws(TraceError) -> Key? {
    while let key = try input.nextKey(among: table.names, from: next) {
      guard let place = key.place else {
        try input.skipValue()
        continue
      }
      guard met & 1 << place == 0 else {
        throw input.error(
          .misplaced(key: table.keys[place].rawValue, reason: "stands twice in one object"))
      }
      met |= 1 << place
      next = place + 1
      return table.keys[place]
    }
    return nil
  }

  /// Refuses an object that lacks one of the keys.
  func require(
    _ keys: some Sequence<Key>, of place: @autoclosure () -> String, _ input: borrowing JSONInput
  ) throws(TraceError) {
    for key in keys {
      let bit = table.keys.firstIndex { $0.rawValue == key.rawValue } ?? 0
      guard met & 1 << bit != 0 else {
        throw input.error(.missing(key: key.rawValue, in: place()))
      }
    }
  }

  /// Refuses an object that lacks any key.
  func requireAll(
    of place: @autoclosure () -> String, _ input: borrowing JSONInput
  ) throws(TraceError) {
    guard met != (1 << table.names.count) - 1 else { return }
    try require(table.keys, of: place(), input)
  }
}
