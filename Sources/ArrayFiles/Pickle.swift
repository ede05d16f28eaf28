/// What a pickle of Python builds, as far as a state dict of tensors needs it.
///
/// Only the opcodes and globals are read that `torch.load(…, weights_only=True)` allows for tensors in
/// dictionaries, lists and tuples; nothing is run. Every other global is refused by its name. Lists,
/// dictionaries and tuples are kept by number, so that a pickle that puts one into itself, or nests them
/// deeply, is walked no deeper than its reader wants to.
/// Source: the module `pickletools` of Python; `torch/_weights_only_unpickler.py` of PyTorch.
struct Pickle {
  /// Something that a pickle builds.
  enum Value: Sendable {
    case none
    case flag(Bool)
    case whole(Int)
    case number(Double)
    case text(String)
    case global(String)
    /// A tuple or list, by its number.
    case list(Int)
    /// A dictionary, by its number.
    case dictionary(Int)
    /// Values stored beside the pickle, by their number.
    case storage(Int)
    /// A tensor, by its number.
    case tensor(Int)
    /// What is allowed and means nothing here: a device, a random state.
    case other
  }

  /// Values stored beside the pickle.
  struct Storage: Sendable, Equatable {
    /// The name of the record that holds them.
    let key: String
    /// The name of their type: `torch.FloatStorage`.
    let type: String
    /// How many there are said to be; bytes of an untyped storage.
    let count: Int
  }

  /// A tensor over a storage.
  struct TensorView: Sendable, Equatable {
    let storage: Storage
    /// The type, where the storage has none: `torch.uint16`.
    let type: String?
    /// The element that the tensor begins with.
    let offset: Int
    let shape: [Int]
    /// Elements of the storage from one to the next along each dimension.
    let strides: [Int]
  }

  /// What the pickle as a whole is.
  private(set) var root = Value.none
  var lists: [[Value]] = []
  var dictionaries: [[(key: Value, value: Value)]] = []
  var storages: [Storage] = []
  var tensors: [TensorView] = []

  private let bytes: [UInt8]
  private(set) var place = 0
  var stack: [Value] = []
  var marks: [Int] = []
  var memo: [Int: Value] = [:]

  /// The pickle that bytes are.
  ///
  /// - Throws: ``Fault`` with the byte where it is not one, or asks for more than tensors need.
  init(_ bytes: [UInt8]) throws(Fault) {
    self.bytes = bytes
    while try step() {}
  }

  /// The elements of a list or tuple.
  func list(_ number: Int) -> [Value] { lists[number] }
  /// The entries of a dictionary, in order.
  func dictionary(_ number: Int) -> [(key: Value, value: Value)] { dictionaries[number] }
  /// A tensor.
  func tensor(_ number: Int) -> TensorView { tensors[number] }
}

