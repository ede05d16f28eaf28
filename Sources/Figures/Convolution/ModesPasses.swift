import Drawing
import Neural

/// One feature map computed in four ways: cross-correlation and convolution, valid and full, each
/// by a pass of its own with stride 1, no bias and no activation function.
struct ModesPasses {
  /// One of the four: a pass and its raw activations.
  struct Mode {
    let pass: Convolution.ForwardPass
    /// Each step's z, in row order.
    let values: [Double]

    var extent: Extent { pass.sweep.extent }
  }

  /// A row of the table: an operation with both of its results.
  struct Row {
    let operation: Convolution.Operation
    /// The positions where the overlay stays inside; none where it is larger than the input.
    let valid: Mode?
    /// The positions where overlay and input share a cell; none where they are too many to compute.
    let full: Mode?

    /// Whether the valid result is the centre of the full one, to the last bit.
    var isValidCentreOfFull: Bool {
      guard let valid, let full else { return false }
      let span = valid.pass.sweep.geometry.span
      return valid.values.indices.allSatisfy { index in
        let (row, column) = index.quotientAndRemainder(dividingBy: valid.extent.columns)
        let place = (row + span.rows - 1) * full.extent.columns + column + span.columns - 1
        return valid.values[index].bitPattern == full.values[place].bitPattern
      }
    }
  }

  /// The operations, cross-correlation first.
  let rows: [Row]

  /// The four passes over the channels that a map of the given pass sees.
  init(of pass: Convolution.ForwardPass, map: Int) {
    let layer = pass.layer
    let first = layer.firstChannel(ofMap: map) * pass.sweep.underlay.count
    let count = layer.channelsInGroup * pass.sweep.underlay.count
    let input = try? Tensor(
      shape: [layer.channelsInGroup, pass.sweep.underlay.rows, pass.sweep.underlay.columns],
      values: Array(pass.input.values[first..<(first + count)]))
    let weights = try? layer.weights[slice: map].reshaped([1] + layer.weights.shape.dropFirst())
    func mode(_ operation: Convolution.Operation, _ padding: PaddingRule) -> Mode? {
      guard let input, let weights,
        let layer = try? Convolution(
          weights: weights, padding: padding, dilation: layer.geometry.dilation,
          operation: operation),
        let pass = try? layer.forward(input)
      else { return nil }
      return Mode(pass: pass, values: pass.steps.map(\.z))
    }
    rows = Convolution.Operation.allCases.map {
      Row(operation: $0, valid: mode($0, .valid), full: mode($0, .full))
    }
  }
}

extension ModesPasses {
  /// The values of all four results.
  var allValues: [Double] {
    rows.flatMap { [$0.valid, $0.full] }.flatMap { $0?.values ?? [] }
  }
}
