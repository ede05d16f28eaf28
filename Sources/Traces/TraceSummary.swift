import Neural
import Wording

/// How large a run's trace is, pass by pass: steps, multiplications and bytes.
public struct TraceSummary: Sendable, Equatable {
  /// One pass of a stage, over all items of a batch.
  public struct Row: Sendable, Equatable {
    /// The stage.
    public let stage: String
    /// The pass.
    public let pass: Account.Name
    /// What its steps make of their terms.
    public let rule: String
    /// The number of steps that are written.
    public fileprivate(set) var steps = 0
    /// The multiplications that they take, those with zeros of the padding included; overflow stays
    /// at the largest number.
    public fileprivate(set) var multiplications = 0
    /// The bytes that they take.
    public fileprivate(set) var bytes = 0
    /// Whether ``bytes`` and ``multiplications`` were counted; else they are estimates from some of
    /// the steps.
    public fileprivate(set) var isExact = true
  }

  /// What each stage is, and the shapes of its inputs and output.
  public let stages: [String]
  /// The cost that the gradients are those of and what it comes to, where it is known.
  public let cost: String?
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
  public init(of traced: TracedRun, by writer: TraceWriter = TraceWriter(encoding: .json)) {
    stages = traced.run.network.stages.map(\.summary)
    cost = traced.run.cost.map { cost in
      "\(traced.run.costs?.first?.cost.rawValue ?? "") cost against the target: \(Spoken(cost))"
    }
    var rows: [Row] = []
    var sizes = StepSizes(traced.run, writer)
    for section in TraceSection.all(of: traced.run) {
      let wanted = section.indices(of: writer.selection).lazy.joined()
      let count = wanted.reduce(0) { count, _ in count + 1 }
      guard let first = wanted.first(where: { _ in true }) else { continue }
      let isExact = count <= TraceSummary.sampleCount
      var (bytes, products, sampled) = (0, 0, 0)
      for (number, index) in wanted.enumerated()
      where isExact || TraceSummary.isSampled(number, of: count) {
        bytes += sizes.size(ofStep: index, in: section)
        products += section.account[index].multiplications
        sampled += 1
      }
      if rows.last?.stage != section.stage || rows.last?.pass != section.pass {
        rows.append(
          Row(
            stage: section.stage, pass: section.pass,
            rule: StepShape(section.account[first]).rule))
      }
      let scale = { (part: Int) in
        isExact ? part : Int(min(9e18, Double(part) / Double(sampled) * Double(count)))
      }
      rows[rows.count - 1].steps += count
      rows[rows.count - 1].bytes += scale(bytes)
      let (total, overflow) = rows[rows.count - 1].multiplications
        .addingReportingOverflow(scale(products))
      rows[rows.count - 1].multiplications = overflow ? .max : total
      rows[rows.count - 1].isExact = rows[rows.count - 1].isExact && isExact
    }
    self.rows = rows
    headerBytes = writer.headerSize(of: traced, stepCount: rows.reduce(0) { $0 + $1.steps })
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
    var table = [["stage", "pass", "rule", "steps", "multiplications", "bytes"]]
    table.append(["header", "", "", "", "", TraceSummary.size(headerBytes, isExact: true)])
    for row in rows {
      table.append([
        row.stage, row.pass.rawValue, row.rule, TraceSummary.grouped(row.steps),
        TraceSummary.size(row.multiplications, isExact: row.isExact),
        TraceSummary.size(row.bytes, isExact: row.isExact),
      ])
    }
    let products = rows.reduce(0) { sum, row in
      let (total, overflow) = sum.addingReportingOverflow(row.multiplications)
      return overflow ? .max : total
    }
    table.append([
      "total", "", "", TraceSummary.grouped(steps),
      TraceSummary.size(products, isExact: isExact),
      TraceSummary.size(bytes, isExact: isExact),
    ])
    let widths = table[0].indices.map { column in
      table.map { $0[column].count }.max() ?? 0
    }
    let lines = table.map { cells in
      cells.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - cells[column].count)
        return column < 3 ? cells[column] + space : space + cells[column]
      }.joined(separator: "  ")
    }
    let cost = cost.map { "\n\($0)" }
    return "\(stages.joined(separator: "\n"))\(cost ?? "")\n\n" + lines.joined(separator: "\n")
      + "\n"
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

extension Network.Stage {
  /// The stage in a line: `conv1: convolution, maps 6, kernel 3, …: 1 × 8 × 8 → 6 × 8 × 8`.
  fileprivate var summary: String {
    let settings = layer.declaration.settings.compactMap { declaration in
      layer.settings[declaration.name].map { "\(declaration.name) \($0.text)" }
    }
    let inputs = inputShapes.map(Tensor.describe).joined(separator: ", ")
    return "\(name): " + ([layer.kind] + settings).joined(separator: ", ")
      + ": \(inputs) → \(Tensor.describe(outputShape))"
  }
}

extension AccountStep {
  /// The number of multiplications that the step takes, padding included.
  fileprivate var multiplications: Int { terms.first?.factor == nil ? 0 : terms.count }
}

/// The bytes that steps of a run take.
private struct StepSizes {
  private let encoding: TraceWriter.Encoding
  private var steps: StepWriting

  init(_ run: NetworkRun, _ writer: TraceWriter) {
    encoding = writer.encoding
    steps = StepWriting(run, selection: writer.selection, encoding: encoding, writer.language)
  }

  /// The bytes that a step takes, with what separates it from the next.
  mutating func size(ofStep index: Int, in section: TraceSection) -> Int {
    var output = JSONOutput(isSpaced: encoding == .json)
    var size = 0
    let count = { (bytes: UnsafeRawBufferPointer) in size += bytes.count }
    output.breakLine(depth: 2)
    steps.write(index, of: section, to: &output, count)
    output.flush(to: count)
    return size + 1
  }
}

extension TraceWriter {
  /// The bytes of everything but the steps.
  fileprivate func headerSize(of traced: TracedRun, stepCount: Int) -> Int {
    var output = JSONOutput(isSpaced: encoding == .json)
    var size = 0
    let count = { (bytes: UnsafeRawBufferPointer) in size += bytes.count }
    begin(traced, stepCount: stepCount, &output, count)
    end(&output)
    output.flush(to: count)
    // A document's first step has no comma before it.
    return encoding == .json && stepCount > 0 ? size - 1 : size
  }
}
