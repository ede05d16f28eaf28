import Drawing
import Neural
import Wording

/// A convolution as one matrix product: which underlays become columns, which filters rows, and
/// which of their terms are shown.
struct MatrixProductValues: Sendable {
  let subject: Subject
  let values: ConvolutionValues
  /// The followed step.
  let step: DotProduct
  /// The positions that have a column each; nil stands for those between.
  let positions: [Int?]
  /// The terms that have a row each; nil stands for those between.
  let terms: [Int?]
  /// The maps that have a row of weights each; nil stands for those between.
  let maps: [Int?]

  private var pass: Convolution.ForwardPass { subject.pass }

  init(_ subject: Subject, columns: Int, terms: Int, maps: Int = 3) {
    self.subject = subject
    let pass = subject.pass
    values = ConvolutionValues(pass, stage: subject.stage)
    step = pass.steps[subject.step]
    positions = MatrixProductValues.some(
      of: pass.sweep.count, most: columns, keeping: step.position.index)
    self.terms = MatrixProductValues.some(of: step.terms.count, most: terms, keeping: 0)
    // The maps of one group multiply the same columns.
    let size = pass.layer.maps / pass.layer.groups
    let first = step.map / size * size
    self.maps = MatrixProductValues.some(of: size, most: maps, keeping: step.map - first).map {
      $0.map { $0 + first }
    }
  }

  /// The first numbers below a count, the last one and one that is kept, with a gap where others
  /// stand between.
  static func some(of count: Int, most: Int, keeping kept: Int) -> [Int?] {
    guard count > most else { return (0..<count).map { $0 } }
    // A gap takes the room of one.
    let room = max(2, most - 1)
    var shown: Set<Int> = [0, kept, count - 1]
    if shown.count > room { shown = [kept, count - 1] }
    for number in 0..<count where shown.count < room { shown.insert(number) }
    var result: [Int?] = []
    for number in shown.sorted() {
      if let last = result.last ?? nil, number > last + 1 { result.append(nil) }
      if result.isEmpty, number > 0 { result.append(nil) }
      result.append(number)
    }
    return result
  }

  /// Whether a bias is a row of ones.
  var hasBias: Bool { pass.layer.hasBias }

  /// The step of a map at a position.
  func step(_ map: Int, _ position: Int) -> DotProduct {
    pass.steps[map * pass.sweep.count + position]
  }

  /// The matrix product, in the order of rows and columns: for each map of the group and position
  /// the sum of weights times values and the bias.
  private func product(_ map: Int) -> [Double] {
    let first = pass.layer.firstChannel(ofMap: map)
    let (kernel, size) = (pass.layer.kernel, pass.layer.kernel.count)
    let row = pass.layer.weights.values[
      (map * pass.layer.channelsInGroup * size)..<((map + 1) * pass.layer.channelsInGroup * size)]
    return pass.sweep.map { position in
      var sum = 0.0
      for (number, weight) in row.enumerated() {
        let (channel, place) = number.quotientAndRemainder(dividingBy: size)
        let cell = Cell(place / kernel.columns, place % kernel.columns)
        let under = pass.sweep.cell(under: pass.layer.weightCell(under: cell), at: position)
        let source = pass.sweep.contains(under) ? under : pass.source(of: under)
        let isInside = pass.sweep.contains(under) || pass.layer.paddingMode != .zeros
        if isInside { sum += weight * pass.input[first + channel, source.row, source.column] }
      }
      return sum + pass.layer.bias[map]
    }
  }

  /// Whether the product is what the sliding overlay gives.
  var agreement: Agreement {
    let count = pass.sweep.count
    let z = (0..<count).map { pass.steps[step.map * count + $0].z }
    let largest = pass.input.values.reduce(0) { max($0, abs($1)) }
    let weights = pass.layer.weights.values.reduce(0) { $0 + abs($1) }
    return Agreement(
      product(step.map), z, terms: step.terms.count + 1,
      size: largest * weights + abs(pass.layer.bias[step.map]))
  }

  // MARK: - Digits

  /// The terms that are printed: those with a row, and those of the equation in the band.
  private var printed: [Int] {
    Set(terms.compactMap { $0 } + BandEquation.needed(of: step.terms.count)).sorted()
  }

  /// The most cells of an input that are printed in the small pictures.
  static let mostCells = 49

  var stated: (ledger: Ledger, z: Int) {
    var ledger = Ledger()
    let under = pass.sweep.underlay
    if under.count <= MatrixProductValues.mostCells, step.terms.count <= 25 {
      for channel in values.channels(ofMap: step.map).prefix(1) {
        for index in 0..<under.count {
          ledger.register(
            values.input(Cell(index / under.columns, index % under.columns), channel: channel))
        }
      }
    }
    for map in maps.compactMap({ $0 }) {
      for position in positions.compactMap({ $0 }) {
        let step = step(map, position)
        for term in printed {
          ledger.register([
            values.value(step.terms[term]), values.weight(step.terms[term], map: map),
          ])
        }
        ledger.register([values.bias(map: map), values.z(step)])
        if step.terms.count <= 9 { state(step, in: &ledger) }
      }
    }
    let equation = state(step, in: &ledger)
    return (ledger, equation)
  }

  @discardableResult
  private func state(_ step: DotProduct, in ledger: inout Ledger) -> Int {
    let bias: [Equation.Term] = hasBias ? [.init([values.bias(map: step.map)])] : []
    guard step.terms.count <= 25 else {
      return ledger.state(
        .sum(values.z(step), of: [values.sum(of: step)] + bias.flatMap(\.factors)))
    }
    return ledger.state(
      Equation(
        values.z(step),
        step.terms.map { .init([values.value($0), values.weight($0, map: step.map)]) } + bias))
  }
}
