/// An average pooling layer: each neuron takes the mean of the activations under its window.
///
/// a[c, m, n] = Σ_uv a[c, m·sᵣ + u − top, n·s꜀ + v − left] / d. The divisor d counts the cells of the
/// window, those in the padding (which add 0 to the sum) included, or only those inside of the input.
/// Source: the sizes, rounded up or down, and the divisors are those of PyTorch's `AvgPool2d`;
/// padding `same` counts what lies inside as TensorFlow does, from which the word comes.
public struct AveragePooling: Sendable, Hashable {
  /// What the sum under a window is divided by.
  public enum Divisor: String, Sendable, Hashable, CaseIterable {
    /// The number of its cells in input and padding; what rounding up adds beyond is not counted.
    case window
    /// The number of its cells inside of the input.
    case inside
  }

  /// The geometry of the window's sweep.
  public let geometry: Geometry
  /// What the sum is divided by.
  public let divisor: Divisor

  /// A layer with the given window, which by default slides by its own size.
  ///
  /// - Parameters:
  ///   - rounding: Whether cells at the end that do not fill a window get one.
  ///   - divisor: What the sum is divided by; with padding `same` or `same-lower` by default what lies inside, and
  ///     otherwise the window.
  /// - Throws: ``LayerError`` where a length is not positive, a padding negative, or one of them too
  ///   large.
  public init(
    window: Extent, stride: Extent? = nil, padding: PaddingRule = .valid,
    rounding: Rounding = .down, divisor: Divisor? = nil
  ) throws(LayerError) {
    self.init(
      geometry: try .pooling(
        window: window, stride: stride ?? window, padding: padding, rounding: rounding),
      divisor: divisor)
  }

  /// A layer whose geometry has passed the check of a pooling window.
  init(geometry: Geometry, divisor: Divisor?) {
    self.geometry = geometry
    let isSame = geometry.padding == .same || geometry.padding == .sameLower
    self.divisor = divisor ?? (isSame ? .inside : .window)
  }

  /// The window's rows and columns.
  public var window: Extent { geometry.kernel }

  /// The forward pass over an input [channels, rows, columns].
  ///
  /// - Throws: ``LayerError`` where the input is of another rank, the window larger than the padded
  ///   input, or only what lies inside counts and a window would lie in the padding alone.
  public func forward(_ input: Tensor) throws(LayerError) -> ForwardPass {
    let overlaps = try Overlaps(pooling: input, geometry: geometry)
    let sweep = overlaps.sweep
    if divisor == .inside { try sweep.requireCellsUnderEveryWindow() }
    let counts =
      divisor == .inside
      ? (rows: sweep.rowSpans.map(\.count), columns: sweep.columnSpans.map(\.count))
      : sweep.paddedCounts
    return ForwardPass(
      layer: self, input: input, overlaps: overlaps, rowCounts: counts.rows,
      columnCounts: counts.columns)
  }
}

/// The step that fills one neuron of an average pooling layer: the window and its mean.
public struct Average: Sendable {
  /// The step's number in its pass.
  public let index: Int
  /// The feature map, which is the input's channel.
  public let map: Int
  /// The place of the window, and the neuron that it feeds.
  public let position: OverlayPosition
  /// The cells under the window; computed when they are asked for.
  public let window: PoolingWindow
  /// The sum of the activations under the window.
  public let sum: Double
  /// What the sum is divided by: the number of cells that count.
  public let divisor: Int

  /// The neuron's activation, sum / divisor.
  public var a: Double { sum / Double(divisor) }
}

extension AveragePooling {
  /// Average pooling over one input: a mean for each neuron of each feature map.
  public struct ForwardPass: Pass {
    /// The layer.
    public let layer: AveragePooling
    /// The input aᴸ⁻¹, [channels, rows, columns].
    public let input: Tensor
    let overlaps: Overlaps
    /// How many rows count under each row of windows.
    let rowCounts: [Int]
    /// How many columns count under each column of windows.
    let columnCounts: [Int]

    /// The places of the window, the same for every map.
    public var sweep: Sweep { overlaps.sweep }
    /// The shape of the result, [channels, rows, columns].
    public var shape: [Int] { [input.shape[0], sweep.extent.rows, sweep.extent.columns] }

