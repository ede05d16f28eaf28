import Neural

/// The clauses that computations are said in, in the voice that is spoken in.
///
/// These are the only sentences about arithmetic that there are: ``Narration`` makes a step's from
/// them, which is what traces write and what figures have as alt text. Numbers come spelled already.
public enum Clause {
  /// The most terms that are spelled out.
  public static let longestList = 9

  /// Where an overlay lies.
  public static func overlay(at corner: [Int]) -> String {
    say("the overlay lies with its top left corner on \(Naming.place(corner))")
  }

  /// Two factors and their product: the slope 0.2 times the gradient 3 gives 0.6.
  public static func product(
    of value: (name: String, number: Spoken), times factor: (name: String, number: Spoken),
    gives product: Spoken
  ) -> String {
    let value = "\(value.name) \(value.number)"
    let factor = "\(factor.name) \(factor.number)"
    return say("\(value) times \(factor) gives \(product)")
  }

  /// A sum of products: the input times the weights: 2 · 3 + 1 · 4 = 10.
  ///
  /// - Parameters:
  ///   - names: What the first factors are called together, and what the second; nil where they are
  ///     of several tensors.
  ///   - count: The number of products; more than ``longestList`` are counted.
  ///   - product: The factors of a product, which is asked for only where it is spelled out.
  public static func products(
    of names: (values: String, factors: String)?, count: Int,
    _ product: (Int) -> (value: Spoken, factor: Spoken), addUpTo sum: Spoken
  ) -> String {
    let total =
      count > longestList
      ? say("\(count) products add up to \(sum)") : equation((0..<count).map(product), sum)
    guard let names else { return total }
    let what = say("\(names.values) times \(names.factors)")
    return say("\(what): \(total)")
  }

  /// A sum of values.
  public static func sum(of values: [Spoken], is sum: Spoken) -> String {
    say("\(list(values)) add up to \(sum)")
  }

  /// What a sum comes to with something added: , and with the bias 1 that is 11.
  public static func addition(of name: String, _ number: Spoken, gives result: Spoken) -> String {
    let summand = "\(name) \(number)"
    return say(", and with \(summand) that is \(result)")
  }

  /// A mean of one value or of several.
  public static func mean(
    of values: [Spoken], sum: Spoken, dividedBy divisor: Spoken, gives mean: Spoken
  ) -> String {
    values.count == 1
      ? say("\(sum) divided by \(divisor) is \(mean)")
      : say("\(list(values)) add up to \(sum); divided by \(divisor) that is \(mean)")
  }

  /// The largest of some values, and where it lies.
  public static func largest(of values: [Spoken], _ largest: Spoken, at place: [Int]?) -> String {
    let clause = say("of \(list(values)), \(largest) is the largest")
    return place.map { say("\(clause); \(say("it lies at \(Naming.place($0))"))") } ?? clause
  }

  /// A value that stays as it is.
  public static func copy(of value: Spoken) -> String { say("\(value) is taken over as it is") }

  /// A function of some values.
  public static func function(_ name: String, of values: [Spoken], gives result: Spoken) -> String {
    values.isEmpty
      ? say("the value is \(result)") : say("\(name) of \(list(values)) gives \(result)")
  }

  /// What an activation function makes of a sum.
  public static func activation(gives value: Spoken) -> String {
    say("the activation function turns that into \(value)")
  }

  /// That a result is one summand of something.
  public static func isAdded(to total: String) -> String { say("that is added to \(total)") }

  /// What is handed back to one element.
  public static func received(_ values: [Spoken], addUpTo sum: Spoken) -> String {
    switch values.count {
    case 0: say("nothing is handed to it, which gives \(sum)")
    case 1: say("\(values[0]) is handed to it, and nothing else")
    default: say("\(list(values)) are handed to it, which add up to \(sum)")
    }
  }

  /// That one element hands something back to no other.
  public static func handsToNoOne(_ value: Spoken) -> String { say("it hands \(value) to no one") }

  /// That one element hands the same to several, whose places are given.
  public static func hands(_ value: Spoken, to places: [[Int]], of tensor: String) -> String {
    let cells = list(
      places.prefix(longestList).map { Naming.place($0) },
      more: places.count - min(places.count, longestList))
    return say("it hands \(value) to \(cells) of \(tensor)")
  }

  /// That one element, times each of several values, is added to a tensor element by element.
  public static func spread(
    _ name: String, _ factor: Spoken, times values: String,
    _ products: [(value: Spoken, product: Spoken)], to tensor: String
  ) -> String {
    let written = products.prefix(longestList).map { term in
      product(factor, term.value, isFirst: true)
        + equals(term.product, factor.isRounded || term.value.isRounded)
    }
    return say(
      """
      its \(name) \(factor) times \(values): \(list(written, more: products.count - written.count)); \
      each is added to \(tensor)
      """)
  }

  /// A sentence about something, from what there is to say of it.
  public static func sentence(about subject: String, _ clauses: [String]) -> String {
    let beginning = subject.prefix(1).uppercased() + subject.dropFirst()
    let body = clauses.dropFirst().reduce(clauses.first ?? "") { say("\($0); \($1)") }
    return say("\(beginning): \(body)") + "."
  }
}

// MARK: Parts

extension Clause {
  private static func equation(
    _ products: [(value: Spoken, factor: Spoken)], _ sum: Spoken
  ) -> String {
    let written = products.enumerated().map { number, factors in
      product(factors.value, factors.factor, isFirst: number == 0)
    }
    let isRounded = products.contains { $0.value.isRounded || $0.factor.isRounded }
    return written.joined(separator: " + ") + equals(sum, isRounded)
  }

  private static func product(_ first: Spoken, _ second: Spoken, isFirst: Bool) -> String {
    let second = second.isNegative ? "(\(second))" : "\(second)"
    return (first.isNegative && !isFirst ? "(\(first))" : "\(first)") + " · " + second
  }

  private static func equals(_ value: Spoken, _ isRounded: Bool) -> String {
    isRounded || value.isRounded ? " ≈ \(value)" : " = \(value)"
  }

  private static func list(_ values: [Spoken]) -> String {
    list(
      values.prefix(longestList).map(\.description),
      more: values.count - min(values.count, longestList))
  }

  private static func list(_ spelled: [String], more: Int) -> String {
    if more > 0 { return say("\(spelled.joined(separator: ", ")) and \(more) more") }
    guard let last = spelled.last, spelled.count > 1 else { return spelled.joined() }
    return say("\(spelled.dropLast().joined(separator: ", ")) and \(last)")
  }
}
