/// A table of phrases: a row a phrase, a column a language, separated by tabs.
///
/// The first row has the languages' BCP 47 tags, the second their names; English comes first. An
/// empty cell leaves the phrase in English.
struct PhraseTable {
  /// The rows, each with as many cells as the first.
  private let rows: [[String]]

  /// The table that a text holds; a short row is filled up with empty cells.
  init(_ text: String) {
    let rows = text.split(separator: "\n").map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let width = rows.first?.count ?? 0
    self.rows = rows.map { row in
      row.prefix(width) + Array(repeating: "", count: max(0, width - row.count))
    }
  }

  /// The languages of the columns behind English, each with the phrases of this table.
  var languages: [Language] {
    guard rows.count > 1 else { return [] }
    return rows[0].indices.dropFirst().map { column in
      let phrases = rows.dropFirst(2).filter { !$0[0].isEmpty && !$0[column].isEmpty }
      return Language(
        code: rows[0][column], name: rows[1][column],
        phrases: Dictionary(phrases.map { ($0[0], $0[column]) }) { first, _ in first })
    }
  }

  /// The English phrases.
  var keys: [String] { rows.dropFirst(2).map { $0[0] } }

  /// The tables of the program.
  static let all: [PhraseTable] =
    [
      PackageResources.shared_tsv, PackageResources.convolution_tsv, PackageResources.gradients_tsv,
      PackageResources.layers_tsv, PackageResources.networks_tsv,
      PackageResources.pooling_tsv, PackageResources.fully_connected_tsv,
      PackageResources.steps_tsv, PackageResources.slides_tsv, PackageResources.browser_tsv,
    ].map { PhraseTable(String(decoding: $0, as: UTF8.self)) } + [named.phrases]

  /// What the tensors and functions of steps are called, by their names: a table whose first column
  /// has the name, and whose others are those of a table of phrases.
  static let names: [String: Phrase] = Dictionary(
    zip(named.names, named.phrases.keys).map { ($0, Phrase(stringLiteral: $1)) }
  ) { first, _ in first }

  private static let named: (names: [String], phrases: PhraseTable) = {
    let text = String(decoding: PackageResources.tensors_tsv, as: UTF8.self)
    let rows = text.split(separator: "\n").map { row in
      row.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    }
    let phrases = rows.map { $0.last ?? "" }.joined(separator: "\n")
    return (rows.dropFirst(2).map { $0[0] }, PhraseTable(phrases))
  }()
}