    /// The means: map by map, each in row order.
    public var steps: Steps { Steps(pass: self) }

    /// What the sum of a neuron's window is divided by, the same in every map.
    public func divisor(of neuron: Cell) -> Int {
      rowCounts[neuron.row] * columnCounts[neuron.column]
    }

    /// The activations, [channels, rows, columns].
    public var result: Tensor { Tensor(uncheckedShape: shape, values: steps.map(\.a)) }

    /// What ``result`` is, computed without steps.
    public func activations() -> Tensor {
      let columns = sweep.underlay.columns
      let values = sweep.pooled(input) { cells, rows, span, neuron in
        var sum = 0.0
        for row in rows.first..<(rows.first + rows.count) {
          for column in span.first..<(span.first + span.count) {
            sum += cells[row * columns + column]
          }
        }
        return sum / Double(divisor(of: neuron))
      }
      return Tensor(uncheckedShape: shape, values: values)
    }
  }
}

extension AveragePooling.ForwardPass: Equatable {
  /// Whether two passes have the same layer and input.
  public static func == (left: Self, right: Self) -> Bool {
    left.layer == right.layer && left.input == right.input
  }
}

extension AveragePooling.ForwardPass {
  /// The means of a forward pass, computed from their index.
  public struct Steps: RandomAccessCollection, Sendable {
    let pass: AveragePooling.ForwardPass

    /// The index of the first step.
    public var startIndex: Int { 0 }
    /// The number of steps: maps × positions.
    public var endIndex: Int { pass.input.shape[0] * pass.overlaps.sweep.count }

    /// The step with the given number.
    public subscript(index: Int) -> Average {
      precondition(index >= 0 && index < endIndex, "step \(index) of \(endIndex)")
      let (map, position) = pass.overlaps.neuron(index)
      let window = pass.overlaps.terms(map: map, position: position)
      return Average(
        index: index, map: map, position: position, window: PoolingWindow(overlap: window),
        sum: window.sum, divisor: pass.divisor(of: position.neuron))
    }
  }
}

extension AveragePooling {
  /// The gradient of an average pooling layer's input: each neuron shares its ∂C/∂a out among the
  /// cells under its window, and where windows overlap a cell adds up what it gets.
  ///
  /// The shares of cells in the padding are lost. ``activationGradient`` has one contribution a
  /// neuron, ``activationGradientAccumulation`` one sum a cell of the input.
  public struct BackwardPass: Sendable, Equatable {
    /// The forward pass that the gradient belongs to.
    public let forward: ForwardPass
    /// ∂C/∂a, the gradient that comes from the next layer, [channels, rows, columns].
    public let upstreamGradient: Tensor

    /// What each neuron hands to a cell: ∂C/∂a divided by the cells that count, in the shape of ∂C/∂a.
    public var shares: Tensor {
      let sweep = forward.sweep
      return Tensor(
        uncheckedShape: upstreamGradient.shape,
        values: upstreamGradient.values.enumerated().map { neuron, gradient in
          let (row, column) = (neuron % sweep.count).quotientAndRemainder(
            dividingBy: sweep.extent.columns)
          return gradient / Double(forward.divisor(of: Cell(row, column)))
        })
    }

    /// ∂C/∂aᴸ⁻¹ as one contribution for each neuron.
    public var activationGradient: PoolingGradient {
      PoolingGradient(
        overlaps: forward.overlaps, shape: forward.input.shape, factors: shares.values,
        winners: nil)
    }

    /// ∂C/∂aᴸ⁻¹ as one sum for each cell of the input.
    public var activationGradientAccumulation: PoolingAccumulation {
      PoolingAccumulation(gradient: activationGradient)
    }
  }
}

extension AveragePooling.ForwardPass {
  /// The backward pass for a gradient ∂C/∂a that comes from the next layer.
  ///
  /// - Throws: ``LayerError`` where the gradient has another shape than the result.
  public func backward(
    upstreamGradient: Tensor
  ) throws(LayerError) -> AveragePooling.BackwardPass {
    guard upstreamGradient.shape == shape else {
      throw .shape(of: "upstream gradient", expected: shape, found: upstreamGradient.shape)
    }
    return AveragePooling.BackwardPass(forward: self, upstreamGradient: upstreamGradient)
  }
}
