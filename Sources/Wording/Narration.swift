import Neural

/// What a teacher would say of a step, of the step alone, in the voice that is spoken in: a sentence
/// that is made from the step's rule, its terms and what it fills, whatever layer it is of.
///
/// Traces write it as a step's explanation, and figures have it in their alt text, with their own
/// digits.
public struct Narration: Sendable, Hashable, CustomStringConvertible {
  /// The sentence.
  public let text: String

  /// The sentence.
  public var description: String { text }

  /// The sentence of a step, its numbers spelled as they are told to be.
  public init(_ step: AccountStep, numbers: StepNumbers = .spoken) {
    let teller = Teller(step: step, naming: Naming(of: step), numbers: numbers)
    text = Clause.sentence(about: teller.subject, teller.clauses)
  }

  /// The sentence of one term of a step: of what is multiplied, and where the product goes.
  public init(_ step: AccountStep, term: Int, numbers: StepNumbers = .spoken) {
    let teller = Teller(step: step, naming: Naming(of: step), numbers: numbers)
    text = Clause.sentence(about: teller.subject, teller.clauses(ofTerm: term))
  }
}

/// A step, what its tensors are called, and how its numbers are spelled.
private struct Teller {
  let step: AccountStep
  let naming: Naming
  let numbers: StepNumbers

  /// What the sentence is about.
  var subject: String {
    step.rule == .spread ? naming.neuron(step.target) : naming.subject(step.target)
  }

  /// Everything there is to say.
  var clauses: [String] {
    var clauses: [String] = []
    if let origin = step.position?.origin, step.terms.first?.kernelCell != nil {
      clauses.append(Clause.overlay(at: [origin.row, origin.column]))
    }
    clauses.append(body)
    if let application = step.application, application.value != step.result {
      clauses.append(
        Clause.activation(
          gives: numbers.spell(application.value, as: .element(application.target))))
    }
    if let total = step.total { clauses.append(Clause.isAdded(to: naming.element(total))) }
    return clauses
  }

  /// What there is to say of one term.
  func clauses(ofTerm number: Int) -> [String] {
    let term = step.terms[number]
    let (value, factor) = (term.value, term.factor ?? Operand(1))
    let product = Clause.product(
      of: (naming.value(value), numbers.spell(value)),
      times: (naming.value(factor), numbers.spell(factor)), gives: product(number))
    return [product] + (term.target.map { [Clause.isAdded(to: naming.element($0))] } ?? [])
  }

  private var result: Spoken { numbers.spell(step.result, as: .element(step.target)) }

  private func values(_ terms: some Sequence<StepTerm>) -> [Spoken] {
    terms.map { numbers.spell($0.value) }
  }

  private func product(_ number: Int) -> Spoken {
    numbers.spell(step.terms[number].product, as: .product(term: number))
  }

  /// A term as a summand: its value, or the product where it has a factor.
  private func summand(_ number: Int) -> Spoken {
    step.terms[number].factor == nil ? numbers.spell(step.terms[number].value) : product(number)
  }

  // MARK: Rules

  private var body: String {
    switch step.rule {
    case .sum: return sum
    case .mean(let divisor):
      let sum = step.terms.reduce(0) { $0 + $1.product }
      return Clause.mean(
        of: step.terms.indices.map(summand), sum: numbers.spell(sum, as: .sum),
        dividedBy: numbers.spell(divisor, as: .constant), gives: result)
    case .largest(let winner):
      var place: [Int]?
      if step.terms.indices.contains(winner),
        let indices = step.terms[winner].value.address?.indices, indices.count > 1
      {
        place = Array(indices.suffix(2))
      }
      return Clause.largest(
        of: values(step.terms.filter { !$0.isPadding }), result, at: place)
    case .copy: return Clause.copy(of: result)
    case .function(let name):
      return Clause.function(Naming.function(name), of: values(step.terms), gives: result)
    case .spread: return spread
    }
  }

  private var sum: String {
    let terms = step.terms
    let sum =
      step.addend == nil
      ? result : numbers.spell(terms.reduce(0) { $0 + $1.product }, as: .sum)
    var clause: String
    // What lies in the padding has no address: the others say what is multiplied.
    let first = terms.first { !$0.isPadding } ?? terms.first
    if !terms.contains(where: { $0.value.address != nil }) {
      // The values are constants, such as 1 where a window hands something back and 0 where not.
      let received = terms.indices.filter { terms[$0].value.value != 0 }
      clause = Clause.received(received.map(product), addUpTo: sum)
    } else if terms.count == 1, let term = first, let factor = term.factor {
      clause = Clause.product(
        of: (naming.value(term.value), numbers.spell(term.value)),
        times: (naming.value(factor), numbers.spell(factor)), gives: sum)
    } else if let term = first, let factor = term.factor,
      terms.allSatisfy({ $0.factor != nil })
    {
      let isOfOne = terms.allSatisfy {
        $0.isPadding || $0.value.address?.tensor == term.value.address?.tensor
      }
      clause = Clause.products(
        of: isOfOne ? (naming.tensor(term.value), naming.tensor(factor)) : nil,
        count: terms.count,
        { index in
          let term = terms[index]
          return (
            numbers.spell(term.value),
            term.factor.map(numbers.spell) ?? numbers.spell(1, as: .constant)
          )
        }, addUpTo: sum)
    } else {
      clause = Clause.sum(of: terms.indices.map(summand), is: sum)
    }
    if let addend = step.addend {
      clause += Clause.addition(
        of: naming.tensor(addend), numbers.spell(addend), gives: result)
    }
    return clause
  }

  private var spread: String {
    let terms = step.terms
    let receivers = terms.indices.filter { terms[$0].target != nil && terms[$0].product != 0 }
    guard let first = receivers.first, let target = terms[first].target else {
      return Clause.handsToNoOne(result)
    }
    // Where each value is 1, there is nothing to multiply by: a window hands the factor back.
    let isHanded = receivers.allSatisfy {
      terms[$0].value.value == 1 && terms[$0].value.address == nil
    }
    if isHanded {
      return Clause.hands(
        product(first),
        to: receivers.compactMap { terms[$0].target.map { Array($0.indices.suffix(2)) } },
        of: naming.tensor(target))
    }
    return Clause.spread(
      naming.singular(step.target), result, times: naming.tensor(terms[first].value),
      receivers.map { (numbers.spell(terms[$0].value), product($0)) }, to: naming.tensor(target))
  }
}
