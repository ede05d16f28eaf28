import Neural
import Testing
import Wording

@testable import Traces

@Suite("Writing traces")
struct TraceWriterTests {
  /// Two groups, a ragged geometry, a rotated filter: every key has something to say.
  static func samplePass() throws -> Convolution.ForwardPass {
    let values = (0..<40).map { Double($0 % 7) - 2.5 }
    return try Convolution(
      weights: Tensor(shape: [4, 1, 2, 3], values: (0..<24).map { Double($0) / 3 - 4 }),
      bias: Tensor(shape: [4], values: [0.1, -0.2, 0, 1e-9]), activation: .sigmoid,
      stride: Extent(rows: 2, columns: 1),
      padding: .explicit(Padding(top: 1, bottom: 0, left: 2, right: 1)),
      dilation: Extent(rows: 1, columns: 2), groups: 2, operation: .convolution
    ).forward(Tensor(shape: [2, 4, 5], values: values))
  }

  static func text(
    _ pass: Convolution.ForwardPass, _ encoding: TraceWriter.Encoding,
    selection: TraceSelection = .everything
  ) -> String {
    var bytes: [UInt8] = []
    TraceWriter(encoding: encoding, selection: selection).write(pass) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("Each step holds what the pass computes", arguments: TraceWriter.Encoding.allCases)
  func steps(encoding: TraceWriter.Encoding) throws {
    let pass = try Self.samplePass()
    let trace = try DecodedTrace(Self.text(pass, encoding), encoding)
    #expect(trace.steps == pass.steps.map(expected))
  }

  @Test("A step that is to be explained has its sentence", arguments: TraceWriter.Encoding.allCases)
  func explanations(encoding: TraceWriter.Encoding) throws {
    let pass = try Self.samplePass()
    let text = Self.text(pass, encoding, selection: TraceSelection(isExplained: true))
    for step in pass.steps { #expect(text.contains("\"\(Explanation(step).text)\"")) }
    #expect(!Self.text(pass, encoding).contains("explanation"))
  }

  /// What a step should be written as, with every key.
  private func expected(_ step: DotProduct) -> DecodedTrace.Step {
    DecodedTrace.Step(
      index: step.index, layer: 0, pass: "forward", kind: "dot_product", map: step.map,
      position: DecodedTrace.Position(
        index: step.position.index, row: step.position.neuron.row,
        column: step.position.neuron.column, originRow: step.position.origin.row,
        originColumn: step.position.origin.column),
      terms: step.terms.map { term in
        DecodedTrace.Term(
          channel: term.channel, row: term.cell.row, column: term.cell.column,
          kernelRow: term.kernelCell.row, kernelColumn: term.kernelCell.column,
          weightRow: term.weightCell.row, weightColumn: term.weightCell.column,
          value: term.value, weight: term.weight, product: term.product, padding: term.isPadding)
      },
      dotProduct: step.dotProduct, bias: step.bias, z: step.z, a: step.a)
  }

  @Test(
    "The header holds the layer, the operands and the results",
    arguments: TraceWriter.Encoding.allCases)
  func header(encoding: TraceWriter.Encoding) throws {
    let pass = try Self.samplePass()
    let header = try DecodedTrace(Self.text(pass, encoding), encoding).header
    #expect(header.format == "convlens-trace")
    #expect(header.version == 1)
    #expect(header.generator == ["name": "convlens"])
    #expect(header.stepCount == pass.steps.count)
    #expect(
      header.layers == [
        DecodedTrace.Layer(
          kind: "convolution", operation: "convolution", activation: "sigmoid",
          inputShape: [2, 4, 5], outputShape: pass.shape, kernel: [2, 3], stride: [2, 1],
          dilation: [1, 2],
          padding: DecodedTrace.Padding(rule: "explicit", top: 1, bottom: 0, left: 2, right: 1),
          groups: 2)
      ])
    func values(_ tensor: Tensor) -> DecodedTrace.Values {
      DecodedTrace.Values(shape: tensor.shape, values: tensor.values)
    }
    #expect(
      header.operands == [
        "input": values(pass.input), "weights": values(pass.layer.weights),
        "bias": values(pass.layer.bias),
      ])
    #expect(header.results == ["z": values(pass.result.z), "a": values(pass.result.a)])
  }

