/// A layer of two dimensions over inputs of one, [channels, length]: the layer over the only row of
/// [channels, 1, length], with that row left out of every shape and address.
///
/// ``LayerDeclaration/alsoInOneDimension`` gives it to a kind.
struct OneDimension: Layer {
  /// The layer of two dimensions, whose windows have one row.
  let base: any Layer

  /// The kind of the layer.
  var declaration: LayerDeclaration { base.declaration }
  /// What the layer was told, lengths instead of rows and columns.
  var settings: Settings {
    var settings = base.settings.withoutRows
    settings[SettingDeclaration.dimensions.name] = .whole(1)
    return settings
  }
  /// The parameters without rows.
  var parameters: NamedTensors { base.parameters.withoutRows }
  /// What the neurons of the only row see.
  var reach: Reach { base.reach }

  /// [channels, length].
  func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try base.outputShape(of: inputs.map(\.withOneRow)).withoutRow
  }

  /// Those over the only row.
  func multiplications(over inputs: [[Int]]) -> Int {
    base.multiplications(over: inputs.map(\.withOneRow))
  }

  /// The pass over [channels, length].
  func forward(_ inputs: [Tensor], mode: Mode) throws(LayerError) -> any LayerForwardPass {
    if let other = inputs.first(where: { $0.rank != 2 }) {
      throw .input(
        problem: "an input of one dimension is [channels, length], not "
          + Tensor.describe(other.shape))
    }
    return ForwardPass(base: try base.forward(inputs.map(\.withOneRow), mode: mode))
  }

  private struct ForwardPass: LayerForwardPass {
    let base: any LayerForwardPass

    var inputs: [Tensor] { base.inputs.map(\.withoutRow) }
    var output: Tensor { base.output.withoutRow }
    var outputName: TensorName { base.outputName }
    var results: NamedTensors { base.results.withoutRows }
    var accounts: [Account] { base.accounts.map(\.withoutRows) }

    func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      return BackwardPass(base: try base.backward(outputGradient: outputGradient.withOneRow))
    }
  }

  private struct BackwardPass: LayerBackwardPass {
    let base: any LayerBackwardPass

    var outputGradient: Tensor { base.outputGradient.withoutRow }
    var inputGradients: [Tensor] { base.inputGradients.map(\.withoutRow) }
    var parameterGradients: NamedTensors { base.parameterGradients.withoutRows }
    var results: NamedTensors { base.results.withoutRows }
    var accounts: [Account] { base.accounts.map(\.withoutRows) }
  }
}

// MARK: The kind

extension SettingDeclaration {
  /// How many dimensions a layer's windows move in.
  static let dimensions = SettingDeclaration(
    "dimensions", .whole(atLeast: 1),
    "1 for inputs [channels, length], 2 for [channels, rows, columns] (follows from the input).")
}

extension LayerDeclaration {
  /// The same kind of layer, over inputs [channels, length] too.
  ///
  /// A network's stage takes whichever reaches it. A single layer reads a matrix as one channel of
  /// rows and columns unless its setting `dimensions` is 1, or a filter of three dimensions fits the
  /// matrix as several channels of a length. Extents are lengths then.
  var alsoInOneDimension: LayerDeclaration {
    let base = self
    @Sendable func declared(
      _ settings: Settings, _ inputs: [[Int]]
    ) throws(LayerError) -> [ParameterDeclaration] {
      guard try base.isInOneDimension(settings, over: inputs[0]) else {
        return try base.parameters(settings, inputs)
      }
      let parameters = try base.parameters(
        base.overOneRow(settings), inputs.map(\.withOneRow))
      return parameters.map { parameter in
        ParameterDeclaration(
          parameter.name, shape: parameter.shape.withoutRow, parameter.beginning,
          isBuffer: parameter.isBuffer, option: parameter.option, meaning: parameter.meaning)
      }
    }
    @Sendable func made(
      _ settings: Settings, _ parameters: NamedTensors, _ inputs: [[Int]]
    ) throws(LayerError) -> any Layer {
      guard try base.isInOneDimension(settings, over: inputs[0]) else {
        return try base.make(settings, parameters, inputs)
      }
      return OneDimension(
        base: try base.make(
          base.overOneRow(settings), parameters.withOneRow, inputs.map(\.withOneRow)))
    }
    @Sendable func fitted(_ operands: LayerOperands) throws(LayerError) -> FittedOperands {
      try base.fitted(operands)
    }
    return LayerDeclaration(
      kind: kind, meaning, settings: settings + [.dimensions], inputs: inputs,
      countsAsLayer: countsAsLayer, parameters: declared, fit: fitted, make: made)
  }

  /// Whether a layer is one of one dimension, by its settings or else its input.
  private func isInOneDimension(
    _ settings: Settings, over input: [Int]
  ) throws(LayerError) -> Bool {
    let wanted = settings.whole(SettingDeclaration.dimensions.name)
    guard wanted.map({ 1...2 ~= $0 }) ?? true else { throw Convolution.dimensions(wanted ?? 0) }
    let dimensions = wanted ?? (input.count == 2 ? 1 : 2)
    guard dimensions == 1 else { return false }
    guard input.count == 2 else {
      throw .input(
        problem: "an input of one dimension is [channels, length], not \(Tensor.describe(input))")
    }
    return true
  }

