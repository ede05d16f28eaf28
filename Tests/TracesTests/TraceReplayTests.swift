import Neural
import Testing

@testable import Traces

@Suite("Replaying traces of every kind of layer, and of networks")
struct TraceReplayTests {
  @Test("Every kind of layer is among the samples, with and without gradients")
  func kinds() {
    for kind in LayerRegistry.declarations.map(\.kind) {
      let runs = TraceSamples.all.filter { $0.description.hasPrefix("\(kind) ") }.map(\.traced.run)
      #expect(runs.contains { $0.upstreamGradient == nil }, "\(kind)")
      #expect(runs.contains { $0.upstreamGradient != nil }, "\(kind)")
    }
    #expect(TraceSamples.networks.count == 4)
  }

  @Test("A trace gives back the run that it was written from", arguments: TraceSamples.all)
  func runs(sample: TraceSamples.Sample) throws {
    for encoding in TraceWriter.Encoding.allCases {
      let bytes = TraceWriter(encoding: encoding).bytes(sample.traced)
      let read = try TraceReader().run(from: bytes)
      #expect(read.run.items == sample.traced.run.items)
      #expect(read.run.outputs == sample.traced.run.outputs)
      #expect(read.names == sample.traced.names && read.run.costs == sample.traced.run.costs)
      #expect(TraceWriter(encoding: encoding).bytes(read) == bytes)
    }
  }

