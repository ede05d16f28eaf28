import Drawing
import Neural
import Wording

/// What a figure of a transposed convolution shows: its forward pass and the neuron followed.
struct TransposedConvolutionSubject: StageSubject {
  let pass: TransposedConvolution.ForwardPass
  /// The neuron that is followed, as a step; nil for the one where most stamps meet.
  let step: Int?

  init(pass: TransposedConvolution.ForwardPass, step: Int? = nil) {
    (self.pass, self.step) = (pass, step)
  }

  init?(_ run: StageRun, focus: Focus) {
    guard let pass = run.pass(ofItem: focus.item) as? TransposedConvolution.ForwardPass else {
      return nil
    }
    self.init(pass: pass, step: focus.step)
  }
}

/// The values of a transposed convolution with their addresses, and what meets in one neuron.
struct TransposedConvolutionValues: Sendable {
  let pass: TransposedConvolution.ForwardPass
  /// The step of the followed neuron.
  let step: DotProduct
  /// The terms of the followed neuron that are no zeros of a padding.
  let terms: [Term]

  var layer: TransposedConvolution { pass.layer }
  var geometry: Geometry { layer.convolution.geometry }
  var output: Extent { pass.sweep.underlay }
  var map: Int { step.map }
  /// The channel whose stamps are drawn: the first that the map sees.
  var channel: Int { map / (layer.maps / layer.groups) * channelsInGroup }
  var channelsInGroup: Int { layer.channels / layer.groups }

  init(_ subject: TransposedConvolutionSubject) {
    let pass = subject.pass
    self.pass = pass
    let chosen = subject.step ?? TransposedConvolutionValues.busiest(pass)
    step = pass.steps[chosen]
    terms = step.terms.filter { !$0.isPadding }
  }

  /// The first neuron, row by row, where most stamps meet; of many the nearest to the middle.
  private static func busiest(_ pass: TransposedConvolution.ForwardPass) -> Int {
    let extent = pass.sweep.underlay
    let middle = ((extent.rows - 1) / 2, (extent.columns - 1) / 2)
    let geometry = pass.layer.convolution.geometry
    // The middle stands for any neuron far from the edges.
    let near = (0..<extent.count).filter { index in
      abs(index / extent.columns - middle.0) <= geometry.span.rows + geometry.stride.rows
        && abs(index % extent.columns - middle.1) <= geometry.span.columns + geometry.stride.columns
    }
    func meets(_ index: Int) -> Int { pass.steps[index].terms.count { !$0.isPadding } }
    func distance(_ index: Int) -> Int {
      abs(index / extent.columns - middle.0) + abs(index % extent.columns - middle.1)
    }
    let counts = near.prefix(400).map { ($0, meets($0)) }
    let most = counts.map(\.1).max() ?? 0
    return counts.filter { $0.1 == most }.map(\.0).min { distance($0) < distance($1) } ?? 0
  }

  /// The cell of the input that a term takes.
  func cell(of term: Term) -> Cell {
    Cell(term.cell.row / geometry.stride.rows, term.cell.column / geometry.stride.columns)
  }

  /// The cells whose stamps meet in the followed neuron, in row order.
  var meeting: [Cell] {
    terms.filter { $0.channel == channel }.map(cell)
      .sorted { ($0.row, $0.column) < ($1.row, $1.column) }
  }

  // MARK: - Values

  func input(_ cell: Cell, channel: Int) -> Datum {
    Datum(
      .init(tensor: Tensors.input, index: [channel, cell.row, cell.column]),
      pass.input[channel, cell.row, cell.column])
  }

  func weight(_ cell: Cell, channel: Int) -> Datum {
    let inGroup = map % (layer.maps / layer.groups)
    return Datum(
      .init(tensor: Tensors.weight, index: [channel, inGroup, cell.row, cell.column]),
      layer.weights[channel, inGroup, cell.row, cell.column])
  }

  /// What a cell's stamp adds with one of its weights.
  func product(_ from: Cell, _ weight: Cell) -> Datum {
    Datum(
      .init(
        tensor: Tensors.product,
        index: [channel, from.row, from.column, weight.row, weight.column]),
      input(from, channel: channel).value * self.weight(weight, channel: channel).value)
  }

  var bias: Datum { Datum(.init(tensor: Tensors.bias, index: [map]), layer.bias[map]) }

  func z(_ index: Int) -> Datum {
    let step = pass.steps[map * output.count + index]
    let neuron = step.position.neuron
    return Datum(.init(tensor: Tensors.z, index: [map, neuron.row, neuron.column]), step.z)
  }

  /// z of the followed neuron.
  var followed: Datum { z(step.index - map * output.count) }
  /// a of the followed neuron.
  var a: Datum { Datum(.init(tensor: Tensors.a, index: followed.address.index), step.a) }

  /// Which of the meeting stamps cover a neuron of the output.
  func covering(_ neuron: Cell, _ cells: [Cell]) -> [Int] {
    cells.indices.filter { number in
      let origin = pass.sweep[neuron: cells[number]].origin
      let (row, column) = (neuron.row - origin.row, neuron.column - origin.column)
      let span = geometry.span
      return row >= 0 && column >= 0 && row < span.rows && column < span.columns
        && row.isMultiple(of: geometry.dilation.rows)
        && column.isMultiple(of: geometry.dilation.columns)
    }
  }

