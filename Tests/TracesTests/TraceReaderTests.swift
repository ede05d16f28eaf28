import Neural
import Testing

@testable import Traces

@Suite("Reading and checking traces")
struct TraceReaderTests {
  /// Passes that differ in everything a header can say.
  static let passes: [Convolution.ForwardPass] = {
    let rules: [PaddingRule] = [
      .valid, .same, .full, .explicit(Padding(top: 2, bottom: 0, left: 1, right: 3)),
    ]
    return rules.enumerated().compactMap { index, rule in
      let values = (0..<60).map { Double($0 * 7919 % 101) / 10 - 5 }
      let activations = Activation.allCases
      return try? Convolution(
        weights: Tensor(shape: [2, 2, 2, 3], values: Array(values.prefix(24))),
        bias: Tensor(shape: [2], values: [0.25, -1 / 3]),
        activation: activations[index % activations.count],
        stride: Extent(rows: 1 + index % 2, columns: 2), padding: rule,
        dilation: Extent(rows: 1, columns: 1 + index % 2),
        operation: Convolution.Operation.allCases[index % 2]
      ).forward(Tensor(shape: [2, 5, 6], values: values))
    }
  }()

  @Test(
    "A trace gives back the pass that it was written from", arguments: TraceWriter.Encoding.allCases
  )
  func passes(encoding: TraceWriter.Encoding) throws {
    #expect(Self.passes.count == 4)
    for pass in Self.passes {
      let bytes = Array(TraceWriterTests.text(pass, encoding).utf8)
      #expect(try TraceReader().pass(from: bytes) == .convolution(pass))
    }
  }

  @Test("Every step of an honest trace holds", arguments: TraceWriter.Encoding.allCases)
  func honest(encoding: TraceWriter.Encoding) throws {
    for pass in Self.passes + [try TraceWriterTests.samplePass()] {
      let bytes = Array(TraceWriterTests.text(pass, encoding).utf8)
      let terms = pass.steps.reduce(0) { $0 + $1.terms.count }
      let report = TraceReader.Report(steps: pass.steps.count, terms: terms)
      #expect(try TraceReader().check(bytes) == report)
      #expect(try TraceReader().check(portions(of: bytes, size: 3)) == report)
    }
  }

  @Test("A selection of steps and keys holds too", arguments: TraceWriter.Encoding.allCases)
  func selection(encoding: TraceWriter.Encoding) throws {
    let text = TraceWriterTests.text(
      Self.passes[0], encoding, selection: TraceSelection(every: 3, fields: [.z]))
    let report = try TraceReader().check(Array(text.utf8))
    #expect(report == TraceReader.Report(steps: (Self.passes[0].steps.count + 2) / 3, terms: 0))
  }

