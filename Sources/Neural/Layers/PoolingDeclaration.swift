extension SettingDeclaration {
  /// The settings that every pooling layer has: how its window moves.
  static let pooling: [SettingDeclaration] = [
    SettingDeclaration(
      "window", .extent(atLeast: 1), default: .extent(Extent(2)), "Rows and columns of a window."),
    SettingDeclaration(
      "stride", .extent(atLeast: 1),
      "Cells from one window to the next (default: the window, so that windows lie side by side)."),
    SettingDeclaration(
      "padding", .padding, default: .padding(.valid), "Room around the input for windows."),
  ]
}

extension Geometry {
  /// How a pooling layer moves, as the settings that ask for it.
  var poolingSettings: Settings {
    Settings(["window": .extent(kernel), "stride": .extent(stride), "padding": .padding(padding)])
  }

  /// The shape that a layer of this window gives for an input [channels, rows, columns].
  func pooledShape(of input: [Int]) throws(LayerError) -> [Int] {
    let extent = try poolingSweep(over: input).extent
    return [input[0], extent.rows, extent.columns]
  }

  /// The windows over an input [channels, rows, columns].
  func poolingSweep(over input: [Int]) throws(LayerError) -> Sweep {
    guard input.count == 3 else { throw .inputRank(input) }
    do {
      return try Sweep(over: Extent(rows: input[1], columns: input[2]), geometry: self)
    } catch .kernelTooLarge(let span, let padded) {
      throw .windowTooLarge(window: span, padded: padded)
    } catch {
      throw .geometry(error)
    }
  }
}

extension FittedOperands {
  /// Operands of a layer that takes one input [channels, rows, columns]: a matrix is one channel, and
  /// [items, channels, rows, columns] a batch.
  static func images(_ operands: LayerOperands) throws(LayerError) -> FittedOperands {
    guard let input = operands.inputs.first else {
      throw .input(problem: "the layer needs an input")
    }
    let items: [Tensor]
    switch input.rank {
    case 1, 2:
      let image = [1, input.extent.rows, input.extent.columns]
      items = [Tensor(uncheckedShape: image, values: input.values)]
    case 3: items = [input]
    case 4: items = input.unstacked
    default: throw .inputRank(input.shape)
    }
    return FittedOperands(
      settings: operands.settings, items: items.map { [$0] }, parameters: operands.parameters)
  }
}