  @Test("Every step and every result of an honest trace holds", arguments: TraceSamples.all)
  func honest(sample: TraceSamples.Sample) throws {
    let sections = TraceSection.all(of: sample.traced.run)
    let terms = sections.reduce(0) { $0 + $1.account.reduce(0) { $0 + $1.terms.count } }
    let results = TracePart.all(of: sample.traced.run).reduce(0) { $0 + $1.results().count }
    for encoding in TraceWriter.Encoding.allCases {
      for isExplained in [false, true] {
        let writer = TraceWriter(
          encoding: encoding, selection: TraceSelection(isExplained: isExplained))
        let report = try TraceReader().check(writer.bytes(sample.traced))
        #expect(
          report
            == TraceReader.Report(
              steps: sections.reduce(0) { $0 + $1.account.count }, terms: terms, results: results))
      }
    }
  }

  @Test("No number can be changed unnoticed", arguments: TraceSamples.all)
  func everyNumber(sample: TraceSamples.Sample) throws {
    let text = TraceWriter(encoding: .jsonLines).text(sample.traced)
    // An input's last row may lie under no overlay, so operands are not among them.
    let results = try #require(text.firstRange(of: "\"results\"")).lowerBound
    let numbers = text[results...].matches(of: /[:\[,](-?[0-9][0-9.e+-]*)/)
    #expect(numbers.count > 8)
    // Some sixteen of them, evenly spread, since each takes a check of the whole trace.
    for match in numbers.enumerated().lazy.filter({ $0.offset % (numbers.count / 16 + 1) == 0 }) {
      let number = match.element.output.1
      let tampered = number == "7" ? "8" : "7"
      let changed = text[..<number.startIndex] + tampered + text[number.endIndex...]
      #expect(throws: TraceError.self, "\(text.prefix(upTo: number.startIndex).suffix(60))…") {
        try TraceReader().check(Array(changed.utf8))
      }
    }
  }

  @Test(
    "No name of a tensor, a rule or a stage can be changed unnoticed", arguments: TraceSamples.all)
  func everyName(sample: TraceSamples.Sample) throws {
    let text = TraceWriter(encoding: .jsonLines).text(sample.traced)
    let steps = try #require(text.firstIndex(of: "\n"))
    let names = text[steps...].matches(
      of: /"(tensor|weight_tensor|target_tensor|rule|stage|pass)":"([^"]+)"/)
    for match in names.enumerated().lazy.filter({ $0.offset % (names.count / 12 + 1) == 0 }) {
      let name = match.element.output.2
      let changed = text[..<name.startIndex] + "other" + text[name.endIndex...]
      #expect(throws: TraceError.self, "\(name)") {
        try TraceReader().check(Array(changed.utf8))
      }
    }
  }

  @Test("Sums in another order and other roundings of σ hold", arguments: TraceSamples.networks)
  func rounding(sample: TraceSamples.Sample) throws {
    let text = TraceWriter(encoding: .jsonLines).text(sample.traced)
    var nudged = text
    for key in ["result", "a", "dot_product", "factor"] {
      nudged = nudged.replacing(try Regex("\"\(key)\":(-?[0-9.]+)([,}])")) { match in
        let value = match.output[1].substring.flatMap { Double($0) } ?? 0
        return "\"\(key)\":\(value * (1 + 3e-16))\(match.output[2].substring ?? "")"
      }
    }
    let lines = nudged.split(separator: "\n", maxSplits: 1)
    let header = lines[0].replacing(/([,\[])(-?0\.[0-9]{12,})(?=[,\]])/) { match in
      "\(match.output.1)\((Double(match.output.2) ?? 0) * (1 + 2e-15))"
    }
    // What went in must stay as it is.
    let operands = try #require(header.firstRange(of: "\"results\"")).lowerBound
    let start = try #require(lines[0].firstRange(of: "\"results\"")).lowerBound
    nudged = lines[0][..<start] + header[operands...] + "\n" + lines[1]
    #expect(nudged != text)
    _ = try TraceReader().check(Array(nudged.utf8))
  }

  @Test("A sum of very many terms may be rounded by each of them")
  func manyTerms() throws {
    let count = 20_000
    let values = (0..<count).map { 1 / Double($0 + 1) }
    let traced = try TraceSamples.layer(
      FullyConnected(weights: Tensor(shape: [1, count], values: values)),
      Tensor(repeating: 1, shape: [count]))
    let step = try #require(traced.run.stages[0].account(.forward)?.first)
    let backwards = values.reversed().reduce(0, +)
    #expect(step.result != backwards)
    let slack = TraceTolerance(traced.run).slack(ofResult: step)
    #expect(abs(step.result - backwards) <= slack && slack < 1e-9)
  }

  @Test(
    "The first value that does not hold is named, with its stage, its pass and its step",
    arguments: [
      ("\"result\":", "result", Account.Name.forward, "conv1"),
      ("\"a\":", "a", .forward, "conv1"),
      ("\"value\":", "terms[0].value", .forward, "conv1"),
      ("\"weight\":", "terms[0].weight", .forward, "conv1"),
      ("\"winner\":", "winner", .forward, "pool1"),
      ("\"dot_product\":", "dot_product", .forward, "conv1"),
      ("\"bias\":", "bias", .forward, "conv1"),
      ("\"factor\":", "factor", .weightGradient, "fc"),
    ])
  func named(original: String, key: String, pass: Account.Name, stage: String) throws {
    let text = TraceWriter(encoding: .jsonLines).text(try TraceSamples.network())
    var lines = text.split(separator: "\n").map(String.init)
    let line = try #require(lines.indices.dropFirst().first { lines[$0].contains(original) })
    let place = try #require(lines[line].firstRange(of: original))
    lines[line].insert(contentsOf: "9", at: place.upperBound)
    lines[line] = lines[line].replacing("9-", with: "-9")
    let error = #expect(throws: TraceError.self) {
      try TraceReader().check(Array(lines.joined(separator: "\n").utf8))
    }
    guard case .mismatch(let mismatch) = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.line == line + 1)
    #expect((mismatch.key, mismatch.stage, mismatch.step?.index) == (key, stage, 0))
    #expect(mismatch.step?.pass == pass)
  }

  @Test("Passes out of order, and keys that come again, are refused")
  func order() throws {
    let traced = try TraceSamples.article(upstream: Tensor(repeating: 1, shape: [1, 2, 2]))
    let lines = TraceWriter(encoding: .jsonLines).text(traced).split(separator: "\n")
    var swapped = lines
    swapped.swapAt(4, 5)
    #expect(throws: TraceError.self) {
      try TraceReader().check(Array(swapped.joined(separator: "\n").utf8))
    }
    let twice = lines.joined(separator: "\n")
      .replacing("\"result\":", with: "\"index\":3,\"result\":")
    let error = #expect(throws: TraceError.self) { try TraceReader().check(Array(twice.utf8)) }
    #expect(error?.problem == .misplaced(key: "index", reason: "stands twice in one object"))
  }
}
