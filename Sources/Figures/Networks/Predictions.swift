#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

import Drawing
import Neural

/// What the figure of predictions shows: what a network answers to labelled examples.
struct Predictions: FigureSubject {
  static var needs: Exhibit.Needs { .examples }

  /// One example and the answer to it.
  struct Answer: Sendable {
    /// Its number among the examples.
    let index: Int
    /// The class that it is.
    let truth: Int
    /// The probability of each class.
    let chances: [Double]

    /// The class with the largest probability, the first of several.
    var said: Int {
      chances.indices.max { chances[$0] < chances[$1] || (chances[$0] == chances[$1] && $0 > $1) }
        ?? 0
    }
    var isRight: Bool { said == truth }
  }

  private let network: Network
  /// The function that makes probabilities of what comes out.
  private let chances: @Sendable ([Double]) -> [Double]
  let examples: Examples
  /// The shape of an input.
  let inputShape: [Int]
  /// Whether the network is held to have learnt from others.
  let isHeldOut: Bool
  /// How many there are; of very many the first are tried.
  let available: Int
  /// The answers, once they were asked for; none to what gives no numbers.
  private(set) var answers: [Answer] = []
  /// The number of classes.
  let classes: Int
  let shade: ValueScale.Kind

  /// The most examples that are tried.
  static let most = 1000

  init?(_ exhibit: Exhibit, focus: Focus) {
    let network = exhibit.run.network
    guard let examples = exhibit.heldOut ?? exhibit.examples, examples.count > 0,
      examples.itemShape.reduce(1, *) == network.inputShape.reduce(1, *),
      let most = examples.classes.max(), let last = network.stages.last
    else { return nil }
    let classes = network.outputShape.reduce(1, *)
    guard classes > 1, most < classes, network.outputShape.count == 1 else { return nil }
    let cost = exhibit.run.costs?.first?.cost ?? exhibit.cost
    switch last.layer {
    case is Softmax: chances = { $0 }
    case is LogSoftmax: chances = { $0.map { exp($0) } }
    default:
      guard cost == nil || cost == .crossEntropy else { return nil }
      chances = { Softmax.probabilities($0) }
    }
    (self.network, self.examples, self.classes) = (network, examples, classes)
    (inputShape, available) = (network.inputShape, examples.count)
    isHeldOut = exhibit.heldOut != nil
    shade = focus.shade
  }

  /// The subject with the network's answers.
  func answered() -> Predictions {
    var subject = self
    subject.answers = (0..<min(examples.count, Predictions.most)).compactMap { index in
      guard let input = try? examples.input(index).reshaped(inputShape),
        let output = try? network.forward([input], mode: .inference).outputs[0].values,
        output.allSatisfy({ !$0.isNaN })
      else { return nil }
      return Answer(index: index, truth: examples.classes[index], chances: chances(output))
    }
    return subject
  }

  var wrong: [Answer] { answers.filter { !$0.isRight } }

  /// So many examples: the first that are told wrong, at most three of them or a quarter, and the first
  /// that are told right; in their order.
  func shown(_ count: Int) -> [Answer] {
    let right = answers.filter(\.isRight)
    let most = max(1, min(3, count / 4))
    let missed = Array(wrong.prefix(max(most, count - right.count)))
    return (missed + right.prefix(count - missed.count)).sorted { $0.index < $1.index }
  }

  /// How often a class was taken for another.
  func count(_ truth: Int, said: Int) -> Int { counts[truth * classes + said] }

  /// The confusion matrix, a row a class.
  var counts: [Int] {
    var counts = [Int](repeating: 0, count: classes * classes)
    for answer in answers { counts[answer.truth * classes + answer.said] += 1 }
    return counts
  }

  /// The probability of a class, with its address.
  func chance(_ answer: Answer, _ number: Int) -> Datum {
    Datum(
      .init(
        stage: isHeldOut ? "held_out" : "examples", tensor: TensorName.probabilities.rawValue,
        index: [answer.index, number]), answer.chances[number])
  }
}
