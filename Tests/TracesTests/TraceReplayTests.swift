import Neural
import Testing

@testable import Traces

@Suite("Replaying traces of every kind of layer")
struct TraceReplayTests {
  @Test("A trace gives back the pass that it was written from", arguments: TraceSamples.all)
  func passes(sample: TraceSamples.Sample) throws {
    for encoding in TraceWriter.Encoding.allCases {
      let bytes = TraceWriter(encoding: encoding).bytes(sample.pass)
      #expect(try TraceReader().pass(from: bytes) == sample.pass)
    }
  }

  @Test("Every step of an honest trace holds", arguments: TraceSamples.all)
  func honest(sample: TraceSamples.Sample) throws {
    let steps = TraceContent(sample.pass).sections.reduce(0) { $0 + $1.steps.count }
    for encoding in TraceWriter.Encoding.allCases {
      for isExplained in [false, true] {
        let writer = TraceWriter(
          encoding: encoding, selection: TraceSelection(isExplained: isExplained))
        let report = try TraceReader().check(writer.bytes(sample.pass))
        #expect(report.steps == steps)
        #expect(report.terms > steps / 2)
      }
    }
  }

  @Test("No number can be changed unnoticed", arguments: TraceSamples.all)
  func everyNumber(sample: TraceSamples.Sample) throws {
    let text = TraceWriter(encoding: .jsonLines).text(sample.pass)
    // An input's last row may lie under no overlay, so operands are not among them.
    let results = try #require(text.firstRange(of: "\"results\"")).lowerBound
    let numbers = text[results...].matches(of: /[:\[,](-?[0-9][0-9.e+-]*)/)
    #expect(numbers.count > 100)
    // Some sixty of them, evenly spread, since each takes a check of the whole trace.
    for match in numbers.enumerated().lazy.filter({ $0.offset % (numbers.count / 60 + 1) == 0 }) {
      let number = match.element.output.1
      let tampered = number == "7" ? "8" : "7"
      let changed = text[..<number.startIndex] + tampered + text[number.endIndex...]
      #expect(throws: TraceError.self, "\(text.prefix(upTo: number.startIndex).suffix(60))…") {
        try TraceReader().check(Array(changed.utf8))
      }
    }
  }

  @Test("Sums in another order and other roundings of σ hold")
  func rounding() throws {
    let sample = try #require(TraceSamples.backward.first)
    let text = TraceWriter(encoding: .jsonLines).text(sample.pass)
    var nudged = text
    for key in ["z", "a", "dot_product", "component", "activation_derivative", "factor"] {
      nudged = nudged.replacing(try Regex("\"\(key)\":(-?[0-9.]+)")) { match in
        let value = match.output[1].substring.flatMap { Double($0) } ?? 0
        return "\"\(key)\":\(value * (1 + 3e-16))"
      }
    }
    #expect(nudged != text)
    _ = try TraceReader().check(Array(nudged.utf8))
  }

  @Test(
    "The first value that does not hold is named, with its pass",
    arguments: [
      ("\"component\":", "component", TracePass.biasGradient),
      ("\"activation_derivative\":", "activation_derivative", .biasGradient),
      ("\"factor\":", "factor", .weightGradient),
      (
        "\"contribution\":{\"shape\":[1,2,2],\"values\":[", "contribution.values[0]",
        .weightGradient
      ),
      (
        "\"contribution\":{\"shape\":[1,3,3],\"values\":[", "contribution.values[0]",
        .activationGradient
      ),
    ])
  func named(original: String, key: String, pass: TracePass) throws {
    let sample = try #require(TraceSamples.backward.first)
    var text = TraceWriter(encoding: .jsonLines).text(sample.pass)
    let place = try #require(text.firstRange(of: original))
    text.insert(contentsOf: "9", at: place.upperBound)
    text = text.replacing("9-", with: "-9")
    let error = #expect(throws: TraceError.self) {
      try TraceReader().check(Array(text.utf8))
    }
    guard case .mismatch(let mismatch) = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect((mismatch.key, mismatch.pass, mismatch.step) == (key, pass, 0))
  }

  @Test("Passes out of order, and keys that come again, are refused")
  func order() throws {
    let sample = try #require(TraceSamples.backward.first)
    let lines = TraceWriter(encoding: .jsonLines).text(sample.pass).split(separator: "\n")
    var swapped = lines
    swapped.swapAt(4, 5)
    #expect(throws: TraceError.self) {
      try TraceReader().check(Array(swapped.joined(separator: "\n").utf8))
    }
    let twice = lines.joined(separator: "\n")
      .replacing("\"component\":", with: "\"index\":3,\"component\":")
    let error = #expect(throws: TraceError.self) { try TraceReader().check(Array(twice.utf8)) }
    #expect(error?.problem == .misplaced(key: "index", reason: "stands twice in one object"))
  }
}
