import Neural
import Testing

@testable import Traces

@Suite("The cost in a trace")
struct TraceCostTests {
  @Test(
    "Its name stands before the operands, its target among them and its value with the results",
    arguments: Cost.allCases)
  func honest(cost: Cost) throws {
    for encoding in TraceWriter.Encoding.allCases {
      let text = try TraceSamples.withCost(cost, encoding: encoding)
      let places = try [
        "\"cost\"", "\"operands\"", "\"target\"", "\"results\"", "\"notation\"",
      ].map { key in
        try #require(text.firstRange(of: key)).lowerBound
      }
      #expect(places == places.sorted())
      #expect(try TraceReader().check(Array(text.utf8)).steps > 0)
    }
  }

  @Test(
    "A value, target or gradient that does not go with the others is named",
    arguments: [
      ("(\"value\":)-?[0-9.]+", "1.25", "results.cost.value"),
      ("(\"target\":.*?0,)0.75", "0.8", "results.cost.value"),
      (
        "(\"upstream_gradient\":.*?\\[3.*?\\[)-?[0-9.]+", "1.25",
        "operands.upstream_gradient.values[0]"
      ),
    ])
  func tampered(pattern: String, number: String, key: String) throws {
    for cost in Cost.allCases {
      // A target whose probabilities do not add up to 1 is refused before anything is compared.
      if cost == .crossEntropy, pattern.contains("target") { continue }
      let text = try TraceSamples.withCost(cost)
      let wrong = text.replacing(try Regex(pattern), maxReplacements: 1) { match in
        "\(match.output[1].substring ?? "")\(number)"
      }
      #expect(wrong != text)
      let error = #expect(throws: TraceError.self) {
        try TraceReader().check(Array(wrong.utf8))
      }
      guard case .mismatch(let mismatch)? = error?.problem else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(mismatch.key == key && mismatch.step == nil)
    }
  }

  @Test("A value that another program rounded elsewhere holds", arguments: Cost.allCases)
  func rounding(cost: Cost) throws {
    let text = try TraceSamples.withCost(cost)
    let nudged = text.replacing(try Regex("\"value\":([0-9.]+)"), maxReplacements: 1) { match in
      let value = match.output[1].substring.flatMap { Double($0) } ?? 0
      return "\"value\":\(value * (1 + 1e-14))"
    }
    #expect(nudged != text)
    #expect(try TraceReader().check(Array(nudged.utf8)).steps > 0)
  }

  @Test(
    "A target of another shape, an unknown cost and one without a gradient are refused",
    arguments: [
      ("\"target\":{\"shape\":[3]", "\"target\":{\"shape\":[3,1]", "3 × 1"),
      ("\"quadratic\"", "\"hinge\"", "hinge"),
      ("\"target\":{", "\"aim\":{", "target"),
    ])
  func malformed(part: String, other: String, message: String) throws {
    let text = try TraceSamples.withCost()
    let wrong = text.replacing(part, with: other)
    #expect(wrong != text)
    let error = #expect(throws: TraceError.self) { try TraceReader().check(Array(wrong.utf8)) }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  @Test("The summary says it")
  func summary() throws {
    let forward = try TraceSamples.layer(
      Convolution(weights: Tensor(shape: [1, 1, 1, 1], values: [2])),
      Tensor(shape: [1, 1, 2], values: [1, 2]))
    let target = try Tensor(shape: [1, 1, 2], values: [1, 4])
    let traced = TracedRun(try forward.run.backward(from: .quadratic, .tensor(target)))
    let text = TraceSummary(of: traced).text
    #expect(text.contains("\nquadratic cost against the target: 0.5\n\n"))
  }

  @Test("Its steps say how it comes about, and name what they are made of")
  func steps() throws {
    let trace = try DecodedTrace(TraceSamples.withCost(.crossEntropy), .jsonLines)
    let steps = trace.steps.filter { $0["stage"] as? String == "cost" }
    let step = try #require(steps.first)
    let value = try trace.element(of: "cost.cost", at: [], item: nil)
    #expect(step["pass"] as? String == "cost" && step["result"] as? Double == value)
    let terms = try #require(step["terms"] as? [DecodedTrace.Object])
    #expect(terms.map { $0["tensor"] as? String } == Array(repeating: "cost.surprisal", count: 3))
    #expect(terms.map { $0["weight_tensor"] as? String } == Array(repeating: "target", count: 3))
    #expect(
      Set(steps.compactMap { $0["pass"] as? String })
        == ["cost", "output_gradient", "surprisal", "probabilities"])
  }

  @Test("Over a batch it is the sum, or where asked for the mean")
  func batch() throws {
    for isMean in [false, true] {
      let traced = try TraceSamples.network(items: 2, isMean: isMean)
      let trace = try DecodedTrace(TraceWriter(encoding: .jsonLines).text(traced), .jsonLines)
      let last = try #require(trace.steps.last { $0["pass"] as? String == "cost_over_items" })
      #expect(last["rule"] as? String == (isMean ? "mean" : "sum"))
      #expect(last["result"] as? Double == traced.run.cost && last["item"] == nil)
    }
  }
}
