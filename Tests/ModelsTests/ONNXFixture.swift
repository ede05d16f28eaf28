@testable import ArrayFiles

/// Writes small ONNX files, field by field.
struct ONNXFixture {
  /// What goes in: name and lengths, 0 for one that is open.
  var inputs: [(name: String, shape: [Int])] = [("x", [1, 1, 4, 4])]
  /// Tensors that are given.
  var initialisers: [(name: String, shape: [Int], values: [Float])] = []
  /// The nodes, each as written by ``node(_:_:_:_:)``.
  var nodes: [[UInt8]] = []
  /// The name of what comes out.
  var output = "y"
  /// The version of the operators.
  var version = 17

  /// The file.
  var bytes: [UInt8] {
    var graph = Self.text(2, "graph")
    for node in nodes { graph += Self.field(1, node) }
    for tensor in initialisers {
      var body = tensor.shape.flatMap { Self.whole(1, $0) }
      body += Self.whole(2, 1)
      body += Self.text(8, tensor.name)
      body += Self.field(9, tensor.values.flatMap { Self.stored($0) })
      graph += Self.field(5, body)
    }
    for input in inputs {
      let shape = input.shape.flatMap { length in
        Self.field(1, length == 0 ? Self.text(2, "n") : Self.whole(1, length))
      }
      var type = Self.whole(1, 1)
      type += Self.field(2, shape)
      var port = Self.text(1, input.name)
      port += Self.field(2, Self.field(1, type))
      graph += Self.field(11, port)
    }
    graph += Self.field(12, Self.text(1, output))
    var file = Self.whole(1, 8)
    file += Self.field(7, graph)
    file += Self.field(8, Self.whole(2, version))
    return file
  }

  /// A setting of a node.
  enum Setting {
    case whole(Int)
    case wholes([Int])
    case number(Float)
    case text(String)
  }

  /// A node of an operator; its name is that of what it gives where none is told.
  static func node(
    _ kind: String, _ inputs: [String], _ output: String, _ settings: [String: Setting] = [:],
    name: String = "", domain: String = ""
  ) -> [UInt8] {
    var bytes = inputs.flatMap { text(1, $0) }
    bytes += text(2, output)
    bytes += text(4, kind)
    if !name.isEmpty { bytes += text(3, name) }
    if !domain.isEmpty { bytes += text(7, domain) }
    for (name, setting) in settings.sorted(by: { $0.key < $1.key }) {
      var body = text(1, name)
      switch setting {
      case .whole(let value): body += whole(3, value)
      case .wholes(let values): for value in values { body += whole(8, value) }
      case .number(let value):
        body.append(2 << 3 | 5)
        body += stored(value)
      case .text(let value): body += text(4, value)
      }
      bytes += field(5, body)
    }
    return bytes
  }

  private static func stored(_ value: Float) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt32($0))) }
  }

  private static func varint(_ value: UInt64) -> [UInt8] {
    var (rest, bytes) = (value, [UInt8]())
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private static func whole(_ number: UInt64, _ value: Int) -> [UInt8] {
    varint(number << 3) + varint(UInt64(bitPattern: Int64(value)))
  }

  private static func field(_ number: UInt64, _ body: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(UInt64(body.count)) + body
  }

  private static func text(_ number: UInt64, _ text: String) -> [UInt8] {
    field(number, Array(text.utf8))
  }
}
