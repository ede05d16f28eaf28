/// A number on the page and the value that it shows.
public struct PrintedNumber: Sendable, Hashable {
  /// The text.
  public let run: TextRun
  /// What it shows.
  public let source: Source
}

/// A symbol on the page and what it stands for.
public struct PrintedSymbol: Sendable, Hashable {
  /// The symbol as plain text: `a_0,1^L−1`.
  public let text: String
  /// What it stands for.
  public let address: Source.Address
}

extension Scene {
  /// What the texts and marks of the scene stand for, in drawing order.
  public var sources: [Source] { items.flatMap(\.sources) }

  /// The printed numbers that have a source, in drawing order.
  public var numbers: [PrintedNumber] {
    texts.compactMap { run in
      guard let source = run.source, source.printed != nil else { return nil }
      return PrintedNumber(run: run, source: source)
    }
  }

  /// The symbols that have an address, in drawing order.
  public var symbols: [PrintedSymbol] { items.flatMap(\.symbols) }
}

extension Item {
  /// What the item, or what is in the group, stands for; the runs of one symbol count once.
  public var sources: [Source] {
    switch self {
    case .text(let run): return run.source.map { [$0] } ?? []
    case .group(let tag, let items):
      if let source = tag.source, source.form == .symbol { return [source] }
      return (tag.source.map { [$0] } ?? []) + items.flatMap(\.sources)
    case .rectangle, .circle, .path, .image: return []
    }
  }

  fileprivate var symbols: [PrintedSymbol] {
    guard case .group(let tag, let items) = self else { return [] }
    if let source = tag.source, source.form == .symbol {
      return [PrintedSymbol(text: tag.name, address: source.address)]
    }
    return items.flatMap(\.symbols)
  }
}
