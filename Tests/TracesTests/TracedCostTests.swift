import Neural
import Testing

@testable import Traces

@Suite("The cost in a trace")
struct TracedCostTests {
  @Test("It stands between operands and results, and holds", arguments: Cost.allCases)
  func honest(cost: Cost) throws {
    for encoding in TraceWriter.Encoding.allCases {
      let text = try TraceSamples.withCost(cost, encoding: encoding)
      let places = try ["\"operands\"", "\"cost\"", "\"results\""].map { key in
        try #require(text.firstRange(of: key)).lowerBound
      }
      #expect(places == places.sorted())
      #expect(try TraceReader().check(Array(text.utf8)).steps > 0)
    }
  }

  @Test(
    "A value, target or gradient that does not go with the others is named",
    arguments: [
      ("(\"value\":)-?[0-9.]+", "1.25", "cost.value"),
      ("(\"target\":.*?0,)0.75", "0.8", "cost.value"),
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
      ("\"upstream_gradient\":{", "\"upstream\":{", "upstream_gradient"),
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
    let forward = try Convolution(weights: Tensor(shape: [1, 1, 1, 1], values: [2]))
      .forward(Tensor(shape: [1, 1, 2], values: [1, 2]))
    let target = try Tensor(shape: [1, 1, 2], values: [1, 4])
    let cost = try TracedCost(.quadratic, of: forward.result.a, target: target)
    let text = TraceSummary(of: forward, by: TraceWriter(encoding: .json, cost: cost)).text
    #expect(text.contains("\nquadratic cost against the target: 0.5\n\n"))
  }
}
