import Neural

/// A network as ONNX keeps it: operators, the tensors that they are given, and what goes in and comes
/// out.
///
/// Only the file is read here; what the operators mean is for others to know. Graphs within attributes,
/// functions and metadata are passed over.
/// Source: `onnx/onnx.proto3` of the Open Neural Network Exchange.
public struct ONNXFile: Sendable {
  /// A setting of an operator.
  public enum Attribute: Sendable, Equatable {
    case number(Double)
    case whole(Int)
    case text(String)
    case tensor(ONNXTensor)
    case numbers([Double])
    case wholes([Int])
    /// A graph, a sparse tensor, or several of anything else.
    case other
  }

  /// An operator in its place.
  public struct Node: Sendable {
    /// The name; often empty.
    public var name = ""
    /// The operator: `Conv`.
    public var kind = ""
    /// The domain of the operator; empty for ONNX's own.
    public var domain = ""
    /// What it takes, by name; an input that is left out is empty.
    public var inputs: [String] = []
    /// What it gives, by name.
    public var outputs: [String] = []
    /// Its settings.
    public var attributes: [String: Attribute] = [:]

    /// A node without anything.
    public init() {}
  }

  /// A length of a dimension.
  public enum Length: Sendable, Equatable {
    case known(Int)
    /// One that is free, perhaps with a name: `batch`.
    case free(String)
  }

  /// What goes in or comes out.
  public struct Port: Sendable, Equatable {
    /// The name.
    public var name = ""
    /// The lengths; nil where they are not told, or it is no tensor.
    public var shape: [Length]?
    /// Whether its numbers are whole.
    public var isWhole = false
    /// Whether it is a tensor of numbers.
    public var isTensor = false
  }

  /// The name of the graph.
  public private(set) var name = ""
  /// The version of each domain of operators; that of ONNX's own under the empty name.
  public private(set) var versions: [String: Int] = [:]
  /// The operators in order.
  public private(set) var nodes: [Node] = []
  /// The tensors that are given, in the order of the file.
  public private(set) var initialisers: [ONNXTensor] = []
  /// What goes in; some of them may be given as initialisers too.
  public private(set) var inputs: [Port] = []
  /// What comes out.
  public private(set) var outputs: [Port] = []

  /// Whether bytes begin as such a file does: with the version of the format, then a text or the graph.
  public static func resembles(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 3, bytes[0] == 0x08, (1...64).contains(bytes[1]) else { return false }
    return [0x12, 0x1A, 0x22, 0x28, 0x32, 0x3A, 0x42, 0x72, 0xA2].contains(bytes[2])
  }

  /// The network that the bytes of a file hold.
  ///
  /// - Throws: ``DataError`` where it is damaged, or holds a tensor that cannot be read.
  public init(_ bytes: [UInt8], role: String = "network", source: String) throws(DataError) {
    do {
      try self.init(bytes)
    } catch {
      throw error.error(role: role, source: source)
    }
  }

  init(_ bytes: [UInt8]) throws(Fault) {
    var message = ProtobufMessage(bytes, 0..<bytes.count)
    var hasGraph = false
    while let field = try message.next() {
      guard case .bytes(let range) = field.value else { continue }
      switch field.number {
      case 7:
        hasGraph = true
        try readGraph(bytes, range)
      case 8: try readVersion(bytes, range)
      default: break
      }
    }
    guard hasGraph else {
      throw Fault("there is no graph in it", remedy: "export it again, as .onnx")
    }
  }

  static func fault(at place: Int) -> Fault {
    Fault("it is damaged", at: [.byte(place)], remedy: "copy or write the file again")
  }

  private mutating func readVersion(_ bytes: [UInt8], _ range: Range<Int>) throws(Fault) {
    var message = ProtobufMessage(bytes, range)
    var (domain, version) = ("", 0)
    while let field = try message.next() {
      switch (field.number, field.value) {
      case (1, .bytes(let range)): domain = String(decoding: bytes[range], as: UTF8.self)
      case (2, .whole(let number)): version = Int(clamping: number)
      default: break
      }
    }
    versions[domain == "ai.onnx" ? "" : domain] = version
  }

  private mutating func readGraph(_ bytes: [UInt8], _ range: Range<Int>) throws(Fault) {
    var message = ProtobufMessage(bytes, range)
    while let field = try message.next() {
      guard case .bytes(let range) = field.value else { continue }
      switch field.number {
      case 1: nodes.append(try Node(bytes, range))
      case 2: name = String(decoding: bytes[range], as: UTF8.self)
      case 5: initialisers.append(try ONNXTensor(bytes, range))
      case 11: inputs.append(try Port(bytes, range))
      case 12: outputs.append(try Port(bytes, range))
      case 15:
        throw Fault(
          "it has sparse initialisers", at: [.byte(field.place)], remedy: "save them as tensors")
      default: break
      }
    }
  }
}

