import Neural
import Testing

@testable import Traces

@Suite("Reading and checking traces")
struct TraceReaderTests {
  @Test("A trace is read through portions of any size", arguments: TraceWriter.Encoding.allCases)
  func anyPortions(encoding: TraceWriter.Encoding) throws {
    let bytes = TraceWriter(encoding: encoding).bytes(try TraceSamples.network())
    let report = try TraceReader().check(bytes)
    #expect(report.steps > 100 && report.results == 21)
    #expect(try TraceReader().check(portions(of: bytes, size: 3)) == report)
  }

  @Test("A selection of steps and keys holds too", arguments: TraceWriter.Encoding.allCases)
  func selection(encoding: TraceWriter.Encoding) throws {
    let writer = TraceWriter(
      encoding: encoding,
      selection: TraceSelection(passes: [.forward], every: 3, fields: [.result]))
    let report = try TraceReader().check(writer.bytes(try TraceSamples.article()))
    #expect(report == TraceReader.Report(steps: 2, terms: 0, results: 2))
  }

  @Test("What overflows is traced and holds")
  func overflow() throws {
    let traced = try TraceSamples.layer(
      Convolution(weights: Tensor(shape: [1, 1, 1, 2], values: [1e308, -1e308])),
      Tensor(shape: [1, 1, 3], values: [1e10, 0.5, 1e10]))
    let text = TraceWriter(encoding: .jsonLines).text(traced)
    #expect(text.contains("\"result\":\"Infinity\""))
    #expect(try TraceReader().check(Array(text.utf8)).steps == 2)
    let changed = text.replacing("\"result\":\"Infinity\"", with: "\"result\":5")
    #expect(throws: TraceError.self) { try TraceReader().check(Array(changed.utf8)) }
  }

  /// The trace of 1 2 3, 4 5 6 under 10 20, 30 40 with bias 0.5, in JSON Lines.
  private func small() throws -> String {
    let traced = try TraceSamples.layer(
      Convolution(
        weights: Tensor(shape: [1, 1, 2, 2], values: [10, 20, 30, 40]),
        bias: Tensor(shape: [1], values: [0.5])),
      Tensor(shape: [1, 2, 3], values: [1, 2, 3, 4, 5, 6]))
    return TraceWriter(encoding: .jsonLines).text(traced)
  }

