import Neural
import Testing

@testable import Traces

/// Files that were made to do harm, or came to harm.
@Suite("Reading hostile traces")
struct TraceHostilityTests {
  /// A generator of numbers that is the same on every machine.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      let first = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
      let second = (first ^ first >> 27) &* 0x94D0_49BB_1331_11EB
      return second ^ second >> 31
    }
  }

  /// The bytes with a part overwritten, cut out, put in twice, or moved.
  private func mutated(_ bytes: [UInt8], by generator: inout Generator) -> [UInt8] {
    var bytes = bytes
    let start = Int.random(in: 0..<bytes.count, using: &generator)
    let end = min(bytes.count, start + Int.random(in: 1...40, using: &generator))
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: bytes[start] = UInt8.random(in: 0...255, using: &generator)
    case 1: bytes.removeSubrange(start..<end)
    case 2: bytes.insert(contentsOf: bytes[start..<end], at: end)
    case 3: bytes.removeSubrange(start...)
    default:
      let tokens = [
        "-1", "0", "1e999", "9223372036854775807", "[", "{", "\"", "null", "NaN", "\\u",
      ]
      bytes.insert(
        contentsOf: (tokens.randomElement(using: &generator) ?? "").utf8, at: start)
    }
    return bytes
  }

  @Test("Whatever is done to a trace, it holds or is refused", arguments: TraceSamples.all)
  func mutations(sample: TraceSamples.Sample) throws {
    var generator = Generator(state: 4)
    for isCompressed in [false, true] {
      let bytes = TraceWriter(
        encoding: .jsonLines, selection: TraceSelection(every: 3), isCompressed: isCompressed
      ).bytes(sample.traced)
      var refused = 0
      for _ in 0..<12 {
        do {
          _ = try TraceReader().check(mutated(bytes, by: &generator))
        } catch {
          refused += 1
          #expect(error.line > 0 && !error.description.isEmpty)
        }
      }
      #expect(refused > 4)
    }
  }

  @Test(
    "No number in the stages' records makes the program stop", arguments: TraceSamples.all)
  func layers(sample: TraceSamples.Sample) throws {
    let text = TraceWriter(encoding: .jsonLines, selection: TraceSelection(steps: []))
      .text(sample.traced)
    let start = try #require(text.firstRange(of: "\"input_shape\"")).lowerBound
    let end = try #require(text.firstRange(of: "\"operands\"")).lowerBound
    let numbers = text[start..<end].matches(of: /[0-9]+/)
    for number in numbers.enumerated().lazy.filter({ $0.offset % (numbers.count / 6 + 1) == 0 }) {
      for extreme in ["-9223372036854775808", "-1", "4611686018427387904", "16777216"] {
        let range = number.element.range
        let changed = text[..<range.lowerBound] + extreme + text[range.upperBound...]
        // A name or a setting such as a seed or a slope may be any number.
        _ = try? TraceReader().check(Array(changed.utf8))
      }
    }
  }

  @Test("A few bytes cannot ask for layers with millions of neurons")
  func unstatedResults() throws {
    let text = TraceWriter(encoding: .jsonLines, selection: TraceSelection(steps: []))
      .text(try TraceSamples.article())
      .replacing("\"padding\":\"valid\"", with: "\"padding\":\"5000\"")
      .replacing("\"output_shape\":[1,2,2]", with: "\"output_shape\":[1,10002,10002]")
    let error = #expect(throws: TraceError.self) { try TraceReader().check(Array(text.utf8)) }
    #expect(error?.problem == .tooManyValues(name: "convolution"))
  }

  @Test("A network that lacks a parameter is refused before room is made for it")
  func missingParameter() throws {
    let text = TraceWriter(encoding: .jsonLines).text(try TraceSamples.article())
      .replacing("\"convolution.weight\":{", with: "\"convolution.other\":{")
      .replacing("\"maps\":1", with: "\"maps\":2147483647")
    let error = #expect(throws: TraceError.self) { try TraceReader().check(Array(text.utf8)) }
    #expect(error?.problem == .missing(key: "convolution.weight", in: "\"operands\""))
  }

  @Test("More values than are kept in memory are refused before they are read")
  func valueLimit() throws {
    let bytes = TraceWriter(encoding: .jsonLines).bytes(try TraceSamples.article())
    func read(limit: Int) throws(TraceError) {
      var position = 0
      var input = JSONInput { portion in
        let count = min(portion.count, bytes.count - position)
        portion.copyBytes(from: bytes[position..<(position + count)])
        position += count
        return count
      }
      _ = try TraceHeader(&input, valueLimit: limit)
    }
    // 9 inputs, 4 weights, a bias, and 4 neurons with z and a.
    try read(limit: 22)
    #expect(throws: TraceError(line: 1, .tooManyValues(name: "a"))) { try read(limit: 21) }
    #expect(throws: TraceError(line: 1, .tooManyValues(name: "input"))) { try read(limit: 7) }
  }

  @Test(
    "Nesting, strings and numbers without end are refused",
    arguments: [
      ("", "["), ("", "{\"a\":"), ("{\"format\":\"", "a"), ("{\"version\":", "1"),
      ("{\"later\":", "["), ("{", "\"a\":1,"), ("", "\n"), ("{\"later\":\"", "a"),
    ])
  func endless(start: String, part: String) {
    let text = start + String(repeating: part, count: 100_000)
    #expect(throws: TraceError.self) { try TraceReader().check(Array(text.utf8)) }
    let gzip = GzipOutput()
    var bytes: [UInt8] = []
    Array(text.utf8).withUnsafeBytes { gzip.append($0) { bytes += $0 } }
    gzip.finish { bytes += $0 }
    #expect(throws: TraceError.self) { try TraceReader().check(bytes) }
  }
}
