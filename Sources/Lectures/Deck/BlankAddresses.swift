import Drawing

/// What a blank means in a figure whose numbers know what they stand for: values, by their
/// addresses.
struct BlankAddresses {
  /// The addresses; nil where the figure's numbers do not know theirs.
  let addresses: Set<Source.Address>?

  init(_ blank: Blank, in items: [Item]) {
    let printed = items.flatMap(\.flattened).compactMap { item -> Source.Address? in
      guard case .text(let run) = item, let source = run.source, source.printed != nil else {
        return nil
      }
      return source.address
    }
    guard !printed.isEmpty else {
      addresses = nil
      return
    }
    let word = blank.kind.lowercased()
    if blank.name.isEmpty, let known = BlankName.all.first(where: { $0.words.contains(word) }) {
      addresses = Set(printed.filter { known.tensors.contains($0.tensor) })
      return
    }
    // A group by its kind and name: the value that it stands for, or all that are printed in it.
    let pattern = BlankName.Pattern(kind: blank.kind, word: blank.name)
    addresses = Set(items.flatMap { BlankAddresses.addresses(in: $0, of: pattern) })
      .intersection(printed)
  }

  private static func addresses(in item: Item, of pattern: BlankName.Pattern) -> [Source.Address] {
    guard case .group(let tag, let items) = item else { return [] }
    guard pattern.matches(tag) else { return items.flatMap { addresses(in: $0, of: pattern) } }
    return tag.source.map { [$0.address] } ?? items.flatMap(\.sources).map(\.address)
  }

  /// The numbers that are printed of addresses.
  static func numbers(of addresses: Set<Source.Address>, in items: [Item]) -> [String] {
    items.flatMap(\.flattened).compactMap { item in
      guard case .text(let run) = item, let source = run.source, source.printed != nil,
        addresses.contains(source.address)
      else { return nil }
      return run.string
    }
  }
}