  @Test(
    "The first value that does not hold is named",
    arguments: [
      ("\"rule\":\"sum\"", "\"rule\":\"mean\"", "rule", "sum", "mean"),
      ("\"index\":[0,0,1]}", "\"index\":[0,0,0]}", "target.index[2]", "1", "0"),
      ("\"convolution.z\"", "\"convolution.a\"", "target.tensor", "convolution.z", "convolution.a"),
      (
        "\"row\":0,\"column\":1,\"origin_row\"", "\"row\":0,\"column\":2,\"origin_row\"",
        "position.column", "1", "2"
      ),
      ("\"origin_column\":1", "\"origin_column\":0", "position.origin_column", "1", "0"),
      (
        "\"index\":[0,0,1],\"weight\"", "\"index\":[3,0,1],\"weight\"", "terms[0].index[0]", "0",
        "3"
      ),
      (
        "\"index\":[0,0,1],\"weight\"", "\"index\":[0,0],\"weight\"", "terms[0].index", "3 indices",
        "2"
      ),
      ("\"tensor\":\"input\"", "\"tensor\":\"output\"", "terms[0].tensor", "input", "output"),
      (
        "\"kernel_row\":1,\"kernel_column\":0", "\"kernel_row\":0,\"kernel_column\":0",
        "terms[2].kernel_row", "1", "0"
      ),
      ("\"value\":6", "\"value\":6.000001", "terms[3].value", "6.0", "6.000001"),
      ("\"weight\":30", "\"weight\":31", "terms[2].weight", "30.0", "31.0"),
      ("\"product\":240", "\"product\":24", "terms[3].product", "240.0", "24.0"),
      ("\"padding\":false", "\"padding\":true", "terms[0].padding", "false", "true"),
      ("\"dot_product\":470", "\"dot_product\":470.0001", "dot_product", "470.0", "470.0001"),
      ("\"bias\":0.5", "\"bias\":0", "bias", "0.5", "0.0"),
      ("\"result\":470.5", "\"result\":470", "result", "470.5", "470.0"),
      ("\"result\":470.5", "\"factor\":470.5", "factor", "absent", "present"),
      ("\"activation\":\"identity\"", "\"activation\":\"relu\"", "activation", "identity", "relu"),
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
        TraceMismatch(
          stage: "convolution", step: .init(.forward, 1), key: key, expected: expected, found: found
        )))
    #expect(throws: wanted) {
      try TraceReader().check(Array(lines.joined(separator: "\n").utf8))
    }
  }

  private static let kinds = LayerRegistry.declarations.map(\.kind)
  private static let settings = Convolution.declaration.settings.map {
    StageRecord.key(ofSetting: $0.name)
  }

  @Test(
    "What is wrong with a header or its steps is said, with the line",
    arguments: [
      ("convlens-trace", "other", 1, .notATrace),
      (
        "\"version\":2", "\"version\":1", 1,
        .unknown(key: "version", value: "1", known: ["version 2"])
      ),
      (
        "\"kind\":\"convolution\"", "\"kind\":\"pooling\"", 1,
        .unknown(key: "kind", value: "pooling", known: kinds)
      ),
      (
        "\"groups\":1", "\"gruops\":1", 1,
        .unknown(key: "setting", value: "gruops", known: settings)
      ),
      (
        "\"mode\":\"inference\"", "\"mode\":\"sleep\"", 1,
        .unknown(key: "mode", value: "sleep", known: Mode.allCases.map(\.rawValue))
      ),
      (
        "\"output_shape\":[1,1,2]", "\"output_shape\":[1,1,3]", 1,
        .mismatch(
          TraceMismatch(
            stage: "convolution", key: "output_shape", expected: "[1, 1, 2]", found: "[1, 1, 3]"))
      ),
      (
        "\"from\":[\"input\"]", "\"from\":[\"conv0\"]", 1,
        .network(
          NetworkError(stage: "convolution", .unknownSource("conv0", known: ["input"])))
      ),
      (
        "\"name\":\"convolution\"", "\"name\":\"conv1\"", 1,
        .missing(key: "conv1.weight", in: "\"operands\"")
      ),
      (
        "\"shape\":[1,2,3]", "\"shape\":[1,2,4]", 1,
        .tensor(name: "input", .valueCount(shape: [1, 2, 4], expected: 8, found: 6))
      ),
      (
        "\"input\":{\"shape\":[1,2,3]", "\"input\":{\"shape\":[1,3,2]", 1,
        .mismatch(
          TraceMismatch(
            key: "operands.input.shape", expected: "1 × 2 × 3", found: "1 × 3 × 2"))
      ),
      (
        "\"values\":[370.5,", "\"values\":[371,", 1,
        .mismatch(
          TraceMismatch(
            key: "results.convolution.z.values[0]", expected: "370.5", found: "371.0"))
      ),
      ("\"output_shape\"", "\"shape\"", 1, .missing(key: "output_shape", in: "a stage")),
      (
        "\"convolution.bias\":{", "\"input\":{", 1,
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
      (
        "\"stage\":\"convolution\",", "", 2, .missing(key: "stage", in: "step 0, in its place,")
      ),
      (
        "\"stage\":\"convolution\",", "\"stage\":\"conv9\",", 2,
        .unknown(key: "stage", value: "conv9", known: ["convolution"])
      ),
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
    let traced = try TraceSamples.layer(
      Convolution(weights: Tensor(shape: [1, 1, 1, 2], values: [2, -3])),
      Tensor(shape: [1, 2, 2], values: [0.5, 1, 2, 4]))
    let bytes = TraceWriter(encoding: encoding).bytes(traced)
    // Without the line's end after the last bracket nothing is lost.
    #expect(try TraceReader().check(bytes.dropLast()).steps == 2)
    for length in Array(stride(from: 0, to: bytes.count - 1, by: 9)) + [bytes.count - 2] {
      #expect(throws: TraceError.self, "\(length) of \(bytes.count) bytes") {
        try TraceReader().check(Array(bytes.prefix(length)))
      }
    }
  }

  @Test("Damaged bytes are noticed or do not matter", arguments: TraceWriter.Encoding.allCases)
  func damage(encoding: TraceWriter.Encoding) throws {
    let traced = try TraceSamples.layer(
      Convolution(weights: Tensor(shape: [1, 1, 1, 2], values: [0.25, -3])),
      Tensor(shape: [1, 1, 4], values: [7, 1.5, -2, 4]))
    let bytes = TraceWriter(encoding: encoding).bytes(traced)
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
    #expect(refused > 130)
  }

  @Test("A shape that lies costs nothing")
  func lyingShape() throws {
    for shape in ["[1,2000000000,2000000000]", "[4000000000,4000000000,4000000000]"] {
      for key in ["shape", "input_shape"] {
        let text = try small().replacing("\"\(key)\":[1,2,3]", with: "\"\(key)\":\(shape)")
        #expect(throws: TraceError.self) { try TraceReader().run(from: Array(text.utf8)) }
      }
    }
  }

  @Test("Keys of a later version are passed over")
  func laterKeys() throws {
    let text = try small()
      .replacing("\"rule\":", with: "\"language\":{\"en\":[\"a\",null]},\"rule\":")
      .replacing("\"step_count\"", with: "\"author\":\"x\",\"step_count\"")
      .replacing("\"a\":{\"shape\"", with: "\"later\":{\"shape\"")
    let report = try TraceReader().check(Array(text.utf8))
    #expect(report.steps == 2 && report.results == 1)
  }

  @Test("Errors are sentences")
  func sentences() {
    let mismatch = TraceMismatch(
      stage: "conv1", step: .init(.weightGradient, 7, item: 2), key: "terms[3].product",
      expected: "20.0", found: "21.0")
    #expect(
      TraceError(line: 9, .mismatch(mismatch)).description
        == "line 9: stage 'conv1', weight_gradient step 7 of item 2: \"terms[3].product\" should be "
        + "20.0, not 21.0")
    #expect(
      TraceError(line: 1, .truncated(wanted: "an object")).description
        == "line 1: the trace ends where an object should be")
  }
}
