import Foundation
import Neural
import Traces

/// The speed of writing and checking traces, and of Foundation's encoder on the same steps.
enum Writing {
  static func run() throws {
    let forward = try Main.pass(maps: 20).forward
    try measure("forward, 12,500 steps", forward)
    try measure("with gradients, 28 × 28 under 4 × 4", Main.pass())
    let steps = forward.steps.map(EncodableStep.init)
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .useDefaultKeys
    let size = try steps.reduce(0) { try $0 + encoder.encode($1).count + 1 }
    var length = 0
    try Main.report("JSONEncoder, the same steps, a line each", Double(size) / 1e6, "MB/s") {
      for step in steps { length += try encoder.encode(step).count }
    }
    print("checksum", length)
  }

  private static func measure(_ name: String, _ pass: some Traceable) throws {
    for encoding in TraceWriter.Encoding.allCases {
      var bytes: [UInt8] = []
      let writer = TraceWriter(encoding: encoding)
      writer.write(pass) { bytes += $0 }
      let megabytes = Double(bytes.count) / 1e6
      var length = 0
      Main.report("writing \(encoding), \(name)", megabytes, "MB/s") {
        writer.write(pass) { length += $0.count }
      }
      try Main.report("checking \(encoding), \(name)", megabytes, "MB/s") {
        _ = try TraceReader().check(bytes)
      }
    }
  }
}

/// A forward step as Foundation's encoder takes it, with the keys of a trace.
private struct EncodableStep: Encodable {
  struct Position: Encodable {
    let index, row, column, origin_row, origin_column: Int
  }

  struct Product: Encodable {
    let channel, row, column, kernel_row, kernel_column, weight_row, weight_column: Int
    let value, weight, product: Double
    let padding: Bool
  }

  let index, layer: Int
  let pass, kind: String
  let map: Int
  let position: Position
  let terms: [Product]
  let dot_product, bias, z, a: Double

  init(_ step: DotProduct) {
    (index, layer, pass, kind, map) = (step.index, 0, "forward", "dot_product", step.map)
    position = Position(
      index: step.position.index, row: step.position.neuron.row,
      column: step.position.neuron.column, origin_row: step.position.origin.row,
      origin_column: step.position.origin.column)
    terms = step.terms.map { term in
      Product(
        channel: term.channel, row: term.cell.row, column: term.cell.column,
        kernel_row: term.kernelCell.row, kernel_column: term.kernelCell.column,
        weight_row: term.weightCell.row, weight_column: term.weightCell.column,
        value: term.value, weight: term.weight, product: term.product, padding: term.isPadding)
    }
    (dot_product, bias, z, a) = (step.dotProduct, step.bias, step.z, step.a)
  }
}
