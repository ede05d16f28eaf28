import Foundation
import Neural
import Testing

@testable import Traces

/// What the writer writes, read by Foundation's parser, which knows nothing of it.
@Suite("Writing traces")
struct TraceWriterTests {
  private func trace(
    _ traced: TracedRun, _ encoding: TraceWriter.Encoding = .json,
    selection: TraceSelection = .everything
  ) throws -> DecodedTrace {
    try DecodedTrace(TraceWriter(encoding: encoding, selection: selection).text(traced), encoding)
  }

  @Test("Each step holds what its account holds", arguments: TraceSamples.all)
  func steps(sample: TraceSamples.Sample) throws {
    let sections = TraceSection.all(of: sample.traced.run)
    let trace = try trace(sample.traced)
    #expect(trace.steps.count == sections.reduce(0) { $0 + $1.account.count })
    var steps = trace.steps[...]
    for section in sections {
      for step in section.account {
        let written = steps.popFirst() ?? [:]
        #expect(written["index"] as? Int == step.index)
        #expect(written["stage"] as? String == section.stage)
        #expect(written["pass"] as? String == section.pass.rawValue)
        #expect(written["item"] as? Int == section.item)
        let key = step.rule == .spread ? "factor" : "result"
        #expect(written[key] as? Double == step.result)
        #expect(written["a"] as? Double == step.application?.value)
        let terms = try #require(written["terms"] as? [DecodedTrace.Object])
        #expect(terms.map { $0["value"] as? Double } == step.terms.map(\.value.value))
        #expect(terms.map { $0["weight"] as? Double } == step.terms.map { $0.factor?.value })
      }
    }
  }

