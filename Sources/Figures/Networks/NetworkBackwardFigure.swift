import Drawing
import Neural
import Wording

/// What the figure of the way back shows: a run with gradients.
struct NetworkBackwardSubject: FigureSubject {
  static var needs: Exhibit.Needs { .gradient }

  let exhibit: Exhibit
  let focus: Focus

  init?(_ exhibit: Exhibit, focus: Focus) {
    guard exhibit.run.stages.allSatisfy(\.hasGradients), !exhibit.run.stages.isEmpty else {
      return nil
    }
    (self.exhibit, self.focus) = (exhibit, focus)
  }
}

/// The gradient on its way back through a network: ∂C/∂a of every layer from the cost to the input, how
/// each came about, and where activation functions stop it.
struct NetworkBackwardFigure: ComposedFigure {
  private let subject: NetworkBackwardSubject
  private let back: BackwardColumns

  init(subject: NetworkBackwardSubject) {
    self.subject = subject
    back = BackwardColumns(subject.exhibit, item: subject.focus.item)
  }

  private var columns: [NetworkColumn] { back.columns }
  /// The layers and the input, without what stands for the cost.
  private var layers: [NetworkColumn] { columns.filter { !$0.isHead } }

  var ledger: Ledger {
    var ledger = Ledger()
    for column in layers where column.content == .values {
      guard NetworkFigure.isWritten(column, in: columns) else { continue }
      ledger.register(NetworkFigure.shown(column).map(column.datum))
    }
    if let loss = back.loss, let last = layers.last {
      let isBeside = columns.contains { $0.content == .differences }
      loss.state(
        in: &ledger, isBeside ? NetworkFigure.shown(last) : [], gradient: last.datum)
    }
    return ledger
  }

  func scene(style: FigureStyle) -> Scene {
    // What columns say is in the style's language.
    NetworkBackwardFigure(subject: subject).worded(style)
  }

  private func worded(_ style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      Sheet(
        title: .number(title, .semibold), subtitle: subtitle,
        body: FirstThatFits(arrangements(spellings)), description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func arrangements(_ spellings: Spellings) -> [any Block] {
    func diagrams(_ columns: [NetworkColumn], _ counts: [Int], _ facts: [Int]) -> [any Block] {
      counts.flatMap { count in
        facts.map { facts -> any Block in
          NetworkDiagram(
            columns: NetworkFigure.folded(columns, to: count, around: around, isFollowed: false),
            trail: nil,
            neuron: nil, loss: back.loss, isPicture: false, shade: .ink, spellings: spellings,
            detail: .init(columns: count, facts: facts))
        }
      }
    }
    let all = diagrams(columns, [9, 8, 7, 6, 5], [5, 4, 3, 1, 0])
    guard columns.contains(where: \.isHead) else {
      return all + diagrams(columns, [4], [3, 1, 0])
    }
    let withoutDifferences = columns.filter { $0.content != .differences }
    let differences = (place: say("answer − target"), cost: 30)
    let cost = (place: say("cost"), cost: 60)
    return all
      + diagrams(withoutDifferences, [5, 4], [3, 1, 0]).map { Lacking([differences], $0) }
      + diagrams(layers, [4, 3], [1, 0]).map { Lacking([differences, cost], $0) }
  }

  /// The last stage that has maps.
  private var around: Int { layers.last { $0.content == .maps }?.stage ?? 0 }

  // MARK: - Words

  /// How far the gradient came.
  private enum Way {
    case arrives, stops, isNothing, isTooLarge
  }

  private var way: Way {
    let values = layers.map(\.tensor.values)
    guard values.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return .isTooLarge }
    guard values.contains(where: { $0.contains { $0 != 0 } }) else { return .isNothing }
    return values[0].contains { $0 != 0 } ? .arrives : .stops
  }

  private var title: String {
    switch way {
    case .arrives: say("The gradient travels back through the network")
    case .stops: say("The gradient does not reach the input")
    case .isNothing: say("The gradient is 0 in every layer")
    case .isTooLarge: say("The gradient is too large to be a number")
    }
  }

  private var subtitle: [String] {
    [
      way == .isNothing || way == .isTooLarge
        ? "" : say("more of a blue activation raises the cost, more of a red one lowers it"),
      say("each layer has its own scale"),
      back.loss?.trueClass.map { say("the true class is \(index: $0)") } ?? "",
    ]
  }

  private func description(_ spellings: Spellings) -> String {
    let parts = layers.reversed().map { column -> String in
      let largest = column.tensor.values.reduce(0) { max($0, abs($1)) }
      let number = NumberFormat(for: [largest], significant: 2).string(largest)
      let words = column.rule?.words.filter { !$0.isEmpty } ?? []
      return (["\(column.title): " + say("up to \(number) in size")] + words).joined(
        separator: ", ")
    }
    let cost = back.loss.map { say("The cost is \(spellings.text($0.cost)).") }
    return [
      title + ".", cost,
      say("From the last layer back:") + " " + parts.joined(separator: "; ") + ".",
    ].compactMap { $0 }.joined(separator: " ")
  }
}
