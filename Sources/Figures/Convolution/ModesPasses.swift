import Drawing
import Neural

/// One feature map computed in six ways: cross-correlation and convolution, valid, same and full, each
/// by a pass of its own with stride 1, no bias and no activation function.
struct ModesPasses {
  /// One of the six: a pass and its raw activations.
  struct Mode {
    let pass: Convolution.ForwardPass
    /// Each step's z, in row order.
    let values: [Double]

    var extent: Extent { pass.sweep.extent }

    /// Where an element of the result lies in the full one.
    func place(_ index: Int) -> Cell {
      let (row, column) = index.quotientAndRemainder(dividingBy: extent.columns)
      let (span, padding) = (pass.sweep.geometry.span, pass.sweep.padding)
      return Cell(
        row + span.rows - 1 - padding.top, column + span.columns - 1 - padding.left)
    }
  }

  /// A row of the table: an operation with its results.
  struct Row {
    let operation: Convolution.Operation
    /// The positions where the overlay stays inside; none where it is larger than the input.
    let valid: Mode?
    /// The positions that make the result as large as the input.
    let same: Mode?
    /// The positions where overlay and input share a cell; none where they are too many to compute.
    let full: Mode?

    /// Whether the other results are parts of the full one, to the last bit.
    var arePartsOfFull: Bool {
      guard let full, let valid else { return false }
      return [valid, same].compactMap { $0 }.allSatisfy { mode in
        mode.values.indices.allSatisfy { index in
          let place = mode.place(index)
          return mode.values[index].bitPattern
            == full.values[place.row * full.extent.columns + place.column].bitPattern
        }
      }
    }
  }

  /// The operations, cross-correlation first.
  let rows: [Row]

  /// The six passes over the channels that a map of the given pass sees.
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
    let same = layer.geometry.padding == .sameLower ? PaddingRule.sameLower : .same
    rows = Convolution.Operation.allCases.map {
      Row(
        operation: $0, valid: mode($0, .valid), same: mode($0, same), full: mode($0, .full))
    }
  }
}

extension ModesPasses {
  /// The values of all results.
  var allValues: [Double] {
    rows.flatMap { [$0.valid, $0.same, $0.full] }.flatMap { $0?.values ?? [] }
  }
}
