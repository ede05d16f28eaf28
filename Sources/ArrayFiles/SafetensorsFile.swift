import Foundation
import Neural

/// The safetensors format: 8 bytes with the length of a header, the header as JSON, then the values.
///
/// The header has an object for each name, `{"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}`,
/// and perhaps one called `__metadata__`, which is passed over. Types F64, F32, F16, BF16, BOOL and
/// the integers; values are row-major and little-endian. The order is that of the values.
/// Source: the format's description by Hugging Face, *safetensors*.
struct SafetensorsFile: NamedArrays {
  private let bytes: [UInt8]
  private let dataStart: Int
  private let arrays: [(name: String, array: Array)]

  /// What the header says of one array.
  private struct Array: Decodable {
    let dtype: String
    let shape: [Int]
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private struct Header: Decodable {
    var arrays: [(name: String, array: Array)] = []

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Name.self)
      for name in container.allKeys where name.stringValue != "__metadata__" {
        arrays.append((name.stringValue, try container.decode(Array.self, forKey: name)))
      }
    }
  }

  /// The longest header that is read, as the format has it.
  private static let longestHeader = 100_000_000

  /// Whether bytes begin as such a file does: a length below 4 GiB, and a JSON object.
  static func resembles(_ bytes: [UInt8]) -> Bool {
    bytes.count > 8 && bytes[8] == UInt8(ascii: "{") && bytes[4..<8].allSatisfy { $0 == 0 }
  }

  /// The file whose header has been read and fits the number of bytes.
  init(_ bytes: [UInt8]) throws(Fault) {
    guard bytes.count > 8 else {
      throw Fault(
        "the file ends within its header", at: [.byte(bytes.count)],
        remedy: "a safetensors file begins with the length of its header, 8 bytes")
    }
    // A length that no file has must not become a negative one.
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(min(bytes.count - 8, SafetensorsFile.longestHeader)) else {
      throw Fault(
        "its header is \(length) bytes long, of which \(bytes.count - 8) are there",
        at: [.byte(0)], remedy: "copy or write it again; it is no safetensors file else")
    }
    dataStart = 8 + Int(length)
    self.bytes = bytes
    do {
      let header = try JSONDecoder().decode(Header.self, from: Data(bytes[8..<dataStart]))
      arrays = header.arrays.sorted {
        ($0.array.offsets.first ?? 0, $0.name) < ($1.array.offsets.first ?? 0, $1.name)
      }
    } catch {
      throw Fault(
        "its header is not the JSON of a safetensors file", at: [.byte(8)],
        remedy: "write it again with safetensors")
    }
    guard !arrays.isEmpty else {
      throw Fault("there is no array in it", remedy: "save at least one")
    }
  }

  var names: [String] { arrays.map(\.name) }

  func shape(of name: String) -> [Int]? { array(name)?.shape }

  func reading(of name: String) throws(Fault) -> Reading {
    guard let array = array(name) else { throw missing(name) }
    guard let type = SafetensorsFile.types[array.dtype] else {
      throw Fault(
        "the type \(array.dtype.quoted()) cannot be read", at: [.byte(8)],
        remedy: "save it as F64, F32, F16, BF16 or an integer")
    }
    let count = try Tensor.declaredCount(of: array.shape, at: [.byte(8)])
    let available = bytes.count - dataStart
    guard array.offsets.count == 2, let first = array.offsets.first, let last = array.offsets.last,
      0 <= first, first <= last, last <= available
    else {
      throw Fault(
        "its bytes are said to be \(array.offsets) of \(available)", at: [.byte(8)],
        remedy: "copy or write it again")
    }
    guard last - first == count * type.size else {
      throw .length(promised: count * type.size, found: last - first, at: dataStart + first)
    }
    let values = type.values(
      in: bytes, (dataStart + first)..<(dataStart + last), isBigEndian: false)
    return Reading(tensor: try Tensor(reading: array.shape, values))
  }

  private func array(_ name: String) -> Array? { arrays.first { $0.name == name }?.array }

  private static let types: [String: ElementType] = [
    "F64": .float64, "F32": .float32, "F16": .float16, "BF16": .bfloat16, "BOOL": .bool,
    "I64": .int64, "I32": .int32, "I16": .int16, "I8": .int8,
    "U64": .uint64, "U32": .uint32, "U16": .uint16, "U8": .uint8,
  ]
}