  /// Settings of one dimension as those over a single row: only columns have lengths.
  private func overOneRow(_ settings: Settings) throws(LayerError) -> Settings {
    var moved = settings
    moved[SettingDeclaration.dimensions.name] = nil
    for setting in self.settings {
      switch (setting.type, settings[setting.name]) {
      case (.extent(let minimum), .extent(let extent)):
        guard extent.rows == extent.columns || extent.rows == minimum else {
          throw .setting(
            setting.name,
            problem: "in one dimension '\(setting.name)' is one length, not \(extent)")
        }
        moved[setting.name] = .extent(Extent(rows: minimum, columns: extent.columns))
      case (.padding, .padding(.explicit(let sides))):
        moved[setting.name] = .padding(
          .explicit(Padding(top: 0, bottom: 0, left: sides.left, right: sides.right)))
      default: break
      }
    }
    return moved
  }

  private func fitted(_ operands: LayerOperands) throws(LayerError) -> FittedOperands {
    let name = SettingDeclaration.dimensions.name
    var moved = operands
    let wanted = operands.settings.whole(name)
    guard wanted.map({ 1...2 ~= $0 }) ?? true else { throw Convolution.dimensions(wanted ?? 0) }
    moved.settings[name] = nil
    guard wanted ?? (operands.looksLikeLengths ? 1 : 2) == 1 else { return try fit(moved) }
    guard let given = operands.inputs.first, operands.inputs.count == 1 else {
      throw .input(
        problem: "a layer of the kind \(kind) takes one input, not \(operands.inputs.count)")
    }
    let isLast = operands.layout.input == .channelsLast
    let input = isLast ? given.lengthsFromChannelsLast() : given
    guard let items = input.items(ofRank: 2) else {
      throw .input(
        problem: "the input is \(Tensor.describe(given.shape)); it must be a length, channels × "
          + "length or items × channels × length")
    }
    moved.layout = OperandLayout()
    moved.inputs = [
      Tensor(
        uncheckedShape: [items.count] + items[0].shape.withOneRow,
        values: items.flatMap(\.values))
    ]
    moved.settings = try overOneRow(moved.settings)
    moved.parameters = NamedTensors(
      moved.parameters.map { parameter in
        parameter.name == .weight
          ? NamedTensor(parameter.name, parameter.tensor.withOneRow) : parameter
      })
    var fitted = try fit(moved)
    fitted.settings = fitted.settings.withoutRows
    fitted.settings[name] = .whole(1)
    fitted.items = fitted.items.map { $0.map(\.withoutRow) }
    fitted.parameters = fitted.parameters.withoutRows
    fitted.remarks[.input] = ", one-dimensional"
    return fitted
  }
}

extension LayerOperands {
  /// Whether a filter fits a matrix as that many channels of a length.
  fileprivate var looksLikeLengths: Bool {
    guard let filter = parameters[.weight], let input = inputs.first, input.rank == 2 else {
      return false
    }
    let channels = layout.input == .channelsLast ? input.shape[1] : input.shape[0]
    return filter.rank == 3 && channels > 1 && filter.shape[0] == channels
  }
}

// MARK: Shapes

extension [Int] {
  /// A shape with a dimension of length 1, the only row, before its last.
  var withOneRow: [Int] { isEmpty ? self : dropLast() + [1] + suffix(1) }
  /// A shape of three dimensions or more without the last but one, the only row.
  var withoutRow: [Int] { count > 2 ? dropLast(2) + suffix(1) : self }
}

extension Tensor {
  /// The tensor with the only row before its last dimension: [channels, length] as [channels, 1,
  /// length].
  var withOneRow: Tensor { Tensor(uncheckedShape: shape.withOneRow, values: values) }
  /// The tensor without the only row, where it has three dimensions or more.
  var withoutRow: Tensor { Tensor(uncheckedShape: shape.withoutRow, values: values) }

  /// Lengths [length, channels], or a batch of them, as [channels, length].
  func lengthsFromChannelsLast() -> Tensor {
    switch rank {
    case 2: permuted([1, 0])
    case 3: permuted([0, 2, 1])
    default: self
    }
  }
}

extension NamedTensors {
  /// The tensors without the only row; biases have none.
  var withoutRows: NamedTensors {
    NamedTensors(map { NamedTensor($0.name, $0.tensor.withoutRow) })
  }
  /// The tensors of three dimensions or more with the only row.
  fileprivate var withOneRow: NamedTensors {
    NamedTensors(
      map { $0.tensor.rank > 2 ? NamedTensor($0.name, $0.tensor.withOneRow) : $0 })
  }
}

extension Settings {
  /// The settings with one length instead of rows and columns.
  fileprivate var withoutRows: Settings {
    var settings = self
    for name in names {
      switch self[name] {
      case .extent(let extent): settings[name] = .extent(Extent(extent.columns))
      case .padding(.explicit(let sides)) where sides.left == sides.right:
        settings[name] = .padding(.explicit(Padding(sides.left)))
      default: break
      }
    }
    return settings
  }
}

extension Account {
  /// The account without the only row in its shapes and addresses.
  var withoutRows: Account {
    let moved = addressed { $0.indices = $0.indices.withoutRow }
    return Account(
      name, result: result, shape: resultShape.withoutRow, steps: shape.withoutRow
    ) { moved[$0] }
  }
}

extension Indices {
  /// The indices without the last but one, where there are three or more.
  fileprivate var withoutRow: Neural.Indices {
    switch count {
    case 3: Neural.Indices(row: self[0], column: self[2])
    case 4: Neural.Indices(channel: self[0], Cell(self[1], self[3]))
    default: self
    }
  }
}
