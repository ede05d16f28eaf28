#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

import Drawing
import Neural
import Wording

/// What the gradient of a network begins with: its answer, the target, and the cost.
struct BackwardLoss: Sendable {
  let pass: CostPass
  /// What is compared with the target: probabilities, or what came out.
  let answers: [Double]
  private let stage: String
  private let output: String
  private let number: String

  /// The loss of an item; nil where the gradient did not come from a cost.
  init?(_ run: NetworkRun, item: Int) {
    guard let pass = run.costs?[item], let last = run.stages.last else { return nil }
    self.pass = pass
    answers =
      switch pass.cost {
      case .crossEntropy, .binaryCrossEntropy:
        pass.results[.probabilities]?.values ?? pass.output.values
      case .quadratic, .meanSquared: pass.output.values
      }
    (stage, output, number) = (last.stage.name, last.outputName.rawValue, String(last.number))
  }

  private var isOfProbabilities: Bool {
    pass.cost == .crossEntropy || pass.cost == .binaryCrossEntropy
  }

  /// What came out for a class.
  func answer(_ index: Int) -> Datum {
    Datum(
      .init(
        stage: stage, tensor: isOfProbabilities ? TensorName.probabilities.rawValue : output,
        index: [index]), answers[index])
  }

  /// What should have come out.
  func target(_ index: Int) -> Datum {
    Datum(
      .init(stage: NetworkPlan.cost, tensor: TensorName.target.rawValue, index: [index]),
      pass.target.values[index])
  }

  /// C.
  var cost: Datum {
    Datum(.init(stage: NetworkPlan.cost, tensor: TensorName.cost.rawValue), pass.value)
  }

  /// The class that it is; nil where the target is no class.
  var trueClass: Int? {
    let target = pass.target.values
    guard target.count(where: { $0 != 0 }) == 1 else { return nil }
    return target.firstIndex(of: 1)
  }

  private var a: Formula { .symbol("a", sup: number) }

  /// a − y.
  var difference: Formula { .row([a, .relation("−"), .math("y")]) }

  /// The gradient of the last layer, as it follows from the answer.
  var rule: Formula {
    guard pass.cost == .meanSquared else { return .row([.relation("="), difference]) }
    return .row([
      .relation("="), .math("2("), difference, .math(")/"),
      .number(String(pass.output.count), .regular),
    ])
  }

  /// What makes the answer and the cost.
  var words: String {
    switch pass.cost {
    case .crossEntropy: say("softmax and −ln")
    case .binaryCrossEntropy: say("sigmoid and −ln")
    case .quadratic: say("half the squares, added")
    case .meanSquared: say("the mean of the squares")
    }
  }

  /// The cost in symbols.
  private var formula: Formula {
    let square = Formula.row([
      .math("("), difference, .scripts(.math(")"), sub: nil, sup: .math("2")),
    ])
    switch pass.cost {
    case .crossEntropy:
      guard let trueClass else {
        return .row([
          .math("−∑"), .math("y"), .space(0.15), .number("ln", .regular), .space(0.15), a,
        ])
      }
      return .row([
        .minusLogarithm, .space(0.2),
        .sourced(
          Source(answer(trueClass).address, form: .symbol),
          .symbol("a", sub: String(trueClass), sup: number)),
      ])
    case .binaryCrossEntropy:
      return .row([
        .math("−∑"), .math("("), .math("y"), .space(0.15), .number("ln", .regular), .space(0.15), a,
        .relation("+"), .math("⋯"), .math(")"),
      ])
    case .quadratic:
      return .row([.fraction(.math("1"), .math("2")), .math("∑"), .space(0.1), square])
    case .meanSquared:
      return .row([.fraction(.math("1"), .math("n")), .math("∑"), .space(0.1), square])
    }
  }

  /// The lines of the cost: in symbols, and where those are wanted in numbers.
  func lines(_ spellings: Spellings, _ labels: Labels) -> [Formula] {
    let symbol = Formula.sourced(Source(cost.address, form: .symbol), .math("C"))
    var lines = [Formula.row([symbol, .relation("="), formula])]
    guard labels != .symbols else { return lines }
    if pass.cost == .crossEntropy, let trueClass {
      let answer = answer(trueClass)
      lines.append(
        .row([
          spellings.relation(answer), .minusLogarithm, .space(0.2),
          spellings.bounded(answer, .regular, isPositive: true),
        ]))
    }
    lines.append(.row([spellings.relation(cost), spellings.number(cost, .bold)]))
    return lines
  }

  /// The numbers of some classes and the cost, and what follows from what.
  ///
  /// - Parameter gradient: ∂C/∂a of a class.
  func state(in ledger: inout Ledger, _ classes: [Int], gradient: (Int) -> Datum) {
    let count = Double(pass.output.count)
    let factor = pass.cost == .meanSquared ? 2 / count : 1
    for index in classes {
      ledger.register([answer(index), target(index)])
      ledger.state(
        Equation(
          gradient(index), [.init([answer(index)]), .init([target(index)])],
          .function { ($0[0] - $0[1]) * factor }))
    }
    if pass.cost == .crossEntropy, let trueClass {
      ledger.state(.function(cost, of: answer(trueClass)) { -log($0) })
    } else {
      ledger.register(cost)
    }
  }
}
