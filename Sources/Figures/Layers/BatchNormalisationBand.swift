import Drawing

extension BatchNormalisationFigure {
  /// The band: the statistics, and the followed value forward and back.
  func band(
    _ stated: BatchNormalisationValues.Stated, _ spellings: Spellings, _ pen: Pen
  ) -> Band {
    let isNumber = pen.style.labels != .symbols
    let color = pen.theme.text(
      in: pen.theme.position(values.followed.item % 4).color, on: pen.theme.band)
    func plain(_ datum: Datum) -> Formula { spellings.number(datum, .regular) }
    func total(_ datum: Datum) -> Formula { .colored(color, spellings.number(datum, .bold)) }
    func lines(_ symbols: [Formula], _ numbers: [Formula]) -> Band.Part {
      .lines([.row(symbols)] + (isNumber ? [.row(numbers)] : []))
    }
    let root = Formula.row([
      .number("√(", .regular), variance, .relation("+"), .math("ε)"),
    ])
    let (before, normalised, after) = (
      values.followed(.before), values.followed(.normalised), values.followed(.after)
    )
    var parts: [Band.Part] = []
    if values.isTraining, stated.mean != nil {
      parts.append(
        .lines(
          [(mean, values.mean), (variance, values.variance)].map { symbol, datum in
            .row(
              [
                symbol, .relation("="), .math("∑"), .math("/"),
                .number("\(values.count)", .regular),
              ]
                + (isNumber ? [spellings.relation(datum), spellings.number(datum, .bold)] : []))
          }))
    }
    parts.append(
      lines(
        [
          symbol(.normalised, normalised), .relation("="), .math("("), symbol(.before, before),
          .relation("−"), mean, .math(")/"), root,
        ],
        [
          .relation("≈"), .math("("), plain(before), .relation("−"), spellings.operand(values.mean),
          .math(")/"), plain(values.deviation), spellings.relation(of: stated.normalised),
          total(normalised),
        ]))
    parts.append(
      .equation(
        BandEquation(
          lead: symbol(.after, after),
          terms: [
            .init(
              .row([weight, .space(0.12), symbol(.normalised, normalised)]),
              spellings.product([values.weight, normalised], isFirst: true)),
            .init(bias, spellings.operand(values.bias)),
          ], result: [spellings.relation(of: stated.after), total(after)])))
    if let back = stated.back, let biasGradient = values.biasGradient,
      let weightGradient = values.weightGradient
    {
      let (arriving, handed) = (values.followed(.arriving), values.followed(.back))
      let scale: [Formula] = [weight, .math("/"), root]
      let (ofBias, ofWeight) = (
        named(biasGradient, .partial(.math("β"))), named(weightGradient, .partial(.math("γ")))
      )
      let symbols =
        [symbol(.back, handed), .relation("=")] + scale
        + (values.isTraining
          ? [
            .space(0.15), .math("("), symbol(.arriving, arriving), .relation("−"), ofBias,
            .number("/\(values.count)", .regular), .relation("−"), symbol(.normalised, normalised),
            .space(0.12), ofWeight, .number("/\(values.count)", .regular), .math(")"),
          ] : [.space(0.15), symbol(.arriving, arriving)])
      let numbers =
        [.relation("≈"), plain(values.weight), .math("/"), plain(values.deviation)]
        + (values.isTraining
          ? [
            .space(0.15), .math("("), plain(arriving), .relation("−"),
            spellings.operand(biasGradient), .number("/\(values.count)", .regular),
            .relation("−"), spellings.operand(normalised), .number("·", .regular),
            spellings.operand(weightGradient), .number("/\(values.count)", .regular), .math(")"),
          ] : [.number("·", .regular), spellings.operand(arriving)])
        + [spellings.relation(of: back), total(handed)]
      parts.append(lines(symbols, numbers))
    }
    return Band(parts)
  }
}
