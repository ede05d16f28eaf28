import Wording
import Yams

/// Reads YAML into a tree in which every part knows its place, aliases and merges resolved.
///
/// Aliases are kept from the parser, which would copy and compare what they stand for: a private
/// character takes the place of every `*`, so that `*name` arrives here as plain text. Then a few
/// lines of aliases of aliases cannot grow beyond the parts that
/// a kind of document may have.
public struct YAMLReader {
  private let kind: DocumentKind
  private let source: YAMLText
  private let star: Unicode.Scalar
  private var anchors: [String: DocumentNode] = [:]

  /// The tree of a text, which is a document of a kind.
  ///
  /// - Throws: ``Mistake`` where it is not YAML, and where it is too much.
  public static func tree(
    of bytes: [UInt8], as kind: DocumentKind
  ) throws(Mistake) -> DocumentNode {
    let source = try YAMLText(bytes, of: kind)
    var reader = YAMLReader(kind: kind, source: source, star: try source.unusedCharacter())
    return try reader.tree()
  }

  private init(kind: DocumentKind, source: YAMLText, star: Unicode.Scalar) {
    self.kind = kind
    self.source = source
    self.star = star
  }

  private mutating func tree() throws(Mistake) -> DocumentNode {
    let yaml = source.text.replacing("*", with: String(star))
    let parser: Parser
    let root: Node?
    do {
      parser = try Parser(yaml: yaml, resolver: .basic, encoding: .utf8)
      root = try parser.singleRoot()
    } catch let error as YamlError {
      throw Mistake(error, in: source, of: kind)
    } catch {
      throw Mistake("this is not YAML: \(error)", at: Place(line: 1, column: 1))
    }
    guard let root else {
      throw Mistake(
        "there is nothing in the file but comments; \(kind.beginning)",
        at: Place(line: 1, column: 1))
    }
    // The nodes hold their anchors weakly; the parser owns them.
    defer { withExtendedLifetime(parser) {} }
    return try node(root)
  }

  /// A node as a part of the tree, known by its anchor from here on.
  private mutating func node(_ node: Node) throws(Mistake) -> DocumentNode {
    let read: DocumentNode
    switch node {
    case .scalar(let scalar):
      read = try text(scalar)
    case .sequence(let sequence):
      var list: [DocumentNode] = []
      for element in sequence { list.append(try self.node(element)) }
      read = DocumentNode(list: list, at: place(of: node.mark))
    case .mapping(let mapping):
      read = try self.mapping(mapping)
    case .alias:
      throw Mistake("an alias to nothing", at: place(of: node.mark))
    }
    guard read.count <= kind.maximumCount else {
      throw Mistake(
        "with its aliases this has more than \(kind.maximumCount) parts; use fewer aliases of aliases",
        at: place(of: node.mark))
    }
    if let anchor = node.anchor { anchors[anchor.rawValue] = read }
    return read
  }

  private func text(_ scalar: Node.Scalar) throws(Mistake) -> DocumentNode {
    let place = place(of: scalar.mark)
    let isPlain = scalar.style == .plain
    if isPlain, scalar.string.unicodeScalars.first == star {
      return try alias(String(scalar.string.unicodeScalars.dropFirst()), at: place)
    }
    // A tag of one's own, which would be lost, is text that was meant to be seen.
    guard !scalar.tag.rawValue.hasPrefix("!") else {
      throw Mistake("text that begins with ! must stand in quotes", at: place)
    }
    let text = scalar.string.replacing(String(star), with: "*")
    return DocumentNode(
      text: text, isPlain: isPlain,
      at: source.start(ofText: text, style: scalar.style, at: place))
  }

  private func alias(_ text: String, at place: Place) throws(Mistake) -> DocumentNode {
    if let node = anchors[text] { return node }
    let isName = text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    guard isName, !text.isEmpty else {
      throw Mistake(
        "text that begins with * must stand in quotes, or behind | on lines of its own", at: place)
    }
    let near = Spelling.nearest(to: text, among: anchors.keys.sorted())
    throw Mistake(
      "the alias *\(text) stands for nothing; "
        + (near.first.map { "did you mean *\($0)?" }
          ?? "&\(text) must come before it, or put the text in quotes"),
      at: place)
  }

  private mutating func mapping(_ mapping: Node.Mapping) throws(Mistake) -> DocumentNode {
    var entries: [DocumentNode.Entry] = []
    var merged: [DocumentNode] = []
    for (keyNode, valueNode) in mapping {
      let key = try node(keyNode)
      let value = try node(valueNode)
      guard case .text(let name, let isPlain) = key.content else {
        throw Mistake("a key must be text, not \(key.kind)", at: key.place)
      }
      if name == "<<", isPlain {
        merged += try YAMLReader.mergedMappings(value)
      } else {
        entries.append(DocumentNode.Entry(key: Located(name, at: key.place), value: value))
      }
    }
    var names: Set<String> = []
    for entry in entries where !names.insert(entry.key.value).inserted {
      throw Mistake(
        "'\(entry.key.value)' stands more than once in this mapping; keep one", at: entry.key.place)
    }
    for case .mapping(let more) in merged.map(\.content) {
      for entry in more where names.insert(entry.key.value).inserted { entries.append(entry) }
    }
    return DocumentNode(mapping: entries, at: place(of: mapping.mark))
  }

  /// The mappings that `<<` takes in: one, or a list of which the first comes first.
  private static func mergedMappings(_ node: DocumentNode) throws(Mistake) -> [DocumentNode] {
    if case .mapping = node.content { return [node] }
    guard case .list(let list) = node.content else {
      throw Mistake("<< takes in a mapping, such as *name, not \(node.kind)", at: node.place)
    }
    for element in list {
      guard case .mapping = element.content else {
        throw Mistake("<< takes in mappings, not \(element.kind)", at: element.place)
      }
    }
    return list
  }

  private func place(of mark: Mark?) -> Place {
    Place(line: mark?.line ?? 1, column: mark?.column ?? 1)
  }
}

extension YAMLText {
  /// Where the first character of a text stands whose quote, block sign or anchor is at a place.
  func start(ofText text: String, style: Node.Scalar.Style, at place: Place) -> Place {
    guard lines.indices.contains(place.line - 1) else { return place }
    switch style {
    case .literal, .folded:
      guard let first = text.split(whereSeparator: \.isNewline).first,
        let line = lines[place.line...].first(where: { $0.contains { $0 != " " } })
      else { return place }
      let indentation = line.prefix { $0 == " " }.count - first.prefix { $0 == " " }.count
      return Place(line: place.line + 1, column: indentation + 1)
    case .any, .plain, .singleQuoted, .doubleQuoted:
      // Further right every value of a long line would have to be counted from the line's start.
      guard place.column <= 1000 else { return place }
      let line = Array(lines[place.line - 1].unicodeScalars.prefix(2000))
      var index = place.column - 1
      // An anchor or a tag stands before the text, but counts as its beginning.
      while index < line.count, line[index] == "&" || line[index] == "!" {
        while index < line.count, line[index] != " " { index += 1 }
        while index < line.count, line[index] == " " { index += 1 }
      }
      guard index < line.count else { return place }
      let isQuoted = style == .singleQuoted || style == .doubleQuoted
      return Place(line: place.line, column: index + (isQuoted ? 2 : 1))
    }
  }
}