  @Test(
    "Every value stands in the tensor, and at the index, that the trace says",
    arguments: TraceSamples.all)
  func addresses(sample: TraceSamples.Sample) throws {
    let trace = try trace(sample.traced)
    var checked = 0
    for step in trace.steps {
      let item = step["item"] as? Int
      func check(_ object: DecodedTrace.Object, _ value: String, _ tensor: String, _ index: String)
        throws
      {
        guard let name = object[tensor] as? String else { return }
        let place = try #require(object[index] as? [Int])
        let own = object["item"] as? Int ?? item
        // What one item adds to the gradient of a parameter is not held by itself.
        guard own == nil || trace.isByItem(name, place) else { return }
        let found = try trace.element(of: name, at: place, item: own)
        #expect(found == object[value] as? Double, "\(name)")
        checked += 1
      }
      for term in try #require(step["terms"] as? [DecodedTrace.Object]) {
        try check(term, "value", "tensor", "index")
        try check(term, "weight", "weight_tensor", "weight_index")
      }
      try check(step, "bias", "bias_tensor", "bias_index")
      guard step["rule"] as? String != "spread", let target = step["target"] as? DecodedTrace.Object
      else { continue }
      let name = try #require(target["tensor"] as? String)
      let index = try #require(target["index"] as? [Int])
      guard let found = try? trace.element(of: name, at: index, item: item),
        let result = step["result"] as? Double, item == nil || trace.isByItem(name, index),
        item != nil || !(step["pass"] as? String ?? "").hasPrefix("cost_over")
      else { continue }
      #expect(abs(found - result) <= 1e-9 * max(1, abs(found)), "\(name)")
      checked += 1
    }
    // What only rearranges a tensor has no steps.
    #expect(checked > 0 || trace.steps.isEmpty)
  }

  @Test("Spread products and totals add up to the gradients", arguments: TraceSamples.all)
  func sums(sample: TraceSamples.Sample) throws {
    guard sample.traced.run.reduction == .sum else { return }
    let trace = try trace(sample.traced)
    var sums: [String: [Double]] = [:]
    func add(_ value: Double, _ name: String, _ index: [Int], _ item: Int?) throws {
      let tensor = try #require(trace.tensor(name))
      let offset = trace.offset(in: tensor, at: index, item: item)
      sums[name, default: Array(repeating: 0, count: tensor.values.count)][offset] += value
    }
    for step in trace.steps {
      let item = step["item"] as? Int
      if let total = step["total"] as? DecodedTrace.Object {
        try add(
          #require(step["result"] as? Double), #require(total["tensor"] as? String),
          #require(total["index"] as? [Int]), item)
      }
      for term in step["terms"] as? [DecodedTrace.Object] ?? [] {
        guard let name = term["target_tensor"] as? String else { continue }
        try add(
          #require(term["product"] as? Double), name, #require(term["target_index"] as? [Int]), item
        )
      }
    }
    for (name, sum) in sums {
      let whole = try #require(trace.tensor(name)).values
      #expect(
        zip(sum, whole).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) }, "\(name)")
    }
  }

  @Test("The header lists stages with their settings, and tensors by name")
  func header() throws {
    let traced = try TraceSamples.network(items: 2)
    let header = try trace(traced, .jsonLines).header
    #expect(header["format"] as? String == "convlens-trace")
    #expect(header["version"] as? Int == 2)
    #expect(header["network"] as? String == "chain")
    #expect(header["input_shape"] as? [Int] == [1, 5, 5])
    #expect(header["reduction"] as? String == "sum")
    let stages = try #require(header["stages"] as? [DecodedTrace.Object])
    #expect(stages.map { $0["name"] as? String } == ["conv1", "pool1", "fc"])
    #expect(stages.map { $0["from"] as? [String] } == [["input"], ["conv1"], ["pool1"]])
    #expect(stages[1]["output_shape"] as? [Int] == [2, 2, 2])
    let settings = try #require(stages[0]["settings"] as? DecodedTrace.Object)
    #expect(settings["kernel"] as? [Int] == [3, 3] && settings["maps"] as? Int == 2)
    #expect(settings["activation"] as? String == "sigmoid")
    let operands = try #require(header["operands"] as? DecodedTrace.Object)
    #expect(
      operands.keys.sorted() == [
        "conv1.bias", "conv1.weight", "fc.bias", "fc.weight", "input", "target",
        "upstream_gradient",
      ])
    let results = try #require(header["results"] as? DecodedTrace.Object)
    #expect((results["cost"] as? DecodedTrace.Object)?["value"] as? Double == traced.run.cost)
    #expect((header["cost"] as? DecodedTrace.Object)?["name"] as? String == "quadratic")
    let first = try #require(results["conv1"] as? DecodedTrace.Object)
    for key in [
      "z", "a", "output_gradient", "bias_gradient_components", "bias_gradient", "weight_gradient",
      "activation_gradient",
    ] {
      #expect(first[key] != nil, "\(key)")
    }
  }

  @Test("A document breaks its lines between header keys and between steps")
  func lines() throws {
    let lines = TraceWriter(
      encoding: .json, generator: TraceGenerator(name: "test", version: "1.2")
    ).text(try TraceSamples.article()).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines[0] == "{" && lines[3] == "  \"generator\": {\"name\": \"test\", \"version\": \"1.2\"},")
    #expect(lines.filter { $0.hasPrefix("    {\"index\": ") }.count == 4)
    #expect(lines.suffix(3) == ["  ]", "}", ""])
  }

  @Test(
    "A selection narrows stages, passes, steps and keys, and the count",
    arguments: TraceWriter.Encoding.allCases)
  func selection(encoding: TraceWriter.Encoding) throws {
    let selection = TraceSelection(
      stages: ["conv1"], passes: [.forward], maps: [1], every: 3, fields: [.result, .position])
    let trace = try trace(TraceSamples.network(), encoding, selection: selection)
    #expect(trace.header["step_count"] as? Int == 3)
    #expect(trace.steps.map { $0["index"] as? Int } == [9, 12, 15])
    for step in trace.steps {
      #expect(
        step.keys.sorted()
          == ["index", "pass", "position", "result", "rule", "stage", "target"])
    }
  }

  @Test("No step at all is a trace too", arguments: TraceWriter.Encoding.allCases)
  func noSteps(encoding: TraceWriter.Encoding) throws {
    let traced = try TraceSamples.article()
    #expect(try trace(traced, encoding, selection: TraceSelection(steps: [])).steps.isEmpty)
  }

  @Test("Explanations come in the language that is asked for", arguments: ["en", "de", "fr", "es"])
  func explanations(code: String) throws {
    let writer = TraceWriter(
      encoding: .json, selection: TraceSelection(steps: [0...0], isExplained: true),
      language: try #require(.named(code)))
    let word = ["en": "neuron", "de": "Neuron", "fr": "neurone", "es": "neurona"][code] ?? ""
    #expect(writer.text(try TraceSamples.article()).contains(" \(word) (0, 0)"))
  }

  private static func large() throws -> TracedRun {
    try TraceSamples.layer(
      Convolution(weights: Tensor(repeating: 0.3, shape: [2, 3, 5, 5])),
      Tensor(repeating: 0.7, shape: [3, 20, 20]))
  }

  @Test("A trace comes in portions whose size does not follow the number of steps")
  func portions() throws {
    var portions: [Int] = []
    TraceWriter(encoding: .jsonLines).write(try Self.large()) { portions.append($0.count) }
    #expect(portions.count > 50)
    #expect(portions.dropLast().allSatisfy { (65_536..<67_000).contains($0) })
  }

  @Test("What the sink throws ends the writing")
  func failure() throws {
    struct Full: Error, Equatable {}
    var calls = 0
    #expect(throws: Full()) {
      try TraceWriter(encoding: .json).write(Self.large()) { _ in
        calls += 1
        if calls == 3 { throw Full() }
      }
    }
    #expect(calls == 3)
  }
}
