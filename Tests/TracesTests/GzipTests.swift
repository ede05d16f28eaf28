import Foundation
import Testing

@testable import Traces

@Suite("Compressed traces")
struct GzipTests {
  private func compressed(_ bytes: [UInt8]) -> [UInt8] {
    let gzip = GzipOutput()
    var result: [UInt8] = []
    bytes.withUnsafeBytes { gzip.append($0) { result += $0 } }
    gzip.finish { result += $0 }
    return result
  }

  /// A source of bytes that gives a few at a time.
  private func source(_ bytes: [UInt8], portion: Int = .max) -> ByteSource {
    var position = 0
    return { buffer in
      let count = min(buffer.count, portion, bytes.count - position)
      buffer.copyBytes(from: bytes[position..<(position + count)])
      position += count
      return count
    }
  }

  private func expanded(_ bytes: [UInt8], portion: Int = .max) throws -> [UInt8] {
    let gzip = GzipInput(source(bytes, portion: portion))
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1000)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try gzip.read(into: $0) }
      if count == 0 { return result }
      result += buffer[..<count]
    }
  }

  private let sample: [UInt8] = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }

  @Test("Bytes come back, whatever the portions", arguments: [1, 2, 7, 65_536, .max])
  func roundTrip(portion: Int) throws {
    for bytes in [[], [7], Array(sample.prefix(70_000))] {
      #expect(try expanded(compressed(bytes), portion: portion) == bytes)
      #expect(try expanded(bytes, portion: portion) == bytes)
    }
  }

  @Test("The header says nothing of time, name or system")
  func header() {
    #expect(compressed(sample).prefix(10) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255])
    #expect(compressed(sample) == compressed(sample))
    #expect(compressed(sample).count < sample.count)
  }

  @Test("The gzip of the system reads it")
  func otherReader() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc"]
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    let bytes = Array(sample.prefix(20_000))
    try input.fileHandleForWriting.write(contentsOf: Data(compressed(bytes)))
    try input.fileHandleForWriting.close()
    #expect(try output.fileHandleForReading.readToEnd() == Data(bytes))
  }

  @Test("Files one after the other are one")
  func members() throws {
    #expect(try expanded(compressed([1, 2]) + compressed([]) + compressed([3])) == [1, 2, 3])
  }

  @Test("A file that is cut or damaged is refused")
  func damage() throws {
    let bytes = compressed(Array(sample.prefix(5000)))
    for length in [2, 9, 10, 100, bytes.count - 1] {
      #expect(throws: GzipError.truncated) { try expanded(Array(bytes.prefix(length))) }
    }
    for place in [2, 40, bytes.count - 5, bytes.count - 1] {
      var damaged = bytes
      damaged[place] ^= 0x55
      #expect(throws: GzipError.damaged) { try expanded(damaged) }
    }
    #expect(throws: GzipError.damaged) { try expanded(bytes + [1, 2, 3]) }
  }

  @Test("Traces are written and read compressed", arguments: TraceSamples.all)
  func traces(sample: TraceSamples.Sample) throws {
    let plain = TraceWriter(encoding: .jsonLines).bytes(sample.traced)
    let bytes = TraceWriter(encoding: .jsonLines, isCompressed: true).bytes(sample.traced)
    #expect(try expanded(bytes) == plain)
    #expect(try TraceReader().run(from: bytes).run.outputs == sample.traced.run.outputs)
    #expect(try TraceReader().check(bytes) == TraceReader().check(plain))
    #expect(throws: TraceError.self) { try TraceReader().check(Array(bytes.dropLast(20))) }
  }
}