extension ONNXFile.Node {
  fileprivate init(_ bytes: [UInt8], _ range: Range<Int>) throws(Fault) {
    var message = ProtobufMessage(bytes, range)
    while let field = try message.next() {
      guard case .bytes(let range) = field.value else { continue }
      func text() -> String { String(decoding: bytes[range], as: UTF8.self) }
      switch field.number {
      case 1: inputs.append(text())
      case 2: outputs.append(text())
      case 3: name = text()
      case 4: kind = text()
      case 5:
        let (name, value) = try ONNXFile.Attribute.read(bytes, range)
        attributes[name] = value
      case 7: domain = text() == "ai.onnx" ? "" : text()
      default: break
      }
    }
  }
}

extension ONNXFile.Attribute {
  fileprivate static func read(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(Fault) -> (name: String, value: ONNXFile.Attribute) {
    var message = ProtobufMessage(bytes, range)
    var name = ""
    var value: ONNXFile.Attribute?
    var numbers: [Double] = []
    var wholes: [Int] = []
    var type = 0
    while let field = try message.next() {
      switch (field.number, field.value) {
      case (1, .bytes(let range)): name = String(decoding: bytes[range], as: UTF8.self)
      case (2, .single(let bits)): value = .number(Double(Float(bitPattern: bits)))
      case (3, .whole(let bits)): value = .whole(Int(bitPattern: UInt(bits)))
      case (4, .bytes(let range)): value = .text(String(decoding: bytes[range], as: UTF8.self))
      case (5, .bytes(let range)): value = .tensor(try ONNXTensor(bytes, range))
      case (7, .single(let bits)): numbers.append(Double(Float(bitPattern: bits)))
      case (7, .bytes(let range)):
        guard range.count.isMultiple(of: 4) else { throw ONNXFile.fault(at: field.place) }
        numbers += ElementType.float32.values(in: bytes, range, isBigEndian: false)
      case (8, .whole(let bits)): wholes.append(Int(bitPattern: UInt(bits)))
      case (8, .bytes(let range)):
        try ProtobufMessage.wholes(in: bytes, range) { wholes.append(Int(bitPattern: UInt($0))) }
      case (20, .whole(let number)): type = Int(clamping: number)
      default: break
      }
    }
    if !numbers.isEmpty || type == 6 { return (name, .numbers(numbers)) }
    if !wholes.isEmpty || type == 7 { return (name, .wholes(wholes)) }
    // What is 0 or empty is not always written.
    let empty: ONNXFile.Attribute =
      switch type {
      case 1: .number(0)
      case 2: .whole(0)
      case 3: .text("")
      default: .other
      }
    return (name, value ?? empty)
  }
}

extension ONNXFile.Port {
  fileprivate init(_ bytes: [UInt8], _ range: Range<Int>) throws(Fault) {
    var message = ProtobufMessage(bytes, range)
    while let field = try message.next() {
      guard case .bytes(let range) = field.value else { continue }
      if field.number == 1 { name = String(decoding: bytes[range], as: UTF8.self) }
      guard field.number == 2 else { continue }
      var type = ProtobufMessage(bytes, range)
      while let field = try type.next() {
        // The others are sequences, maps and the like.
        guard field.number == 1, case .bytes(let range) = field.value else { continue }
        isTensor = true
        try readTensorType(bytes, range)
      }
    }
  }

  private mutating func readTensorType(_ bytes: [UInt8], _ range: Range<Int>) throws(Fault) {
    var message = ProtobufMessage(bytes, range)
    while let field = try message.next() {
      switch (field.number, field.value) {
      case (1, .whole(let type)): isWhole = ONNXTensor.isWhole(Int(clamping: type))
      case (2, .bytes(let range)):
        var lengths: [ONNXFile.Length] = []
        var dimensions = ProtobufMessage(bytes, range)
        while let dimension = try dimensions.next() {
          guard dimension.number == 1, case .bytes(let range) = dimension.value else { continue }
          lengths.append(try ONNXFile.Port.length(bytes, range))
        }
        shape = lengths
      default: break
      }
    }
  }

  private static func length(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(Fault) -> ONNXFile.Length {
    var message = ProtobufMessage(bytes, range)
    var length = ONNXFile.Length.free("")
    while let field = try message.next() {
      switch (field.number, field.value) {
      // Some exporters write −1, or 0, for a length that is free.
      case (1, .whole(let bits)):
        length = bits > 0 && bits <= UInt64(Int32.max) ? .known(Int(bits)) : .free("")
      case (2, .bytes(let range)): length = .free(String(decoding: bytes[range], as: UTF8.self))
      default: break
      }
    }
    return length
  }
}

extension ONNXFile: NamedArrays {
  var names: [String] { initialisers.map(\.name) }

  func shape(of name: String) -> [Int]? { initialisers.first { $0.name == name }?.shape }

  func reading(of name: String) throws(Fault) -> Reading {
    guard let array = initialisers.first(where: { $0.name == name }) else { throw missing(name) }
    _ = try Tensor.declaredCount(of: array.shape)
    return Reading(tensor: try Tensor(reading: array.shape, array.values))
  }
}
