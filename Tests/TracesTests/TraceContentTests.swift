import Foundation
import Neural
import Testing

@testable import Traces

/// What the writer writes, read by Foundation's parser, which knows nothing of it.
@Suite("What traces of each kind of layer hold")
struct TraceContentTests {
  private typealias Object = [String: Any]

  private func document(_ sample: TraceSamples.Sample) throws -> Object {
    let bytes = TraceWriter(encoding: .json).bytes(sample.pass)
    return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? Object)
  }

  private func tensor(_ value: Any?) throws -> Tensor {
    let object = try #require(value as? Object)
    return try Tensor(
      shape: try #require(object["shape"] as? [Int]),
      values: try #require(object["values"] as? [Double]))
  }

  private func steps(_ document: Object, _ pass: TracePass) throws -> [Object] {
    try #require(document["steps"] as? [Object]).filter {
      $0["pass"] as? String == pass.rawValue
    }
  }

  /// Whether two lists of numbers are the same but for the order of additions.
  private func agree(_ left: [Double], _ right: [Double]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) < 1e-12 }
  }

  @Test("There is a sample with and without gradients of every kind of layer")
  func samples() {
    #expect(TraceSamples.all.count == 9)
    #expect(TraceSamples.backward.count == 5)
  }

  @Test("Contributions add up to the gradients", arguments: TraceSamples.backward)
  func contributions(sample: TraceSamples.Sample) throws {
    let document = try document(sample)
    let results = try #require(document["results"] as? Object)
    let total = try tensor(results["activation_gradient"])
    var sum = [Double](repeating: 0, count: total.count)
    for step in try steps(document, .activationGradient) {
      for (place, value) in try tensor(step["contribution"]).values.enumerated() {
        sum[place] += value
      }
    }
    #expect(agree(sum, total.values))
    guard results["weight_gradient"] != nil else { return }
    let weights = try tensor(results["weight_gradient"])
    var weightSum = [Double](repeating: 0, count: weights.count)
    for step in try steps(document, .weightGradient) {
      let contribution = try tensor(step["contribution"])
      let map = try #require(step["map"] as? Int)
      for (place, value) in contribution.values.enumerated() {
        weightSum[map * contribution.count + place] += value
      }
    }
    #expect(agree(weightSum, weights.values))
  }

  @Test("Terms hold where their products go", arguments: TraceSamples.backward)
  func terms(sample: TraceSamples.Sample) throws {
    let document = try document(sample)
    for step in try steps(document, .activationGradient) {
      let contribution = try tensor(step["contribution"])
      var sum = Tensor(shape: [contribution.count])
      let terms = try #require(step["terms"] as? [Object])
      for term in terms where term["padding"] as? Bool == false {
        let place = try ["channel", "row", "column"].map { try #require(term[$0] as? Int) }
        let input = contribution.shape.suffix(2)
        let (rows, columns) = (input.first ?? 0, input.last ?? 0)
        let offset = (place[0] * rows + place[1]) * columns + place[2]
        sum[offset] += try #require(term["product"] as? Double)
      }
      #expect(agree(sum.values, contribution.values))
    }
  }

  @Test("Both ways to each gradient agree with the results", arguments: TraceSamples.backward)
  func correlations(sample: TraceSamples.Sample) throws {
    let document = try document(sample)
    let results = try #require(document["results"] as? Object)
    let gradient = try tensor(results["activation_gradient"])
    if results["output"] != nil {
      let sums = try steps(document, .activationGradientAccumulation)
      #expect(agree(try sums.map { try #require($0["sum"] as? Double) }, gradient.values))
      return
    }
    for (pass, key) in [
      (TracePass.activationGradientConvolution, "activation_gradient"),
      (.biasGradientCorrelation, "bias_gradient"),
    ] {
      let products = try steps(document, pass).map { try #require($0["dot_product"] as? Double) }
      #expect(agree(products, try tensor(results[key]).values))
    }
    let components = try steps(document, .biasGradient).map {
      try #require($0["component"] as? Double)
    }
    #expect(agree(components, try tensor(results["bias_gradient_components"]).values))
    let weights = try tensor(results["weight_gradient"])
    let layer = try #require((document["layers"] as? [Object])?.first)
    let kernel = layer["kernel"] as? [Int]
    for step in try steps(document, .weightGradientCorrelation) {
      let cell = try #require(step["cell"] as? [String: Int])
      let (row, column) = (try #require(cell["row"]), try #require(cell["column"]))
      // A fully connected layer's filters are as its input, here 2 × 2.
      let (rows, columns) = (kernel?[0] ?? 2, kernel?[1] ?? 2)
      let index = try #require(step["index"] as? Int)
      let place = index / (rows * columns) * rows * columns + row * columns + column
      let product = try #require(step["dot_product"] as? Double)
      #expect(abs(product - weights.values[place]) < 1e-12)
    }
  }

  @Test("The winner and the mean of a window are those of its cells", arguments: TraceSamples.all)
  func windows(sample: TraceSamples.Sample) throws {
    let document = try document(sample)
    let results = try #require(document["results"] as? Object)
    guard results["output"] != nil else { return }
    let output = try tensor(results["output"])
    for step in try steps(document, .forward) {
      let window = try #require(step["window"] as? [Object])
      let values = window.filter { $0["padding"] as? Bool == false }
        .compactMap { $0["value"] as? Double }
      let a = try #require(step["a"] as? Double)
      if step["kind"] as? String == "selection" {
        #expect(a == values.max())
        let winner = try #require(step["winner"] as? [String: Int])
        let first = try #require(window.first { $0["value"] as? Double == a })
        #expect(first["row"] as? Int == winner["row"])
        #expect(first["column"] as? Int == winner["column"])
      } else {
        #expect(step["divisor"] as? Int == window.count)
        #expect(abs(a - values.reduce(0, +) / Double(window.count)) < 1e-12)
      }
      #expect(a == output.values[try #require(step["index"] as? Int)])
    }
  }

  @Test("Steps come pass by pass, each with its kind", arguments: TraceSamples.all)
  func order(sample: TraceSamples.Sample) throws {
    let steps = try #require(try document(sample)["steps"] as? [Object])
    let content = TraceContent(sample.pass)
    let expected = content.sections.flatMap { section in
      (0..<section.steps.count).map { "\(section.pass.rawValue) \(section.steps.kind) \($0)" }
    }
    #expect(
      steps.map { "\($0["pass"] ?? "") \($0["kind"] ?? "") \($0["index"] ?? "")" } == expected)
  }

  @Test("A choice of passes narrows the steps, not the header")
  func passes() throws {
    for sample in TraceSamples.backward {
      let selection = TraceSelection(passes: [.activationGradient], fields: [.factor])
      let writer = TraceWriter(encoding: .jsonLines, selection: selection)
      let lines = writer.text(sample.pass).split(separator: "\n")
      let whole = TraceWriter(encoding: .jsonLines).text(sample.pass).split(separator: "\n")
      let count = try #require(
        TraceContent(sample.pass).sections.first { $0.pass == .activationGradient }
      ).steps.count
      #expect(lines.count == 1 + count)
      #expect(
        lines[0].prefix { $0 != "n" } == whole[0].prefix { $0 != "n" })
      #expect(lines.dropFirst().allSatisfy { $0.contains("\"pass\":\"activation_gradient\"") })
      #expect(lines.dropFirst().allSatisfy { !$0.contains("terms") && $0.contains("factor") })
      #expect(try TraceReader().check(writer.bytes(sample.pass)).steps == count)
    }
  }
}
