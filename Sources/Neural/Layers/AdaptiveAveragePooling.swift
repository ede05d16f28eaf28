/// An adaptive average pooling layer: as many neurons as are asked for, each the mean of its part of
/// the input.
///
/// Neuron m of M' along a side of M cells takes those from ⌊m·M / M'⌋ to ⌈(m + 1)·M / M'⌉, the last
/// excluded; where M' does not divide M, neighbouring parts overlap.
/// a[c, m, n] = Σ a[c, i, j] / d over the d cells of the neuron's part.
/// Source: PyTorch's `AdaptiveAvgPool2d`.
public struct AdaptiveAveragePooling: Sendable, Hashable {
  /// The neurons of each channel, in rows and columns.
  public let output: Extent

  /// A layer with the given number of neurons in rows and columns.
  ///
  /// - Throws: ``LayerError`` where one of them is below 1.
  public init(output: Extent) throws(LayerError) {
    do { try Geometry.check(output, name: "output") } catch { throw .geometry(error) }
    self.output = output
  }

  /// The pass over an input [channels, rows, columns].
  ///
  /// - Throws: ``LayerError`` where the input is of another rank.
  public func forward(_ input: Tensor) throws(LayerError) -> ForwardPass {
    guard input.rank == 3 else { throw .inputRank(input.shape) }
    return ForwardPass(layer: self, input: input)
  }

  /// The cells of a side that a neuron takes.
  static func part(_ neuron: Int, of neurons: Int, over length: Int) -> Range<Int> {
    (neuron * length / neurons)..<(((neuron + 1) * length + neurons - 1) / neurons)
  }
}

extension AdaptiveAveragePooling: Layer {
  /// Adaptive average pooling as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "adaptive-average-pooling",
    "as many neurons as are asked for, each the mean of its part of the input",
    settings: [
      SettingDeclaration(
        "output-size", .extent(atLeast: 1), default: .extent(Extent(1)),
        "Rows and columns of neurons in each channel.")
    ], fit: FittedOperands.images,
    make: { settings, _, _ throws(LayerError) in
      try AdaptiveAveragePooling(output: settings.extent("output-size") ?? Extent(1))
    }
  ).alsoInOneDimension

  /// The kind.
  public var declaration: LayerDeclaration { AdaptiveAveragePooling.declaration }
  /// What the layer was told.
  public var settings: Settings { Settings(["output-size": .extent(output)]) }
  /// How much a neuron sees depends on the input.
  public var reach: Reach { .everything }

  /// [channels, rows, columns].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    guard inputs[0].count == 3 else { throw .inputRank(inputs[0]) }
    return [inputs[0][0], output.rows, output.columns]
  }

  /// The pass over [channels, rows, columns].
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try forward(inputs[0])
  }
}

extension AdaptiveAveragePooling {
  /// The means of one input's parts.
  public struct ForwardPass: LayerForwardPass {
    /// The layer.
    public let layer: AdaptiveAveragePooling
    /// The input aᴸ⁻¹, [channels, rows, columns].
    public let input: Tensor

    /// The input.
    public var inputs: [Tensor] { [input] }
    /// The output is what comes out.
    public var outputName: TensorName { .output }
    /// What comes out.
    public var results: NamedTensors { [NamedTensor(.output, output)] }
    /// The shape of the output, [channels, rows, columns].
    public var shape: [Int] { [input.shape[0], layer.output.rows, layer.output.columns] }

    /// The means.
    public var output: Tensor {
      Tensor(
        uncheckedShape: shape,
        values: (0..<shape.reduce(1, *)).map { index in
          let part = part(index)
          return part.reduce(0) { $0 + value(part, $1) } / Double(part.count)
        })
    }

    /// One account: the mean of its part for each neuron.
    public var accounts: [Account] {
      let pass = self
      return [
        Account(.forward, result: .output, shape: shape, steps: shape) { index in
          let part = pass.part(index)
          let cells = StepTerms(count: part.count) { number in
            let operand = Operand(
              pass.value(part, part[number]),
              at: Address(.input, Indices(channel: part.channel, part[number])))
            return StepTerm(operand, kernelCell: part.kernelCell(number))
          }
          let sum = cells.reduce(0) { $0 + $1.product }
          return AccountStep(
            index: index, target: Address(.output, Indices(channel: part.channel, part.neuron)),
            rule: .mean(divisor: Double(part.count)), position: pass.position(part),
            terms: cells, result: sum / Double(part.count))
        }
      ]
    }

