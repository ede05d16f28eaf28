import Drawing
import Neural
import Wording

/// A depthwise convolution and a pointwise one beside the full convolution of the same shapes: every
/// weight a square, their counts, and the multiplications that they take.
///
/// Of C channels, M maps and filters of k² weights: C k² + M C weights instead of M C k², which is
/// 1/M + 1/k² of them.
/// Source: A. G. Howard et al., *MobileNets* (2017).
struct DepthwiseFigure: ComposedFigure {
  let subject: DepthwiseSubject

  init(subject: DepthwiseSubject) { self.subject = subject }

  /// No number of it is a value of the computation.
  var ledger: Ledger { Ledger() }

  private var together: (weights: Int, multiplications: Int) {
    (
      subject.depthwise.count + subject.pointwise.count,
      subject.depthwise.multiplications + subject.pointwise.multiplications
    )
  }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, _ in
      Sheet(
        title: .number(title, .semibold),
        subtitle: [
          say("\(subject.channels) × \(subject.input.description) input") + "  →  "
            + say("\(subject.maps) feature maps of \(subject.output.description)"),
          say("\(subject.kernel) filters"), say("every small square is one weight"),
        ], body: body(pen), band: band, description: description)
    }
  }

  // MARK: - Blocks

  private func colors(_ theme: Theme) -> (full: Color, depthwise: Color, pointwise: Color) {
    (theme.ink, theme.positions[2], theme.positions[3])
  }

  private func body(_ pen: Pen) -> any Block {
    let colors = colors(pen.theme)
    func sheets(_ aside: (any Block)?) -> WeightSheets {
      WeightSheets(
        sheets: [
          sheet(say("full convolution"), subject.full, colors.full, fullRule, pen),
          sheet(say("depthwise"), subject.depthwise, colors.depthwise, depthwiseRule, pen),
          sheet(say("pointwise"), subject.pointwise, colors.pointwise, pointwiseRule, pen),
        ], aside: aside)
    }
    let table = self.table(pen)
    let counts = (place: say("weights and multiplications"), cost: 45)
    return FirstThatFits([
      sheets(table), Stack.row([sheets(nil), table], gap: 40),
      Stack.column([sheets(nil), table], gap: 20, widest: 30), Lacking([counts], sheets(nil)),
      Lacking([(say("squares"), 90)], table),
    ])
  }

  private var fullRule: String { say("a row is the filter of one map, a plane for each channel") }
  private var depthwiseRule: String {
    subject.depthwise.maps == subject.channels
      ? say("one \(subject.kernel) filter for each channel")
      : say(
        "\(subject.depthwise.maps / subject.channels) filters of \(subject.kernel) for each channel"
      )
  }
  private var pointwiseRule: String { say("one weight for each pair of a channel and a map") }

  private func sheet(
    _ name: String, _ part: DepthwiseSubject.Part, _ color: Color, _ rule: String, _ pen: Pen
  ) -> WeightSheets.Sheet {
    let isDepthwise =
      part.channels == 1 && part.taps > 1 && part.maps % subject.channels == 0
      && name == say("depthwise")
    let rows = isDepthwise ? part.maps / subject.channels : part.maps
    let columns = isDepthwise ? subject.channels * part.taps : part.channels * part.taps
    var factors = [part.maps, part.channels, part.taps]
    factors = name == say("depthwise") ? [part.maps, part.taps] : factors
    if part.taps == 1 { factors.removeLast() }
    let product = factors.map(NumberFormat.grouped).joined(separator: " · ")
    let values = part.weights.map { weights -> ([Double], ValueScale) in
      let scale = ValueScale(.signed, over: weights.values, theme: pen.theme)
      guard isDepthwise else { return (weights.values, scale) }
      // The filters of a channel lie below one another, those of the next beside them.
      let size = part.taps
      return (
        (0..<rows).flatMap { row in
          (0..<subject.channels).flatMap { channel in
            let map = channel * rows + row
            return Array(weights.values[(map * size)..<((map + 1) * size)])
          }
        }, scale
      )
    }
    return WeightSheets.Sheet(
      name: name,
      title: .row([
        .colored(pen.theme.text(in: color, on: pen.theme.paper), .number(name, .semibold)),
        .space(0.8), .number(product, .regular), .relation("="),
        .number(NumberFormat.grouped(part.count), .bold),
      ]), rule: .words(rule), color: color, rows: rows, columns: columns, group: part.taps,
      values: values)
  }

  private func table(_ pen: Pen) -> any Block {
    let colors = colors(pen.theme)
    func cell(_ text: String, _ weight: FontWeight = .regular, _ color: Color? = nil) -> any Block {
      Fixed { pen in
        var picture = pen.formula(
          .number(text, weight), size: 17.5,
          color: color.map { pen.theme.text(in: $0, on: pen.theme.paper) })
        picture.bounds = Rectangle(picture.bounds.minX, -15, picture.bounds.width, 20)
        return picture
      }
    }
    func row(
      _ name: String, _ weights: Int, _ multiplications: Int, _ color: Color?, _ isStrong: Bool
    )
      -> Grid.Row
    {
      let weight = isStrong ? FontWeight.bold : .regular
      return .cells([
        cell(name, .semibold, color), cell(NumberFormat.grouped(weights), weight),
        cell(NumberFormat.grouped(multiplications), weight),
      ])
    }
    let (full, depthwise, pointwise) = (subject.full, subject.depthwise, subject.pointwise)
    return Grid(
      [
        .cells([Fixed.nothing, Fixed.words(say("weights")), Fixed.words(say("multiplications"))]),
        row(say("full convolution"), full.count, full.multiplications, nil, true),
        row(
          say("depthwise"), depthwise.count, depthwise.multiplications, colors.depthwise, false),
        row(
          say("pointwise"), pointwise.count, pointwise.multiplications, colors.pointwise, false),
        row(say("together"), together.weights, together.multiplications, nil, true),
      ], gap: Size(26, 6), widest: 60)
  }

  // MARK: - Words

  private var title: String {
    let ratio = Double(subject.full.count) / Double(together.weights)
    guard ratio > 1 else { return say("Depthwise and pointwise, and a full convolution") }
    let isExact = CleanDecimal(ratio, size: ratio).decimals.map { $0 <= 2 } ?? false
    let text = isExact ? NumberFormat.shortest(ratio) : NumberFormat.fixed(ratio, decimals: 1)
    return isExact
      ? say("Depthwise and pointwise: the same shapes with \(text) times fewer weights")
      : say("Depthwise and pointwise: the same shapes with about \(text) times fewer weights")
  }

  private var band: Band {
    let (full, kernel) = (subject.full, subject.kernel.count)
    func number(_ count: Int) -> Formula { .number(NumberFormat.grouped(count), .regular) }
    let share = Double(together.weights) / Double(full.count)
    let isPlain =
      subject.depthwise.maps == subject.channels && subject.pointwise.channels == subject.channels
    let isExact = CleanDecimal(share, size: share).decimals.map { $0 <= 3 } ?? false
    let parts: [Formula] =
      isPlain
      ? [
        .relation("="), .fraction(number(1), number(subject.maps)), .relation("+"),
        .fraction(number(1), number(kernel)),
      ] : []
    return Band([
      .lines([
        .row(
          [.fraction(number(together.weights), number(full.count))] + parts + [
            .relation(isExact ? "=" : "≈"),
            .number(
              isExact ? NumberFormat.shortest(share) : NumberFormat.fixed(share, decimals: 3), .bold
            ),
          ])
      ]),
      .remark(
        "",
        say(
          "each weight works once at each of the \(NumberFormat.grouped(subject.output.count)) neurons of a map; biases left out"
        )),
    ])
  }

  private var description: String {
    say(
      "A full convolution has \(NumberFormat.grouped(subject.full.count)) weights and \(NumberFormat.grouped(subject.full.multiplications)) multiplications; a depthwise and a pointwise one together \(NumberFormat.grouped(together.weights)) and \(NumberFormat.grouped(together.multiplications))."
    )
  }
}
