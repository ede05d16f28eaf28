import CZlib
import Neural
import Testing

@testable import ArrayFiles

/// Bytes as gzip compresses them.
func compressed(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var bytes = bytes
  var result = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 32)
  let count = bytes.withUnsafeMutableBufferPointer { source in
    result.withUnsafeMutableBufferPointer { target in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(target.count)
      deflate(&stream, Z_FINISH)
      return target.count - Int(stream.avail_out)
    }
  }
  return Array(result[..<count])
}

@Suite struct GzipFileTests {
  @Test(
    "What was compressed is what comes out, whatever its size", arguments: [0, 1, 1000, 700_000])
  func round(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
    #expect(try GzipFile.unpacked(compressed(bytes)) == bytes)
  }

  @Test("Files one after the other are one")
  func concatenated() throws {
    #expect(try GzipFile.unpacked(compressed([1, 2]) + compressed([3])) == [1, 2, 3])
  }

  @Test("A file cut off anywhere is refused, and so is what follows it")
  func truncated() {
    let file = compressed(Array("1 2; 3 4".utf8))
    for count in 2..<file.count {
      #expect(
        throws: Fault(
          "it is compressed with gzip, and its end is missing", at: [.byte(count)],
          remedy: "copy or download it again")
      ) { try GzipFile.unpacked(Array(file.prefix(count))) }
    }
    #expect(
      throws: Fault(
        "3 bytes follow the end of what is compressed", at: [.byte(file.count)],
        remedy: "copy or download it again")
    ) { try GzipFile.unpacked(file + [1, 2, 3]) }
  }

  @Test("Damage is refused")
  func damaged() {
    var file = compressed(Array(repeating: 7, count: 100))
    file[file.count - 6] ^= 1
    #expect(throws: Fault.self) { try GzipFile.unpacked(file) }
  }

  @Test("More than the limit is refused before it is all there")
  func limit() throws {
    let file = compressed([UInt8](repeating: 0, count: 3_000_000))
    #expect(file.count < 10_000)
    #expect(try GzipFile.unpacked(file, limit: 3_000_000).count == 3_000_000)
    #expect(throws: Fault.tooManyBytes(2_999_999)) {
      try GzipFile.unpacked(file, limit: 2_999_999)
    }
  }

  @Test("A file of any format is read compressed, by name and through standard input")
  func everyFormat() throws {
    let folder = try TemporaryFolder()
    let idx: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4]
    let files: [(String, [UInt8], String)] = [
      ("a.csv.gz", Array("3,4\n".utf8), ""), ("a.json.gz", Array("[[3, 4]]".utf8), ""),
      ("images-idx3-ubyte.gz", idx, "#1"), ("images-idx3-ubyte", idx, "#1"), ("plain", idx, "#1"),
      ("a.npy.gz", NPYFixture.file(shape: "(1, 2)", data: stored([3, 4] as [Double])), ""),
    ]
    for (name, content, selection) in files {
      let bytes = compressed(content)
      let path = try folder.file(name, bytes)
      for argument in [path + selection, "-" + selection] {
        let tensor = try TensorSource(argument).read(as: "input") { bytes }
        #expect(try tensor == Tensor(rows: [[3, 4]]), "\(argument)")
      }
    }
    let twice = try folder.file("twice.gz", compressed(compressed([49])))
    let error = #expect(throws: DataError.self) {
      try TensorSource(twice).read(as: "input") { [] }
    }
    #expect(error?.problem == "it is compressed with gzip")
  }
}