  /// The stamps added up, neuron by neuron of the map.
  private var scattered: [Double] {
    var sums = [Double](repeating: layer.bias[map], count: output.count)
    for channel in channel..<(channel + channelsInGroup) {
      for position in pass.sweep {
        let value = pass.input[channel, position.neuron.row, position.neuron.column]
        for index in 0..<geometry.kernel.count {
          let (row, column) = index.quotientAndRemainder(dividingBy: geometry.kernel.columns)
          let place = pass.sweep.cell(under: Cell(row, column), at: position)
          guard pass.sweep.contains(place) else { continue }
          sums[place.row * output.columns + place.column] +=
            value * weight(Cell(row, column), channel: channel).value
        }
      }
    }
    return sums
  }

  /// Whether rows and columns come to the same size by the same numbers.
  var isEven: Bool {
    let (rows, columns) = (numbers(\.rows, \.top, \.bottom), numbers(\.columns, \.left, \.right))
    return rows == columns
  }

  private func numbers(
    _ side: KeyPath<Extent, Int>, _ before: KeyPath<Padding, Int>, _ after: KeyPath<Padding, Int>
  ) -> [Int] {
    let padding = pass.sweep.padding
    return [
      pass.input.extent[keyPath: side], geometry.stride[keyPath: side],
      geometry.span[keyPath: side], padding[keyPath: before] + padding[keyPath: after],
      layer.outputPadding[keyPath: side], output[keyPath: side],
    ]
  }

  /// The numbers of a side: n, the stride, the filter’s span, what is cropped, what is added, the size.
  var side: (n: Datum, s: Datum, k: Datum, padding: Datum, more: Datum, size: Datum) {
    let numbers = numbers(\.columns, \.left, \.right)
    func datum(_ name: String, _ number: Int) -> Datum {
      Datum(.init(tensor: name), Double(numbers[number]))
    }
    return (
      datum("length", 0), datum("stride", 1), datum("span", 2), datum("cropped", 3),
      datum("added", 4), datum("size", 5)
    )
  }

  /// Whether stamps give what the sliding overlay gives.
  var agreement: Agreement {
    let gathered = (0..<output.count).map { pass.steps[map * output.count + $0].z }
    let largest = pass.input.values.reduce(0) { max($0, abs($1)) }
    let weights = layer.weights.values.reduce(0) { $0 + abs($1) }
    return Agreement(
      scattered, gathered, terms: step.terms.count + 1,
      size: largest * weights + abs(layer.bias[map]))
  }

  // MARK: - Digits

  /// The stamps that are drawn, by the number of the cell: the first three and the last.
  func stamps(_ most: Int = 4) -> [Int] {
    let count = meeting.count
    return count <= most ? Array(0..<count) : Array(0..<most - 1) + [count - 1]
  }

  var stated: (ledger: Ledger, z: Int, a: Int?) {
    var ledger = Ledger()
    func cells(_ extent: Extent) -> [Cell] {
      ConvolutionValues.areNumbersPrinted(extent)
        ? (0..<extent.count).map { Cell($0 / extent.columns, $0 % extent.columns) } : []
    }
    ledger.register(cells(pass.input.extent).map { input($0, channel: channel) })
    ledger.register(cells(geometry.kernel).map { weight($0, channel: channel) })
    ledger.register(bias)
    ledger.register(cells(output).map { z($0.row * output.columns + $0.column) })
    let meeting = meeting
    if geometry.kernel.count <= 25 {
      for stamp in stamps() {
        for cell in cells(geometry.kernel) {
          ledger.state(
            .product(
              product(meeting[stamp], cell),
              of: [input(meeting[stamp], channel: channel), weight(cell, channel: channel)]))
        }
      }
    }
    let sum = terms.map { term in
      Equation.Term([
        input(cell(of: term), channel: term.channel),
        weight(term.weightCell, channel: term.channel),
      ])
    }
    if isEven {
      let side = side
      ledger.state(
        Equation(
          side.size, [side.n, side.s, side.k, side.padding, side.more].map { .init([$0]) },
          .function { ($0[0] - 1) * $0[1] + $0[2] - $0[3] + $0[4] }))
    }
    let equation = ledger.state(Equation(followed, sum + [.init([bias])]))
    let activation = layer.activation
    guard activation != .identity else { return (ledger, equation, nil) }
    return (ledger, equation, ledger.state(.function(a, of: followed) { activation($0) }))
  }

  // MARK: - Symbols

  /// The symbols; a filter's indices are channel, then map.
  func symbol(_ datum: Datum) -> Formula {
    let notation =
      datum.address.tensor == Tensors.weight
      ? Notation(
        channels: layer.channels, filterChannels: layer.maps / layer.groups, maps: layer.channels)
      : self.notation
    return notation.symbol(datum)
  }

  var notation: Notation { Notation(channels: layer.channels, maps: layer.maps) }
}