  @Test("What overflows is traced and holds")
  func overflow() throws {
    let pass = try Convolution(weights: Tensor(shape: [1, 1, 1, 2], values: [1e308, -1e308]))
      .forward(Tensor(shape: [1, 1, 3], values: [1e10, 0.5, 1e10]))
    let text = TraceWriterTests.text(pass, .jsonLines)
    #expect(text.contains("\"z\":\"Infinity\""))
    #expect(try TraceReader().check(Array(text.utf8)).steps == 2)
    #expect(throws: TraceError.self) {
      try TraceReader().check(Array(text.replacing("\"z\":\"Infinity\"", with: "\"z\":5").utf8))
    }
  }

  /// The trace of 1 2 3 4 under 10 20, 30 40 with bias 0.5, in JSON Lines.
  private func small() throws -> String {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [10, 20, 30, 40]),
      bias: Tensor(shape: [1], values: [0.5])
    ).forward(Tensor(shape: [1, 2, 3], values: [1, 2, 3, 4, 5, 6]))
    return TraceWriterTests.text(pass, .jsonLines)
  }

  @Test(
    "The first value that does not hold is named",
    arguments: [
      ("\"map\":0", "\"map\":1", "map", "0", "1"),
      (
        "\"row\":0,\"column\":1,\"origin_row\"", "\"row\":0,\"column\":2,\"origin_row\"",
        "position.column", "1", "2"
      ),
      ("\"origin_column\":1", "\"origin_column\":0", "position.origin_column", "1", "0"),
      ("\"channel\":0", "\"channel\":3", "terms[0].channel", "0", "3"),
      (
        "\"kernel_row\":1,\"kernel_column\":0", "\"kernel_row\":0,\"kernel_column\":0",
        "terms[2].kernel_row", "1", "0"
      ),
      (
        "\"weight_column\":1,\"value\":6", "\"weight_column\":0,\"value\":6",
        "terms[3].weight_column", "1", "0"
      ),
      ("\"value\":6", "\"value\":6.000001", "terms[3].value", "6.0", "6.000001"),
      ("\"weight\":30", "\"weight\":31", "terms[2].weight", "30.0", "31.0"),
      ("\"product\":240", "\"product\":24", "terms[3].product", "240.0", "24.0"),
      ("\"padding\":false", "\"padding\":true", "terms[0].padding", "false", "true"),
      ("\"dot_product\":470", "\"dot_product\":470.0001", "dot_product", "470.0", "470.0001"),
      ("\"bias\":0.5", "\"bias\":0", "bias", "0.5", "0.0"),
      ("\"z\":470.5", "\"z\":470", "z", "470.5", "470.0"),
      ("\"a\":470.5", "\"a\":\"NaN\"", "a", "470.5", "nan"),
    ])
  func mismatch(
    original: String, tampered: String, key: String, expected: String, found: String
  ) throws {
    var lines = try small().split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    let place = try #require(lines[2].firstRange(of: original))
    lines[2].replaceSubrange(place, with: tampered)
    let wanted = TraceError(
      line: 3,
      .mismatch(
        TraceMismatch(layer: 0, step: 1, key: key, expected: expected, found: found)))
    #expect(throws: wanted) {
      try TraceReader().check(Array(lines.joined(separator: "\n").utf8))
    }
  }

  @Test(
    "What is wrong with a header or its steps is said, with the line",
    arguments: [
      ("convlens-trace", "other", 1, .notATrace),
      (
        "\"version\":1", "\"version\":2", 1,
        .unknown(key: "version", value: "2", known: ["version 1"])
      ),
      (
        "\"kind\":\"convolution\"", "\"kind\":\"pooling\"", 1,
        .unknown(
          key: "kind", value: "pooling",
          known: ["convolution", "max_pooling", "average_pooling", "fully_connected"])
      ),
      (
        "\"rule\":\"valid\"", "\"rule\":\"circular\"", 1,
        .unknown(
          key: "padding rule", value: "circular",
          known: ["valid", "same", "same-lower", "full", "explicit"])
      ),
      (
        "\"stride\":[1,1]", "\"stride\":[0,1]", 1,
        .layer(
          .geometry(.notPositive(name: "stride", value: Extent(rows: 0, columns: 1))))
      ),
      (
        "\"kernel\":[2,2]", "\"kernel\":[2,3]", 1,
        .mismatch(
          TraceMismatch(
            layer: 0, step: nil, key: "kernel", expected: "[2, 2]", found: "[2, 3]"))
      ),
      (
        "\"shape\":[1,2,3]", "\"shape\":[1,2,4]", 1,
        .tensor(name: "input", .valueCount(shape: [1, 2, 4], expected: 8, found: 6))
      ),
      (
        "\"values\":[370.5,", "\"values\":[371,", 1,
        .mismatch(
          TraceMismatch(
            layer: 0, step: nil, key: "results.z.values[0]", expected: "370.5",
            found: "371.0"))
      ),
      ("\"groups\":1}", "\"other\":1}", 1, .missing(key: "groups", in: "the layer")),
      (
        "\"bias\":{\"shape\"", "\"input\":{\"shape\"", 1,
        .misplaced(key: "input", reason: "stands twice in one object")
      ),
      ("\"step_count\":2", "\"step_count\":3", 4, .truncated(wanted: "step number 3 of 3")),
      (
        "\"step_count\":2", "\"step_count\":1", 3,
        .unexpected(found: "another step", wanted: "the end of 1 steps")
      ),
      (
        "{\"index\":1", "{\"index\":0", 3,
        .unexpected(found: "step 0", wanted: "a step from 1 to 1")
      ),
      (
        "{\"index\":0", "{\"index\":7", 2,
        .unexpected(found: "step 7", wanted: "a step from 0 to 1")
      ),
      ("\"layer\":0,", "", 2, .missing(key: "layer", in: "step 0, in its place,")),
      (
        "\"pass\":\"forward\"", "\"pass\":\"sideways\"", 2,
        .unknown(key: "pass", value: "sideways", known: ["forward"])
      ),
    ] as [(String, String, Int, TraceError.Problem)])
  func problems(
    original: String, tampered: String, line: Int, problem: TraceError.Problem
  ) throws {
    var text = try small()
    text.replaceSubrange(try #require(text.firstRange(of: original)), with: tampered)
    #expect(throws: TraceError(line: line, problem)) {
      try TraceReader().check(Array(text.utf8))
    }
  }

  @Test("A trace that is cut anywhere is refused", arguments: TraceWriter.Encoding.allCases)
  func truncation(encoding: TraceWriter.Encoding) throws {
    let pass = try Convolution(weights: Tensor(shape: [1, 1, 1, 2], values: [2, -3]))
      .forward(Tensor(shape: [1, 2, 2], values: [0.5, 1, 2, 4]))
    let bytes = Array(TraceWriterTests.text(pass, encoding).utf8)
    // Without the line's end after the last bracket nothing is lost.
    #expect(try TraceReader().check(bytes.dropLast()).steps == 2)
    for length in Array(stride(from: 0, to: bytes.count - 1, by: 5)) + [bytes.count - 2] {
      #expect(throws: TraceError.self, "\(length) of \(bytes.count) bytes") {
        try TraceReader().check(Array(bytes.prefix(length)))
      }
    }
  }

  @Test("Damaged bytes are noticed or do not matter", arguments: TraceWriter.Encoding.allCases)
  func damage(encoding: TraceWriter.Encoding) throws {
    let pass = try Convolution(weights: Tensor(shape: [1, 1, 1, 2], values: [0.25, -3]))
      .forward(Tensor(shape: [1, 1, 4], values: [7, 1.5, -2, 4]))
    let bytes = Array(TraceWriterTests.text(pass, encoding).utf8)
    let honest = try TraceReader().check(bytes)
    var (state, refused) = (7 as UInt64, 0)
    for _ in 0..<300 {
      var damaged = bytes
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      damaged[Int((state >> 33) % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: state >> 20)
      do {
        // A key that is spelled otherwise is one of a later version, and passed over.
        #expect(try TraceReader().check(damaged).steps == honest.steps)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 150)
  }

  @Test("A shape that lies costs nothing")
  func lyingShape() throws {
    for shape in ["[1,2000000000,2000000000]", "[4000000000,4000000000,4000000000]"] {
      let text = try small().replacing("\"shape\":[1,2,3]", with: "\"shape\":\(shape)")
      #expect(throws: TraceError.self) { try TraceReader().pass(from: Array(text.utf8)) }
    }
  }

  @Test("Keys of a later version are passed over")
  func laterKeys() throws {
    let text = try small()
      .replacing("\"map\":0", with: "\"map\":0,\"explanation\":{\"en\":[\"a\",null]}")
      .replacing("\"step_count\"", with: "\"author\":\"x\",\"step_count\"")
    #expect(try TraceReader().check(Array(text.utf8)).steps == 2)
  }

  @Test("Errors are sentences")
  func sentences() {
    let mismatch = TraceMismatch(
      layer: 0, step: 7, key: "terms[3].product", expected: "20.0", found: "21.0")
    #expect(
      TraceError(line: 9, .mismatch(mismatch)).description
        == "line 9: layer 0, step 7: \"terms[3].product\" should be 20.0, not 21.0")
    #expect(
      TraceError(line: 1, .truncated(wanted: "an object")).description
        == "line 1: the trace ends where an object should be")
  }
}
