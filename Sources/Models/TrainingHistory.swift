import ArrayFiles
import Documents
import Neural

extension DocumentKind {
  /// The course of a training run, as `convlens train --history` writes it.
  static let history = DocumentKind(
    noun: "history", beginning: "write one with convlens train --history",
    remedy: "record fewer epochs", maximumLength: 64 << 20, maximumCount: 4_000_000)
}

/// Reads the course of a training run from the file that `convlens train --history` writes.
public struct TrainingHistory {
  /// The course in a file.
  ///
  /// - Throws: ``ModelError`` where it is not there, or is no such file, with line and column.
  public static func course(at path: String) throws(ModelError) -> TrainingCourse {
    let bytes: [UInt8]
    do { bytes = try InputFile.bytes(at: path, as: "history") } catch {
      throw ModelError(error.kind, [error.description])
    }
    do { return try course(reading: bytes) } catch {
      let mistake = error.onOneLine
      throw ModelError(
        .malformed, ["\(path):\(mistake.place.line):\(mistake.place.column): \(mistake.message)"])
    }
  }

  /// The course that the bytes of a file hold.
  ///
  /// - Throws: ``Mistake`` where it is no such file.
  public static func course(reading bytes: [UInt8]) throws(Mistake) -> TrainingCourse {
    let root = try Part(try YAMLReader.tree(of: bytes, as: .history), of: "a history")
    let epochs = try root["epochs"].list { part throws(Mistake) in
      EpochRecord(
        epoch: try part["epoch"].whole(), training: try part["training"].score(),
        validation: try part.optional("validation")?.score(),
        heldOut: try part.optional("held_out")?.score())
    }
    let places = try root["epochs"].node.place
    guard !epochs.isEmpty, epochs.indices.allSatisfy({ epochs[$0].epoch == $0 + 1 }) else {
      throw Mistake("'epochs' takes the epochs from 1 on, one after the other", at: places)
    }
    let kept = try root["kept_epoch"]
    let keptEpoch = try kept.whole()
    guard epochs.indices.contains(keptEpoch - 1) else {
      throw Mistake(
        "there is no epoch \(keptEpoch) among 1 to \(epochs.count)", at: kept.node.place)
    }
    let recorded = try root["parameters"].list { part throws(Mistake) in
      RecordedParameters(
        epoch: try part["epoch"].whole(), tensors: try part["tensors"].tensors())
    }
    return TrainingCourse(
      network: try root["network"].text(), epochs: epochs, keptEpoch: keptEpoch, recorded: recorded)
  }
}

/// A part of a history, and what it is called in messages.
private struct Part {
  let node: DocumentNode
  private let name: String
  private var entries: [String: DocumentNode] = [:]

  init(_ node: DocumentNode, of name: String) throws(Mistake) {
    (self.node, self.name) = (node, name)
    if case .mapping(let list) = node.content {
      for entry in list { entries[entry.key.value] = entry.value }
    }
  }

  subscript(key: String) -> Part {
    get throws(Mistake) {
      guard let part = try optional(key) else {
        throw Mistake("\(name) needs the key '\(key)'", at: node.place)
      }
      return part
    }
  }

  func optional(_ key: String) throws(Mistake) -> Part? {
    guard let value = entries[key] else { return nil }
    return try Part(value, of: "'\(key)'")
  }

  func list<Element>(
    _ read: (Part) throws(Mistake) -> Element
  ) throws(Mistake) -> [Element] {
    guard case .list(let nodes) = node.content else { throw wrong("a list") }
    var elements: [Element] = []
    for node in nodes { elements.append(try read(Part(node, of: "an entry of \(name)"))) }
    return elements
  }

  func text() throws(Mistake) -> String {
    guard case .text(let text, _) = node.content else { throw wrong("text") }
    return text
  }

  func number() throws(Mistake) -> Double {
    guard let number = Double(try text()), number.isFinite else { throw wrong("a number") }
    return number
  }

  func whole() throws(Mistake) -> Int {
    guard let number = Int(try text()), (0...Int(Int32.max)).contains(number) else {
      throw wrong("a whole number of 0 or more")
    }
    return number
  }

  func score() throws(Mistake) -> Score {
    Score(
      cost: try self["cost"].number(), hits: try self["hits"].whole(),
      count: try self["count"].whole())
  }

  func tensors() throws(Mistake) -> NamedTensors {
    guard case .mapping(let list) = node.content else { throw wrong("tensors by their names") }
    var tensors: [NamedTensor] = []
    for entry in list {
      var (shape, values): ([Int], [Double]) = ([], [])
      let part = try Part(entry.value, of: "'\(entry.key.value)'")
      try part.nested(depth: 0, &shape, &values)
      guard !values.isEmpty, let tensor = try? Tensor(shape: shape, values: values) else {
        throw part.wrong("numbers in lists of equal lengths")
      }
      tensors.append(NamedTensor(TensorName(rawValue: entry.key.value), tensor))
    }
    return NamedTensors(tensors)
  }

  /// Reads lists within lists row by row; the first of each depth says how long all are.
  private func nested(
    depth: Int, _ shape: inout [Int], _ values: inout [Double]
  ) throws(Mistake) {
    guard case .list(let nodes) = node.content else {
      guard depth == shape.count else { throw wrong("numbers in lists of equal lengths") }
      values.append(try number())
      return
    }
    if depth == shape.count, values.isEmpty { shape.append(nodes.count) }
    guard depth < min(shape.count, 8), shape[depth] == nodes.count else {
      throw wrong("numbers in lists of equal lengths")
    }
    for node in nodes { try Part(node, of: name).nested(depth: depth + 1, &shape, &values) }
  }

  func wrong(_ right: String) -> Mistake {
    Mistake("\(name) takes \(right), not \(node.description)", at: node.place)
  }
}
