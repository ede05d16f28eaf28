import Neural

/// What a teacher would say of a step, of the step alone, in the voice that is spoken in: a sentence
/// that is made from the step's rule, its terms and what it fills, whatever layer it is of.
public struct Narration: Sendable, Hashable, CustomStringConvertible {
  /// The sentence.
  public let text: String

  /// The sentence.
  public var description: String { text }

  /// The most terms that are spelled out.
  static let longestList = 9

  /// The sentence of a step.
  public init(_ step: AccountStep) {
    var clauses: [String] = []
    if let origin = step.position?.origin, step.terms.first?.kernelCell != nil {
      clauses.append(
        say(
          """
          the overlay lies with its top left corner on \(Naming.place([origin.row, origin.column]))
          """))
    }
    clauses.append(Narration.body(of: step))
    if let application = step.application, application.value != step.result {
      clauses.append(
        say("the activation function turns that into \(Spoken(application.value))"))
    }
    if let total = step.total {
      clauses.append(say("that is added to \(Naming(of: step).element(total))"))
    }
    let naming = Naming(of: step)
    let subject =
      step.rule == .spread ? naming.neuron(step.target) : naming.subject(step.target)
    let beginning = subject.prefix(1).uppercased() + subject.dropFirst()
    let sentence = clauses.dropFirst().reduce(clauses[0]) { say("\($0); \($1)") }
    text = say("\(beginning): \(sentence)") + "."
  }
}

// MARK: Rules

extension Narration {
  private static func body(of step: AccountStep) -> String {
    let values = step.terms.lazy.filter { !$0.isPadding }.map(\.value.value)
    switch step.rule {
    case .sum: return sum(step)
    case .mean(let divisor):
      let sum = step.terms.reduce(0) { $0 + $1.product }
      if step.terms.count == 1 {
        return say("\(Spoken(sum)) divided by \(Spoken(divisor)) is \(Spoken(step.result))")
      }
      return say(
        """
        \(list(step.terms.map(\.value.value))) add up to \(Spoken(sum)); divided by \
        \(Spoken(divisor)) that is \(Spoken(step.result))
        """)
    case .largest(let winner):
      let largest = say("of \(list(Array(values))), \(Spoken(step.result)) is the largest")
      guard step.terms.indices.contains(winner),
        let indices = step.terms[winner].value.address?.indices, indices.count > 1
      else { return largest }
      return say("\(largest); \(say("it lies at \(Naming.place(indices.suffix(2)))"))")
    case .copy: return say("\(Spoken(step.result)) is taken over as it is")
    case .function(let name):
      guard !step.terms.isEmpty else { return say("the value is \(Spoken(step.result))") }
      return say("\(name) of \(list(step.terms.map(\.value.value))) gives \(Spoken(step.result))")
    case .spread: return spread(step)
    }
  }

  private static func sum(_ step: AccountStep) -> String {
    let naming = Naming(of: step)
    let terms = step.terms
    let sum = terms.reduce(0) { $0 + $1.product }
    let total = step.addend == nil ? step.result : sum
    var clause: String
    // What lies in the padding has no address: the others say what is multiplied.
    let first = terms.first { !$0.isPadding } ?? terms.first
    if !terms.contains(where: { $0.value.address != nil }) {
      clause = received(terms, total)
    } else if terms.count == 1, let term = first, let factor = term.factor {
      let value = "\(naming.value(term.value)) \(Spoken(term.value.value))"
      let weight = "\(naming.value(factor)) \(Spoken(factor.value))"
      clause = say("\(value) times \(weight) gives \(Spoken(total))")
    } else if let term = first, let factor = term.factor {
      let what = say("\(naming.tensor(term.value)) times \(naming.tensor(factor))")
      let sum =
        terms.count > longestList
        ? say("\(terms.count) products add up to \(Spoken(total))") : equation(terms, total)
      clause = say("\(what): \(sum)")
    } else {
      clause = say("\(list(terms.map(\.value.value))) add up to \(Spoken(total))")
    }
    if let addend = step.addend {
      let summand = "\(naming.tensor(addend)) \(Spoken(addend.value))"
      clause += say(", and with \(summand) that is \(Spoken(step.result))")
    }
    return clause
  }

  /// Of a sum whose values are constants, such as 1 where a window hands something back and 0 where
  /// it does not.
  private static func received(_ terms: StepTerms, _ total: Double) -> String {
    let received = terms.filter { $0.value.value != 0 }.map(\.product)
    switch received.count {
    case 0: return say("nothing is handed to it, which gives \(Spoken(total))")
    case 1: return say("\(Spoken(received[0])) is handed to it, and nothing else")
    default: return say("\(list(received)) are handed to it, which add up to \(Spoken(total))")
    }
  }

  private static func spread(_ step: AccountStep) -> String {
    let naming = Naming(of: step)
    let receivers = step.terms.filter { $0.target != nil && $0.product != 0 }
    let factor = Spoken(step.result)
    guard let first = receivers.first, let target = first.target else {
      return say("it hands \(factor) to no one")
    }
    // Where each value is 1, there is nothing to multiply by: a window hands the factor back.
    guard receivers.contains(where: { $0.value.value != 1 || $0.value.address != nil }) else {
      let cells = list(
        receivers.prefix(longestList).compactMap(\.target).map {
          Naming.place($0.indices.suffix(2))
        }, more: receivers.count - min(receivers.count, longestList))
      return say("it hands \(Spoken(first.product)) to \(cells) of \(naming.tensor(target))")
    }
    let products = receivers.prefix(longestList).map { term in
      product(step.result, term.value.value, isFirst: true)
        + equals(term.product, Spoken(step.result).isRounded || Spoken(term.value.value).isRounded)
    }
    let rest = receivers.count - products.count
    return say(
      """
      its \(naming.singular(step.target)) \(factor) times \(naming.tensor(first.value)): \
      \(list(products, more: rest)); each is added to \(naming.tensor(target))
      """)
  }
}

// MARK: Parts of sentences

extension Narration {
  private static func equation(_ terms: StepTerms, _ sum: Double) -> String {
    let products = terms.enumerated().map { number, term in
      product(term.value.value, term.factor?.value ?? 1, isFirst: number == 0)
    }
    let isRounded = terms.contains { term in
      Spoken(term.value.value).isRounded || Spoken(term.factor?.value ?? 1).isRounded
    }
    return products.joined(separator: " + ") + equals(sum, isRounded)
  }

  private static func product(_ first: Double, _ second: Double, isFirst: Bool) -> String {
    let second = second < 0 ? "(\(Spoken(second)))" : "\(Spoken(second))"
    return (first < 0 && !isFirst ? "(\(Spoken(first)))" : "\(Spoken(first))") + " · " + second
  }

  private static func equals(_ value: Double, _ isRounded: Bool) -> String {
    isRounded || Spoken(value).isRounded ? " ≈ \(Spoken(value))" : " = \(Spoken(value))"
  }

  private static func list(_ values: [Double]) -> String {
    list(
      values.prefix(longestList).map { "\(Spoken($0))" },
      more: values.count - min(values.count, longestList))
  }

  private static func list(_ spelled: [String], more: Int) -> String {
    if more > 0 { return say("\(spelled.joined(separator: ", ")) and \(more) more") }
    guard let last = spelled.last, spelled.count > 1 else { return spelled.joined() }
    return say("\(spelled.dropLast().joined(separator: ", ")) and \(last)")
  }
}
