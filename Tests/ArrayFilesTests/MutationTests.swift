import Neural
import Testing

@testable import ArrayFiles

/// Reads damaged files of every format: each must be read or refused, never end the process.
@Suite struct MutationTests {
  /// A valid file of one format.
  struct Specimen: Sendable, CustomTestStringConvertible {
    let format: FileFormat
    let bytes: [UInt8]
    var testDescription: String { "\(format)" }
  }

  static let specimens: [Specimen] = [
    Specimen(format: .csv, bytes: Array("1,2.5,-3e-2\r\n\"4\",5,6\r\n7,8,9\r\n".utf8)),
    Specimen(format: .json, bytes: Array("[[1, 2.5, -3e-2],\n [4, 5, 6]]\n".utf8)),
    Specimen(
      format: .json, bytes: Array(#"{"shape": [2, 3], "values": [1, 2, 3, 4, 5, 6]}"#.utf8)),
    Specimen(format: .text, bytes: Array("1 2.5, −3e-2; 4 5 6 | 7 8 9; 1 2 3 || ".utf8)),
    Specimen(
      format: .npy,
      bytes: NPYFixture.file(
        isFortranOrder: true, shape: "(2, 3)", data: stored([1, 2, 3, 4, 5, 6] as [Double]))),
    Specimen(
      format: .idx, bytes: [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4]),
    Specimen(
      format: .idx,
      bytes: [0, 0, 0x0D, 1, 0, 0, 0, 2] + stored([0.5, 2] as [Float], isBigEndian: true)),
    Specimen(format: .png, bytes: image.file),
    Specimen(format: .jpeg, bytes: FileFixture.progressive),
    Specimen(format: .npz, bytes: FileFixture.unnamed),
    Specimen(format: .pytorch, bytes: PyTorchFixture.bigEndian),
    Specimen(format: .safetensors, bytes: oneArray),
  ]

  private static let oneArray: [UInt8] = {
    let header = #"{"a": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]}}"#
    return stored([UInt64(header.utf8.count)]) + Array(header.utf8) + [0, 0x3E]
  }()

  private static let image = PNGFixture(
    width: 3, height: 2, depth: 4, type: .palette, samples: [0, 1, 2, 2, 1, 0],
    palette: [0, 0, 0, 51, 51, 51, 255, 255, 255], transparency: [0, 128])

  @Test("A specimen is read as it is", arguments: specimens)
  func valid(specimen: Specimen) throws {
    let text = specimen.format == .text ? specimen.bytes.dropLast(3) : specimen.bytes[...]
    _ = try specimen.format.tensor(from: Array(text))
  }

  @Test("A damaged file is read or refused, in its own format and in every other")
  func damaged() {
    for (seed, specimen) in MutationTests.specimens.enumerated() {
      var generator = SeededGenerator(seed: UInt64(seed))
      for _ in 0..<1000 {
        let bytes = MutationTests.damage(specimen.bytes, &generator)
        attempt(specimen.format, bytes)
        attempt(FileFormat(of: bytes), bytes)
      }
    }
  }

  @Test("A file cut off anywhere is read or refused in every format", arguments: specimens)
  func truncated(specimen: Specimen) {
    for count in 0...specimen.bytes.count {
      for format in FileFormat.allCases { attempt(format, Array(specimen.bytes.prefix(count))) }
    }
  }

  @Test("An image whose damage its checksums do not show is read or refused")
  func imagesWithTrueChecksums() {
    var generator = SeededGenerator(seed: 99)
    for _ in 0..<2000 {
      var chunks = MutationTests.image.chunks
      let index = Int.random(in: 0..<chunks.count, using: &generator)
      chunks[index].content = MutationTests.damage(chunks[index].content, &generator)
      if Bool.random(using: &generator) { chunks.swapAt(index, chunks.count - 1) }
      attempt(.png, PNGFixture.file(chunks))
    }
  }

  @Test("Random bytes are read or refused in every format")
  func noise() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<1000 {
      let count = Int.random(in: 0...64, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
      for format in FileFormat.allCases { attempt(format, bytes) }
    }
  }

  @Test("Any argument is a source that has a name and can be refused")
  func arguments() {
    let alphabet = Array("digtlerUZrampobx:#@×0123456789.-−+eE,;| \n/\u{0}é")
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<5000 {
      let count = Int.random(in: 0...12, using: &generator)
      let text = String(
        (0..<count).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] })
      let beginning = ["", "digit:", "random:", "1 2; "][Int.random(in: 0..<4, using: &generator)]
      let source = TensorSource(beginning + text)
      #expect(!source.name.isEmpty || source.argument.isEmpty)
      check { () throws(DataError) in try source.read(as: "input") { [] } }
    }
  }

  /// Reads bytes; what is read must keep the promises of every tensor that is read.
  private func attempt(_ format: FileFormat, _ bytes: [UInt8]) {
    let all: [[ArrayFiles.Selection]] = [
      [], [.item(1)], [.channel(.grey)], [.row(0), .item(0)], [.name("a")],
    ]
    for selections in all {
      check { () throws(Fault) in try format.reading(from: bytes, selections).tensor }
    }
  }

  private func check<Failure: Error>(_ read: () throws(Failure) -> Tensor) {
    guard let tensor = try? read() else { return }
    #expect(tensor.values.allSatisfy { $0.isFinite })
    #expect(tensor.rank > 0 && tensor.count == tensor.shape.reduce(1, *))
  }

  /// Bytes with one to four changes: a flipped bit, another byte, a byte more or less, a cut.
  private static func damage(
    _ bytes: [UInt8], _ generator: inout SeededGenerator
  ) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let offset = Int.random(in: 0...bytes.count, using: &generator)
      guard offset < bytes.count else {
        bytes.append(UInt8.random(in: .min ... .max, using: &generator))
        continue
      }
      switch Int.random(in: 0..<6, using: &generator) {
      case 0, 1: bytes[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 2: bytes[offset] = UInt8.random(in: .min ... .max, using: &generator)
      case 3: bytes.remove(at: offset)
      case 4: bytes.insert(bytes[offset], at: offset)
      default: bytes.removeSubrange(offset...)
      }
    }
    return bytes
  }
}