    /// The gradient of the input.
    public func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      guard outputGradient.shape == shape else {
        throw .shape(of: "upstream gradient", expected: shape, found: outputGradient.shape)
      }
      return BackwardPass(forward: self, outputGradient: outputGradient)
    }

    /// The cells of the neuron with the given number.
    fileprivate func part(_ index: Int) -> Part {
      let (channel, inChannel) = index.quotientAndRemainder(dividingBy: layer.output.count)
      let (row, column) = inChannel.quotientAndRemainder(dividingBy: layer.output.columns)
      return Part(
        channel: channel, neuron: Cell(row, column),
        rows: AdaptiveAveragePooling.part(row, of: layer.output.rows, over: input.shape[1]),
        columns: AdaptiveAveragePooling.part(
          column, of: layer.output.columns, over: input.shape[2]))
    }

    fileprivate func value(_ part: Part, _ cell: Cell) -> Double {
      input[part.channel, cell.row, cell.column]
    }

    fileprivate func position(_ part: Part) -> OverlayPosition {
      OverlayPosition(
        index: part.neuron.row * layer.output.columns + part.neuron.column, neuron: part.neuron,
        origin: part[0])
    }
  }

  /// One neuron's part of the input: its cells, in row order.
  fileprivate struct Part: RandomAccessCollection {
    let channel: Int
    let neuron: Cell
    let rows: Range<Int>
    let columns: Range<Int>

    var startIndex: Int { 0 }
    var endIndex: Int { rows.count * columns.count }
    subscript(index: Int) -> Cell {
      let place = kernelCell(index)
      return Cell(rows.lowerBound + place.row, columns.lowerBound + place.column)
    }
    func kernelCell(_ index: Int) -> Cell { Cell(index / columns.count, index % columns.count) }
  }

  /// The gradient of the input: each neuron shares its ∂C/∂a out among the cells of its part.
  public struct BackwardPass: LayerBackwardPass {
    /// The forward pass that the gradient belongs to.
    public let forward: ForwardPass
    /// ∂C/∂a, [channels, rows, columns].
    public let outputGradient: Tensor

    /// What each neuron hands to a cell of its part.
    public var shares: Tensor {
      Tensor(
        uncheckedShape: outputGradient.shape,
        values: outputGradient.values.enumerated().map { index, gradient in
          gradient / Double(forward.part(index).count)
        })
    }
    /// The shares.
    public var results: NamedTensors { [NamedTensor(.outputGradientShares, shares)] }

    /// ∂C/∂aᴸ⁻¹.
    public var inputGradients: [Tensor] {
      var gradient = Tensor(shape: forward.input.shape)
      for (index, share) in shares.values.enumerated() {
        let part = forward.part(index)
        for cell in part { gradient[part.channel, cell.row, cell.column] += share }
      }
      return [gradient]
    }

    /// Two accounts: one contribution for each neuron, and the shares that they hand out.
    public var accounts: [Account] {
      let (forward, gradient, shares) = (forward, outputGradient, shares)
      return [
        Account(
          .activationGradient, result: .activationGradient, shape: forward.input.shape,
          steps: shares.shape
        ) { index in
          let part = forward.part(index)
          let neuron = Address(
            .outputGradientShares, Indices(channel: part.channel, part.neuron))
          return AccountStep(
            index: index, target: neuron, rule: .spread, position: forward.position(part),
            terms: StepTerms(count: part.count) { number in
              let cell = Indices(channel: part.channel, part[number])
              return StepTerm(
                Operand(1), times: Operand(shares.values[index], at: neuron),
                target: Address(.activationGradient, cell), kernelCell: part.kernelCell(number))
            }, result: shares.values[index])
        },
        .shares(of: gradient, shares: shares) { forward.part($0).count },
      ]
    }
  }
}
