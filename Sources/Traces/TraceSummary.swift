import Neural
import Wording

/// How large a computation's trace is, pass by pass: steps, multiplications and bytes.
public struct TraceSummary: Sendable, Equatable {
  /// One pass of the trace.
  public struct Row: Sendable, Equatable {
    /// The pass.
    public let pass: TracePass
    /// What kind of steps it has.
    public let kind: String
    /// The number of steps that are written.
    public let steps: Int
    /// The multiplications that they take, those with zeros of the padding included; overflow stays
    /// at the largest number.
    public let multiplications: Int
    /// The bytes that they take.
    public let bytes: Int
    /// Whether ``bytes`` was counted; else it is an estimate from some of the steps.
    public let isExact: Bool
  }

  /// What the layer is, and the shapes of its input and output.
  public let layer: String
  /// The cost that the gradients are those of, where it is known.
  public let cost: TracedCost?
  /// The passes.
  public let rows: [Row]
  /// The bytes that come before the steps, exactly.
  public let headerBytes: Int

  /// The most steps of a pass that are written to count their bytes.
  private static let sampleCount = 256

  /// The summary of the trace that a writer would write, uncompressed.
  ///
  /// Nothing is written. Of a pass with more than 256 steps, as many are spelled, evenly spread, and
  /// their mean size stands for all.
  public init(of pass: some Traceable, by writer: TraceWriter = TraceWriter(encoding: .json)) {
    let content = TraceContent(pass.traced)
    layer = content.layer.summary
    cost = writer.cost
    var rows: [Row] = []
    var stepCount = 0
    for section in content.sections {
      let wanted = section.indices(of: writer.selection).lazy.joined()
      let count = wanted.reduce(0) { count, _ in count + 1 }
      stepCount += count
      guard let first = wanted.first(where: { _ in true }) else { continue }
      let isExact = count <= TraceSummary.sampleCount
      var (bytes, sampled) = (0, 0)
      for (number, index) in wanted.enumerated()
      where isExact || TraceSummary.isSampled(number, of: count) {
        bytes += writer.size(ofStep: index, in: section)
        sampled += 1
      }
      let (products, overflow) = section.steps.multiplications(of: first)
        .multipliedReportingOverflow(by: count)
      rows.append(
        Row(
          pass: section.pass, kind: "\(section.steps.kind)", steps: count,
          multiplications: overflow ? .max : products,
          bytes: isExact ? bytes : Int(Double(bytes) / Double(sampled) * Double(count)),
          isExact: isExact))
    }
    self.rows = rows
    headerBytes = writer.headerSize(of: content, stepCount: stepCount)
  }

  /// Whether a step is among the 256 that are evenly spread over a pass.
  private static func isSampled(_ number: Int, of count: Int) -> Bool {
    let place = number * sampleCount / count
    return number == 0 || (number - 1) * sampleCount / count < place
  }

  /// The number of steps.
  public var steps: Int { rows.reduce(0) { $0 + $1.steps } }
  /// The bytes of the whole trace.
  public var bytes: Int { rows.reduce(headerBytes) { $0 + $1.bytes } }
  /// Whether ``bytes`` was counted; else it is an estimate.
  public var isExact: Bool { rows.allSatisfy(\.isExact) }
}

extension TraceSummary: CustomStringConvertible {
  /// The summary as a table.
  public var description: String { text }

  /// The summary as a table, its lines ended by line feeds: estimates say "about".
  public var text: String {
    var table = [["pass", "kind", "steps", "multiplications", "bytes"]]
    table.append(["header", "", "", "", TraceSummary.size(headerBytes, isExact: true)])
    for row in rows {
      table.append([
        row.pass.rawValue, row.kind, TraceSummary.grouped(row.steps),
        TraceSummary.grouped(row.multiplications),
        TraceSummary.size(row.bytes, isExact: row.isExact),
      ])
    }
    let products = rows.reduce(0) { sum, row in
      let (total, overflow) = sum.addingReportingOverflow(row.multiplications)
      return overflow ? .max : total
    }
    table.append([
      "total", "", TraceSummary.grouped(steps), TraceSummary.grouped(products),
      TraceSummary.size(bytes, isExact: isExact),
    ])
    let widths = table[0].indices.map { column in
      table.map { $0[column].count }.max() ?? 0
    }
    let lines = table.map { cells in
      cells.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - cells[column].count)
        return column < 2 ? cells[column] + space : space + cells[column]
      }.joined(separator: "  ")
    }
    let cost = cost.map { "\n\($0.cost.rawValue) cost against the target: \(Spoken($0.value))" }
    return "\(layer)\(cost ?? "")\n\n" + lines.joined(separator: "\n") + "\n"
  }

  /// A number with a comma before each three digits.
  private static func grouped(_ number: Int) -> String {
    let digits = String(number)
    return String(
      digits.reversed().enumerated().flatMap { offset, digit in
        offset > 0 && offset.isMultiple(of: 3) ? [",", digit] : [digit]
      }.reversed())
  }

  private static func size(_ bytes: Int, isExact: Bool) -> String {
    isExact ? grouped(bytes) : "about \(grouped(rounded(bytes)))"
  }

  /// An estimate's first three digits.
  private static func rounded(_ number: Int) -> Int {
    var unit = 1
    while number / unit >= 1000 { unit *= 10 }
    return (number + unit / 2) / unit * unit
  }
}

extension TraceLayer {
  /// The layer in a line.
  fileprivate var summary: String {
    let shapes = "\(Tensor.describe(inputShape)) → \(Tensor.describe(outputShape))"
    let window =
      "\(Tensor.describe(kernel)), stride \(Tensor.describe(stride)), \(padding.rule) padding"
    return switch kind {
    case .convolution:
      "\(operation.rawValue), \(window), dilation \(Tensor.describe(dilation)), "
        + "groups \(groups), \(activation.rawValue): \(shapes)"
    case .maxPooling: "max pooling, \(window): \(shapes)"
    case .averagePooling: "average pooling, \(window): \(shapes)"
    case .fullyConnected: "fully connected, \(activation.rawValue): \(shapes)"
    }
  }
}

extension TraceWriter {
  /// The bytes that a step takes, with what separates it from the next.
  fileprivate func size(ofStep index: Int, in section: TraceSection) -> Int {
    var output = JSONOutput(isSpaced: encoding == .json)
    var size = 0
    let count = { (bytes: UnsafeRawBufferPointer) in size += bytes.count }
    output.breakLine(depth: 2)
    writeStep(index, of: section, to: &output, count)
    output.flush(to: count)
    return size + 1
  }

  /// The bytes of everything but the steps.
  fileprivate func headerSize(of content: TraceContent, stepCount: Int) -> Int {
    var output = JSONOutput(isSpaced: encoding == .json)
    var size = 0
    let count = { (bytes: UnsafeRawBufferPointer) in size += bytes.count }
    begin(content, stepCount: stepCount, &output, count)
    end(&output)
    output.flush(to: count)
    // A document's first step has no comma before it.
    return encoding == .json && stepCount > 0 ? size - 1 : size
  }
}