extension Pickle {
  /// Carries out one opcode; false behind the last.
  private mutating func step() throws(Fault) -> Bool {
    let start = place
    switch try byte() {
    case 0x80:  // PROTO
      let version = try byte()
      guard version <= 5 else { throw fault("it is a pickle of version \(version)", at: start) }
    case UInt8(ascii: "."):  // STOP
      root = try pop()
      return false
    case UInt8(ascii: "("): marks.append(stack.count)
    case UInt8(ascii: "N"): stack.append(.none)
    case 0x88: stack.append(.flag(true))
    case 0x89: stack.append(.flag(false))
    case UInt8(ascii: "K"): stack.append(.whole(try whole(bytes: 1)))
    case UInt8(ascii: "M"): stack.append(.whole(try whole(bytes: 2)))
    case UInt8(ascii: "J"):
      stack.append(.whole(Int(Int32(truncatingIfNeeded: try whole(bytes: 4)))))
    case 0x8A: stack.append(try long(size: try whole(bytes: 1)))
    case UInt8(ascii: "G"):
      let bits = try take(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      stack.append(.number(Double(bitPattern: bits)))
    case UInt8(ascii: "X"): stack.append(.text(try text(size: try whole(bytes: 4))))
    case 0x8C, UInt8(ascii: "U"): stack.append(.text(try text(size: try whole(bytes: 1))))
    case UInt8(ascii: ")"): add(list: [])
    case UInt8(ascii: "]"), 0x8F: add(list: [])
    case UInt8(ascii: "}"):
      stack.append(.dictionary(dictionaries.count))
      dictionaries.append([])
    case UInt8(ascii: "t"): add(list: try popToMark())
    case 0x85: add(list: try pop(count: 1))
    case 0x86: add(list: try pop(count: 2))
    case 0x87: add(list: try pop(count: 3))
    case UInt8(ascii: "a"): try append([try pop()], at: start)
    case UInt8(ascii: "e"), 0x90: try append(try popToMark(), at: start)
    case UInt8(ascii: "s"): try set(try pop(count: 2), at: start)
    case UInt8(ascii: "u"): try set(try popToMark(), at: start)
    case UInt8(ascii: "q"): memo[try whole(bytes: 1)] = try top()
    case UInt8(ascii: "r"): memo[try whole(bytes: 4)] = try top()
    case 0x94: memo[memo.count] = try top()
    case UInt8(ascii: "h"): stack.append(try remembered(try whole(bytes: 1)))
    case UInt8(ascii: "j"): stack.append(try remembered(try whole(bytes: 4)))
    case 0x95: _ = try take(8)  // FRAME
    case UInt8(ascii: "0"): _ = try pop()
    case UInt8(ascii: "c"):
      let module = try line()
      stack.append(try global("\(module).\(try line())", at: start))
    case 0x93:
      let names = try pop(count: 2)
      guard case .text(let module) = names[0], case .text(let name) = names[1] else {
        throw fault("a global has no name", at: start)
      }
      stack.append(try global("\(module).\(name)", at: start))
    case UInt8(ascii: "Q"): try readStorage(try pop(), at: start)
    case UInt8(ascii: "R"), 0x81:
      let call = try pop(count: 2)
      guard case .global(let name) = call[0], case .list(let arguments) = call[1] else {
        throw fault("it calls what is no function", at: start)
      }
      try self.call(name, lists[arguments], at: start)
    case UInt8(ascii: "b"):
      // The state of a dictionary is what PyTorch keeps beside it.
      _ = try pop()
      guard case .dictionary = try top() else {
        throw fault("it sets the state of what is no dictionary", at: start)
      }
    case let code:
      throw fault(
        "the opcode 0x\(String(code, radix: 16, uppercase: true)) does not belong to a state dict",
        at: start)
    }
    return true
  }

  func fault(_ problem: String, at place: Int) -> Fault {
    Fault(problem, at: [.byte(place)], remedy: Pickle.remedy)
  }

  /// What a user does whose file holds more than tensors.
  static let remedy =
    "save its tensors alone, with torch.save(model.state_dict(), \"w.pth\")"

  private mutating func byte() throws(Fault) -> UInt8 {
    guard place < bytes.count else { throw fault("the pickle ends early", at: bytes.count) }
    defer { place += 1 }
    return bytes[place]
  }

  private mutating func take(_ count: Int) throws(Fault) -> ArraySlice<UInt8> {
    guard count <= bytes.count - place else {
      throw fault("the pickle ends early", at: bytes.count)
    }
    defer { place += count }
    return bytes[place..<(place + count)]
  }

  private mutating func whole(bytes count: Int) throws(Fault) -> Int {
    try take(count).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// A whole number of any length; beyond 64 bits it is none of a tensor's.
  private mutating func long(size: Int) throws(Fault) -> Value {
    let digits = try take(size)
    guard size <= 8 else { return .other }
    var value: UInt64 = digits.last.map { $0 & 0x80 != 0 } == true ? .max : 0
    for digit in digits.reversed() { value = value << 8 | UInt64(digit) }
    return .whole(Int(bitPattern: UInt(value)))
  }

  private mutating func text(size: Int) throws(Fault) -> String {
    String(decoding: try take(size), as: UTF8.self)
  }

  private mutating func line() throws(Fault) -> String {
    guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) else {
      throw fault("the pickle ends early", at: bytes.count)
    }
    defer { place = end + 1 }
    return String(decoding: bytes[place..<end], as: UTF8.self)
  }
}
