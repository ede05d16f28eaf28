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
    SettingDeclaration(
      "ceil-mode", .flag, default: .flag(false),
      "Whether cells at the end that do not fill a window get one."),
  ]
}

extension Geometry {
  /// How a pooling layer moves, as the settings that ask for it.
  var poolingSettings: Settings {
    Settings([
      "window": .extent(kernel), "stride": .extent(stride), "padding": .padding(padding),
      "ceil-mode": .flag(rounding == .up),
    ])
  }

  /// The geometry that the settings of a pooling layer ask for.
  static func pooling(_ settings: Settings) throws(LayerError) -> Geometry {
    let window = settings.extent("window") ?? Extent(2)
    return try pooling(
      window: window, stride: settings.extent("stride") ?? window,
      padding: settings.padding("padding") ?? .valid,
      dilation: settings.extent("dilation") ?? Extent(1),
      rounding: settings.flag("ceil-mode") ? .up : .down)
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
    guard let items = try operands.onlyInput(of: "pooling").items(ofRank: 3) else {
      throw .inputRank(operands.inputs[0].shape)
    }
    return operands.fitted(items: items)
  }
}
