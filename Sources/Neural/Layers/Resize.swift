/// Resize to more or fewer rows and columns: each neuron takes the nearest cell of the input.
///
/// Neuron m of M′ along a side of M cells stands at the place x of the input, with the scale s, which is
/// M′ / M if not given: x = (m + ½) / s − ½ (half-pixel), m / s (asymmetric), or m (M − 1) / (M′ − 1)
/// (align-corners). It takes the cell that x rounds to: down, up, or to the nearest, a half down or up.
/// A cell that several take gets the sum of their gradients.
/// Source: the operator `Resize` of ONNX with the mode `nearest`.
public struct Resize: Layer, Hashable {
  /// Where a neuron stands in the input.
  public enum Coordinates: String, Sendable, Hashable, CaseIterable {
    case halfPixel = "half-pixel"
    case asymmetric
    case alignCorners = "align-corners"
  }

  /// How a place becomes a cell.
  public enum Nearest: String, Sendable, Hashable, CaseIterable {
    case halfDown = "half-down"
    case halfUp = "half-up"
    case down, up
  }

  /// Resize as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "resize", "each neuron takes the nearest cell of a smaller or larger input",
    settings: [
      SettingDeclaration(
        "row-scale", .number(.leastNormalMagnitude ... .infinity), default: .number(2),
        "How many times as many rows come out, rounded down."),
      SettingDeclaration(
        "column-scale", .number(.leastNormalMagnitude ... .infinity), default: .number(2),
        "How many times as many columns come out, rounded down."),
      SettingDeclaration(
        "coordinates", .choice(Coordinates.allCases.map(\.rawValue)),
        default: .choice(Coordinates.asymmetric.rawValue), "Where a neuron stands in the input."),
      SettingDeclaration(
        "nearest", .choice(Nearest.allCases.map(\.rawValue)),
        default: .choice(Nearest.down.rawValue), "How a place is rounded to a cell."),
    ], fit: FittedOperands.images,
    make: { settings, _, _ in
      Resize(
        rowScale: settings.number("row-scale") ?? 2,
        columnScale: settings.number("column-scale") ?? 2,
        coordinates: settings.choice("coordinates").flatMap(Coordinates.init) ?? .asymmetric,
        nearest: settings.choice("nearest").flatMap(Nearest.init) ?? .down)
    })

  /// How many times as many rows come out.
  public let rowScale: Double
  /// How many times as many columns come out.
  public let columnScale: Double
  /// Where a neuron stands in the input.
  public let coordinates: Coordinates
  /// How a place is rounded to a cell.
  public let nearest: Nearest

  /// The layer with the given scales.
  public init(
    rowScale: Double, columnScale: Double, coordinates: Coordinates = .asymmetric,
    nearest: Nearest = .down
  ) {
    (self.rowScale, self.columnScale) = (rowScale, columnScale)
    (self.coordinates, self.nearest) = (coordinates, nearest)
  }

  /// The kind.
  public var declaration: LayerDeclaration { Resize.declaration }
  /// What the layer was told.
  public var settings: Settings {
    Settings([
      "row-scale": .number(rowScale), "column-scale": .number(columnScale),
      "coordinates": .choice(coordinates.rawValue), "nearest": .choice(nearest.rawValue),
    ])
  }
  /// A neuron is a cell of the input.
  public var reach: Reach { .everything }

  /// [channels, rows, columns].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    guard inputs[0].count == 3 else { throw .inputRank(inputs[0]) }
    let lengths = [
      (Double(inputs[0][1]) * rowScale).rounded(.down),
      (Double(inputs[0][2]) * columnScale).rounded(.down),
    ]
    guard lengths.allSatisfy({ $0 >= 1 }) else {
      throw .input(
        problem: "\(inputs[0][1]) × \(inputs[0][2]) cells times \(rowScale) and \(columnScale) "
          + "leave none")
    }
    guard lengths[0] * lengths[1] <= Double(Sweep.limit / inputs[0][0]) else {
      throw .geometry(.tooLarge(name: "output"))
    }
    return [inputs[0][0], Int(lengths[0]), Int(lengths[1])]
  }

  /// The cell that each neuron along a side takes.
  private func cells(_ length: Int, to count: Int, scale: Double) -> [Int] {
    (0..<count).map { number in
      let place =
        switch coordinates {
        case .halfPixel: (Double(number) + 0.5) / scale - 0.5
        case .asymmetric: Double(number) / scale
        case .alignCorners:
          count == 1 ? 0 : Double(number) * Double(length - 1) / Double(count - 1)
        }
      let cell =
        switch nearest {
        case .halfDown: (place - 0.5).rounded(.up)
        case .halfUp: (place + 0.5).rounded(.down)
        case .down: place.rounded(.down)
        case .up: place.rounded(.up)
        }
      return Int(min(max(cell, 0), Double(length - 1)))
    }
  }

  /// The pass over [channels, rows, columns].
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    let input = inputs[0]
    let shape = try outputShape(of: [input.shape])
    let rows = cells(input.shape[1], to: shape[1], scale: rowScale)
    let columns = cells(input.shape[2], to: shape[2], scale: columnScale)
    return RearrangedForwardPass(input, to: shape, hasSteps: true) { index in
      let (channel, rest) = index.quotientAndRemainder(dividingBy: shape[1] * shape[2])
      let (row, column) = rest.quotientAndRemainder(dividingBy: shape[2])
      return (channel * input.shape[1] + rows[row]) * input.shape[2] + columns[column]
    }
  }
}