  @Test("A document breaks its lines between header keys and between steps")
  func lines() throws {
    let pass = try Convolution(weights: Tensor(shape: [1, 1, 1, 1], values: [2]))
      .forward(Tensor(shape: [1, 1, 2], values: [3, 0.5]))
    var bytes: [UInt8] = []
    TraceWriter(encoding: .json, generator: TraceGenerator(name: "test", version: "1.2"))
      .write(pass) { bytes += $0 }
    let step = """
      "layer": 0, "pass": "forward", "kind": "dot_product", "map": 0, "position": \
      {"index": 0, "row": 0, "column": 0, "origin_row": 0, "origin_column": 0}, "terms": \
      [{"channel": 0, "row": 0, "column": 0, "kernel_row": 0, "kernel_column": 0, \
      "weight_row": 0, "weight_column": 0, "value": 3, "weight": 2, "product": 6, \
      "padding": false}], "dot_product": 6, "bias": 0, "z": 6, "a": 6
      """
    let second =
      step
      .replacing(
        "{\"index\": 0, \"row\": 0, \"column\": 0", with: "{\"index\": 1, \"row\": 0, \"column\": 1"
      )
      .replacing("\"origin_column\": 0", with: "\"origin_column\": 1")
      .replacing("\"row\": 0, \"column\": 0, \"kernel", with: "\"row\": 0, \"column\": 1, \"kernel")
      .replacing("3", with: "0.5").replacing("6", with: "1")
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        {
          "format": "convlens-trace",
          "version": 1,
          "generator": {"name": "test", "version": "1.2"},
          "layers": [
            {"kind": "convolution", "operation": "cross-correlation", "activation": "identity", \
        "input_shape": [1, 1, 2], "output_shape": [1, 1, 2], "kernel": [1, 1], "stride": [1, 1], \
        "dilation": [1, 1], "padding": {"rule": "valid", "top": 0, "bottom": 0, "left": 0, \
        "right": 0}, "groups": 1}
          ],
          "operands": {
            "input": {"shape": [1, 1, 2], "values": [3, 0.5]},
            "weights": {"shape": [1, 1, 1, 1], "values": [2]},
            "bias": {"shape": [1], "values": [0]}
          },
          "results": {
            "z": {"shape": [1, 1, 2], "values": [6, 1]},
            "a": {"shape": [1, 1, 2], "values": [6, 1]}
          },
          "notation": {
            "input": "aᴸ⁻¹, [channels, rows, columns]; values row by row, indices from 0",
            "weights": "wᴸ, [maps, channels / groups, rows, columns], not rotated",
            "bias": "bᴸ, one a map",
            "dot_product": "Σ value · weight over the terms, in their order",
            "z": "zᴸ = dot_product + bias, [maps, rows, columns]",
            "a": "aᴸ = σ(zᴸ), [maps, rows, columns]"
          },
          "step_count": 2,
          "steps": [
            {"index": 0, \(step)},
            {"index": 1, \(second)}
          ]
        }

        """)
  }

  @Test(
    "A selection narrows steps and keys, and its count", arguments: TraceWriter.Encoding.allCases)
  func selection(encoding: TraceWriter.Encoding) throws {
    let pass = try Self.samplePass()
    let selection = TraceSelection(maps: [1, 3], every: 3, fields: [.z, .position])
    let trace = try DecodedTrace(Self.text(pass, encoding, selection: selection), encoding)
    let count = pass.sweep.count
    let wanted = pass.steps.indices.filter { $0 % 3 == 0 && [1, 3].contains($0 / count) }
    #expect(trace.header.stepCount == wanted.count)
    #expect(
      trace.steps
        == wanted.map { index in
          var step = expected(pass.steps[index])
          (step.terms, step.dotProduct, step.bias, step.a) = (nil, nil, nil, nil)
          return step
        })
  }

  @Test("No step at all is a trace too", arguments: TraceWriter.Encoding.allCases)
  func noSteps(encoding: TraceWriter.Encoding) throws {
    let pass = try Self.samplePass()
    let text = Self.text(pass, encoding, selection: TraceSelection(steps: []))
    #expect(try DecodedTrace(text, encoding).steps.isEmpty)
  }

  @Test("A trace comes in portions whose size does not follow the number of steps")
  func portions() throws {
    let pass = try Convolution(weights: Tensor(repeating: 0.3, shape: [2, 3, 5, 5]))
      .forward(Tensor(repeating: 0.7, shape: [3, 20, 20]))
    var portions: [Int] = []
    TraceWriter(encoding: .jsonLines).write(pass) { portions.append($0.count) }
    #expect(portions.count > 50)
    #expect(portions.dropLast().allSatisfy { (65_536..<67_000).contains($0) })
  }

  @Test("What the sink throws ends the writing")
  func failure() throws {
    struct Full: Error, Equatable {}
    let pass = try Convolution(weights: Tensor(repeating: 0.3, shape: [2, 3, 5, 5]))
      .forward(Tensor(repeating: 0.7, shape: [3, 20, 20]))
    var calls = 0
    #expect(throws: Full()) {
      try TraceWriter(encoding: .json).write(pass) { _ in
        calls += 1
        if calls == 3 { throw Full() }
      }
    }
    #expect(calls == 3)
  }
}
