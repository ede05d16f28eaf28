import Drawing
import Wording

extension ClassValues.Quantity {
  /// What stands above its column.
  var words: String {
    switch self {
    case .logit: say("logit")
    case .shifted: say("minus the largest")
    case .exponential: say("exponential")
    case .probability: say("probability")
    case .target: say("target")
    case .surprisal: say("surprisal")
    case .gradient: say("gradient")
    }
  }

  /// How its values are drawn.
  var kind: ClassTable.Kind {
    switch self {
    case .logit: .neuron
    case .shifted, .surprisal: .number
    case .target: .box
    case .exponential, .probability, .gradient: .bar
    }
  }

  /// How early its column gives way.
  var rank: Int {
    switch self {
    case .target: 3
    case .surprisal: 2
    case .shifted: 1
    case .logit, .exponential, .probability, .gradient: 0
    }
  }
}

extension Spellings {
  /// A number as it is printed; of one that is not 0 and would be printed as 0, that it is below the
  /// last digit: `< 0.001`.
  ///
  /// - Parameter isPositive: whether the value is above 0 even where it was computed as 0.
  func bounded(
    _ datum: Datum, _ weight: FontWeight = .medium, isPositive: Bool = false
  ) -> Formula {
    let source = source(of: datum)
    if isPositive, source.value == 0 {
      let bounded = Source(datum.address, value: 0, form: .below(3), isExact: false)
      return .sourced(bounded, .number(bounded.printed ?? "", weight))
    }
    guard let value = source.value, value != 0, case .decimals(let count) = source.form,
      let printed = source.printed, !printed.contains(where: { ("1"..."9").contains($0) })
    else { return number(datum, weight) }
    let bounded = Source(
      datum.address, value: value, form: value > 0 ? .below(count) : .powers(2), isExact: false)
    return .sourced(bounded, .number(bounded.printed ?? "", weight))
  }
}
