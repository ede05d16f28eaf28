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
      ).bytes(sample.pass)
      var refused = 0
      for _ in 0..<40 {
        do {
          _ = try TraceReader().check(mutated(bytes, by: &generator))
        } catch {
          refused += 1
          #expect(error.line > 0 && !error.description.isEmpty)
        }
      }
      #expect(refused > 20)
    }
  }

  @Test(
    "No number in the layer's record makes the program stop", arguments: TraceSamples.all)
  func layers(sample: TraceSamples.Sample) throws {
    let text = TraceWriter(encoding: .jsonLines, selection: TraceSelection(steps: []))
      .text(sample.pass)
    let start = try #require(text.firstRange(of: "\"layers\"")).lowerBound
    let end = try #require(text.firstRange(of: "\"operands\"")).lowerBound
    for number in text[start..<end].matches(of: /[0-9]+/) {
      for extreme in ["-9223372036854775808", "-1", "4611686018427387904", "16777216"] {
        let changed = text[..<number.range.lowerBound] + extreme + text[number.range.upperBound...]
        #expect(throws: TraceError.self) { try TraceReader().check(Array(changed.utf8)) }
      }
    }
  }

  @Test("A layer with millions of neurons costs nothing until they are asked for")
  func lazyResults() throws {
    let padding = Padding(5000)
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 1, 1], values: [1]), padding: .explicit(padding)
    ).forward(Tensor(shape: [1, 1, 1], values: [1]))
    #expect(pass.steps.count == 10_001 * 10_001)
    let text = """
      {"format": "convlens-trace", "version": 1, "layers": [{"kind": "convolution", "operation": \
      "convolution", "activation": "identity", "input_shape": [1, 1, 1], "output_shape": \
      [1, 10001, 10001], "kernel": [1, 1], "stride": [1, 1], "dilation": [1, 1], "padding": \
      {"rule": "explicit", "top": 5000, "bottom": 5000, "left": 5000, "right": 5000}, \
      "groups": 1}], "operands": {"input": {"shape": [1, 1, 1], "values": [1]}, "weights": \
      {"shape": [1, 1, 1, 1], "values": [1]}, "bias": {"shape": [1], "values": [0]}}, "results": \
      {}, "step_count": 1}
      {"index": 50010000, "layer": 0, "pass": "forward", "kind": "dot_product", "map": 0, "a": 1}
      """
    #expect(try TraceReader().check(Array(text.utf8)) == TraceReader.Report(steps: 1, terms: 0))
    let claim = text.replacing("{}, ", with: "{\"a\": {\"shape\": [1], \"values\": [1]}}, ")
    #expect(throws: TraceError.self) { try TraceReader().check(Array(claim.utf8)) }
  }

  @Test("More values than are kept in memory are refused before they are read")
  func valueLimit() throws {
    let sample = try #require(TraceSamples.all.first)
    let bytes = TraceWriter(encoding: .jsonLines).bytes(sample.pass)
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
    // 40 inputs, 24 weights, 4 biases, and 32 neurons with z and a.
    try read(limit: 132)
    #expect(throws: TraceError(line: 1, .tooManyValues(name: "a"))) { try read(limit: 131) }
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
