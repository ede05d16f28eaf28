import Drawing
import Neural
import Wording

/// The values of a convolution's forward pass with their addresses.
struct ConvolutionValues: Sendable {
  let pass: Convolution.ForwardPass
  /// The stage's name, in a network.
  var stage = ""

  init(_ pass: Convolution.ForwardPass, stage: String = "") {
    self.pass = pass
    self.stage = stage
  }

  private func address(_ tensor: String, _ index: [Int]) -> Source.Address {
    Source.Address(stage: stage, tensor: tensor, index: index)
  }

  /// One cell of the input.
  func input(_ cell: Cell, channel: Int) -> Datum {
    Datum(
      address(Tensors.input, [channel, cell.row, cell.column]),
      pass.input[channel, cell.row, cell.column])
  }

  /// What a term's weight lies on: a cell of the input, that which a padding repeats, or the padding's
  /// 0.
  func value(_ term: Term) -> Datum {
    guard term.isPadding else {
      return input(pass.source(of: term.cell), channel: term.channel)
    }
    return Datum(
      address(Tensors.padding, [term.channel, term.cell.row, term.cell.column]), term.value)
  }

  /// One weight of a map's filter; the channel counts from the first that the map sees.
  func weight(_ cell: Cell, channel: Int, map: Int) -> Datum {
    Datum(
      address(Tensors.weight, [map, channel, cell.row, cell.column]),
      pass.layer.weights[map, channel, cell.row, cell.column])
  }

  /// The weight of a term.
  func weight(_ term: Term, map: Int) -> Datum {
    weight(term.weightCell, channel: term.channel - pass.layer.firstChannel(ofMap: map), map: map)
  }

  /// The product of a step's term.
  func product(_ term: Term, of step: DotProduct) -> Datum {
    Datum(
      address(
        Tensors.product, [step.index, term.channel, term.kernelCell.row, term.kernelCell.column]),
      term.product)
  }

  /// The sum of a step's products in one channel.
  func subtotal(of step: DotProduct, channel: Int) -> Datum {
    let size = pass.layer.kernel.count
    let first = (channel - pass.layer.firstChannel(ofMap: step.map)) * size
    return Datum(
      address(Tensors.subtotal, [step.index, channel]),
      (first..<(first + size)).reduce(0) { $0 + step.terms[$1].product })
  }

  /// The sum of a step's products.
  func sum(of step: DotProduct) -> Datum {
    Datum(address(Tensors.sum, [step.index]), step.dotProduct)
  }

  /// The sum of the products of a step that are not shown one by one.
  func rest(of step: DotProduct, without shown: [Int]) -> Datum {
    let shown = Set(shown)
    let hidden = step.terms.indices.filter { !shown.contains($0) }
    return Datum(
      address(Tensors.rest, [step.index, hidden.count]),
      hidden.reduce(0) { $0 + step.terms[$1].product })
  }

  /// The bias of a map.
  func bias(map: Int) -> Datum { Datum(address(Tensors.bias, [map]), pass.layer.bias[map]) }

  private func neuron(_ step: DotProduct) -> [Int] {
    [step.map, step.position.neuron.row, step.position.neuron.column]
  }

  /// The raw activation that a step gives.
  func z(_ step: DotProduct) -> Datum { Datum(address(Tensors.z, neuron(step)), step.z) }

  /// The activation that a step gives.
  func a(_ step: DotProduct) -> Datum { Datum(address(Tensors.a, neuron(step)), step.a) }

  /// The steps of one map, in row order.
  func steps(ofMap map: Int) -> [DotProduct] {
    let count = pass.sweep.count
    return (map * count..<(map + 1) * count).map { pass.steps[$0] }
  }

  /// The channels that a map sees.
  func channels(ofMap map: Int) -> Range<Int> {
    let first = pass.layer.firstChannel(ofMap: map)
    return first..<(first + pass.layer.channelsInGroup)
  }
}

extension ConvolutionValues {
  /// Tensors with more rows or columns than these are shown by colour alone.
  static let mostPrinted = Extent(rows: 16, columns: 24)

  /// Whether the numbers of a matrix of an extent can be printed at all.
  static func areNumbersPrinted(_ extent: Extent) -> Bool {
    extent.rows <= mostPrinted.rows && extent.columns <= mostPrinted.columns
  }

  /// Registers what a figure prints of the input, a map's filter and bias, and the map itself.
  func register(in ledger: inout Ledger, map: Int, channels: [Int], neurons: some Sequence<Int>) {
    let under = pass.sweep.underlay
    if ConvolutionValues.areNumbersPrinted(under) {
      for channel in channels {
        for index in 0..<under.count {
          ledger.register(
            input(Cell(index / under.columns, index % under.columns), channel: channel))
        }
      }
    }
    let kernel = pass.layer.kernel
    if ConvolutionValues.areNumbersPrinted(kernel) {
      let first = pass.layer.firstChannel(ofMap: map)
      for channel in channels {
        for index in 0..<kernel.count {
          ledger.register(
            weight(
              Cell(index / kernel.columns, index % kernel.columns), channel: channel - first,
              map: map))
        }
      }
    }
    ledger.register(bias(map: map))
    let count = pass.sweep.count
    if ConvolutionValues.areNumbersPrinted(pass.sweep.extent) {
      for index in neurons { ledger.register(a(pass.steps[map * count + index])) }
    }
  }

  /// States what follows from what in one step: the products, their sum, z and a.
  ///
  /// - Returns: the numbers of the equations for z, from the factors, and for a.
  @discardableResult
  func state(_ step: DotProduct, in ledger: inout Ledger, withProducts: Bool) -> (z: Int, a: Int?) {
    let terms = step.terms
    let channels = channels(ofMap: step.map)
    let isPrinted = terms.count <= 25
    if withProducts, isPrinted {
      ledger.state(
        Equation(
          sum(of: step),
          terms.map {
            .init([value($0), weight($0, map: step.map)], product: product($0, of: step))
          }))
    } else if channels.count > 1 {
      let size = pass.layer.kernel.count
      for (order, channel) in channels.enumerated() where isPrinted {
        ledger.state(
          Equation(
            subtotal(of: step, channel: channel),
            (order * size..<(order + 1) * size).map {
              .init([value(terms[$0]), weight(terms[$0], map: step.map)])
            }))
      }
      // Beyond four channels a reader does not see all of the subtotals.
      if channels.count <= 4 {
        ledger.state(.sum(sum(of: step), of: channels.map { subtotal(of: step, channel: $0) }))
      }
    }
    let z: Int
    if channels.count == 1, terms.count <= 6 {
      z = ledger.state(
        Equation(
          self.z(step),
          terms.map { .init([value($0), weight($0, map: step.map)]) }
            + [.init([bias(map: step.map)])]))
      ledger.state(.sum(self.z(step), of: [sum(of: step), bias(map: step.map)]))
    } else {
      z = ledger.state(.sum(self.z(step), of: [sum(of: step), bias(map: step.map)]))
    }
    return (z, stateActivation(of: step, in: &ledger))
  }

  /// States that a follows from z.
  ///
  /// - Returns: the equation's number; nil where a is z itself.
  @discardableResult
  func stateActivation(of step: DotProduct, in ledger: inout Ledger) -> Int? {
    let activation = pass.layer.activation
    let equation = ledger.state(.function(a(step), of: z(step)) { activation($0) })
    return activation == .identity ? nil : equation
  }
}
