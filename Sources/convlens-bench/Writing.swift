import Foundation
import Neural
import Traces

/// The speed of writing and checking traces, and of Foundation's encoder on the same bytes' worth of
/// steps.
enum Writing {
  static func run() throws {
    let forward = try Main.pass(maps: 20).forward
    try measure("forward, 12,500 steps", run(forward.layer, forward.input))
    let backward = try Main.pass()
    try measure(
      "with gradients, 28 × 28 under 4 × 4",
      run(backward.forward.layer, backward.forward.input, backward.upstreamGradient))
    let steps = forward.steps.map(EncodableStep.init)
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .useDefaultKeys
    let size = try steps.reduce(0) { try $0 + encoder.encode($1).count + 1 }
    var length = 0
    try Main.report("JSONEncoder, the forward steps, a line each", Double(size) / 1e6, "MB/s") {
      for step in steps { length += try encoder.encode(step).count }
    }
    print("checksum", length)
  }

  private static func run(
    _ layer: Convolution, _ input: Tensor, _ upstream: Tensor? = nil
  ) throws -> TracedRun {
    let run = try Network(layer: layer, inputShape: input.shape).forward(input)
    return TracedRun(try upstream.map { try run.backward(outputGradient: [$0]) } ?? run)
  }

  private static func measure(_ name: String, _ traced: TracedRun) throws {
    for encoding in TraceWriter.Encoding.allCases {
      var bytes: [UInt8] = []
      let writer = TraceWriter(encoding: encoding)
      writer.write(traced) { bytes += $0 }
      let megabytes = Double(bytes.count) / 1e6
      let terms = Double(try TraceReader().check(bytes).terms) / 1e6
      var length = 0
      Main.report("writing \(encoding), \(name)", megabytes, "MB/s") {
        writer.write(traced) { length += $0.count }
      }
      Main.report("writing \(encoding), \(name)", terms, "million terms/s") {
        writer.write(traced) { length += $0.count }
      }
      try Main.report("checking \(encoding), \(name)", terms, "million terms/s") {
        _ = try TraceReader().check(bytes)
      }
    }
  }
}

/// A forward step of a convolution as Foundation's encoder takes it, with keys of its own.
private struct EncodableStep: Encodable {
  struct Product: Encodable {
    let tensor, weight_tensor: String
    let index, weight_index: [Int]
    let value, weight, product: Double
    let padding: Bool
    let kernel_row, kernel_column: Int
  }

  let index: Int
  let stage, pass, rule: String
  let terms: [Product]
  let dot_product, bias, result, a: Double

  init(_ step: DotProduct) {
    (index, stage, pass, rule) = (step.index, "convolution", "forward", "sum")
    terms = step.terms.map { term in
      Product(
        tensor: "input", weight_tensor: "convolution.weight",
        index: [term.channel, term.cell.row, term.cell.column],
        weight_index: [step.map, term.channel, term.weightCell.row, term.weightCell.column],
        value: term.value, weight: term.weight, product: term.product, padding: term.isPadding,
        kernel_row: term.kernelCell.row, kernel_column: term.kernelCell.column)
    }
    (dot_product, bias, result, a) = (step.dotProduct, step.bias, step.z, step.a)
  }
}
