import Drawing
import Neural
import Wording

/// Where a network has its parameters, its work and its memory: a bar for each layer and quantity, and
/// the sums.
struct CostsOfLayersFigure: ComposedFigure {
  private let subject: LayerCosts

  init(subject: LayerCosts) { self.subject = subject }

  /// All of its numbers are counts.
  var ledger: Ledger { Ledger() }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, _ in
      let tables = [11, 9, 7, 6, 5].flatMap { rows in
        CostTable.Detail.allCases.map { detail -> any Block in
          CostTable(subject: subject, rows: subject.folded(to: rows), detail: detail)
        }
      }
      return Sheet(
        title: .number(
          say("Where \(subject.network) has its parameters, its work and its memory"), .semibold),
        subtitle: [
          subject.rows.map { Tensor.describe($0.shape) }.joined(separator: " → "),
          say("one scale in each column"),
        ], body: FirstThatFits(tables), band: band(pen), description: description)
    }
  }

  /// The largest count of each column, spelled out.
  private func band(_ pen: Pen) -> Band {
    let parts = LayerCosts.Quantity.allCases.compactMap { quantity -> Band.Part? in
      guard let index = subject.largest(quantity),
        let expression = subject.rows[index].expression(quantity)
      else { return nil }
      let row = subject.rows[index]
      return .lines([
        .row([
          .number(expression, .regular), .relation("="),
          .colored(
            CostTable.text(quantity, on: pen.theme.band, pen),
            .number(NumberFormat.grouped(row[quantity]), .bold)),
        ]),
        .words(words(quantity, row)),
      ])
    }
    return Band(parts)
  }

  private func words(_ quantity: LayerCosts.Quantity, _ row: LayerCosts.Row) -> String {
    switch quantity {
    case .parameters: return say("weights and biases of \(row.name)")
    case .multiplications: return say("multiplications of \(row.name)")
    case .memory:
      let bytes = 4 * subject.total(.memory)
      return say("values of \(row.name); all: \(CostsOfLayersFigure.size(bytes)) at 4 bytes")
    }
  }

  /// A number of bytes with three digits, in powers of 1000.
  static func size(_ bytes: Int) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"]
    var (value, unit) = (Double(bytes), 0)
    while value >= 999.5, unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
    return "\(NumberFormat(for: [value]).string(value)) \(units[unit])"
  }

  private var description: String {
    let rows = subject.rows.map { row in
      let counts = LayerCosts.Quantity.allCases.map { NumberFormat.grouped(row[$0]) }
      return say(
        "\(row.name): \(counts[0]) parameters, \(counts[1]) multiplications, \(counts[2]) values")
    }
    let totals = LayerCosts.Quantity.allCases.map { NumberFormat.grouped(subject.total($0)) }
    return rows.joined(separator: "; ") + ". "
      + say(
        "In all: \(totals[0]) parameters, \(totals[1]) multiplications, \(totals[2]) values.")
  }
}
