extension Geometry {
  /// The geometry over a single row: only columns move, and only they are padded.
  var alongColumns: Geometry {
    var geometry = self
    geometry.stride.rows = 1
    geometry.dilation.rows = 1
    if case .explicit(let sides) = padding {
      geometry.padding = .explicit(
        Padding(top: 0, bottom: 0, left: sides.left, right: sides.right))
    }
    return geometry
  }
}

extension Convolution {
  /// A shape of the layer without the row that one dimension does not have: [channels, 1, length]
  /// as [channels, length]. Biases have none.
  func outward(_ shape: [Int]) -> [Int] {
    dimensions == 1 ? shape.withoutRow : shape
  }

  /// An input's shape with the row that one dimension does not have.
  func inward(_ shape: [Int]) -> [Int] {
    dimensions == 1 && shape.count == 2 ? [shape[0], 1, shape[1]] : shape
  }

  /// Lengths as the settings say them: in one dimension only columns count.
  func outward(_ extent: Extent) -> Extent {
    dimensions == 1 ? Extent(extent.columns) : extent
  }

  /// A padding as the settings say it: in one dimension only columns count.
  func outward(_ padding: PaddingRule) -> PaddingRule {
    guard dimensions == 1, case .explicit(let sides) = padding, sides.left == sides.right else {
      return padding
    }
    return .explicit(Padding(sides.left))
  }

  /// A tensor of the layer in its outward shape.
  func outward(_ tensor: Tensor) -> Tensor {
    dimensions == 1 ? tensor.withoutRow : tensor
  }

  /// Tensors of the layer in their outward shapes.
  func outward(_ tensors: NamedTensors) -> NamedTensors {
    dimensions == 1 ? tensors.withoutRows : tensors
  }

  /// An account of a pass, its tensors in their outward shapes.
  func outward(_ account: Account) -> Account {
    dimensions == 1 ? account.withoutRows : account
  }

  /// The gradient of the output in the shape of the typed passes.
  ///
  /// - Throws: ``LayerError`` where it has not the outward shape of the output.
  func inward(_ gradient: Tensor, output: [Int]) throws(LayerError) -> Tensor {
    guard dimensions == 1 else { return gradient }
    guard gradient.shape == outward(output) else {
      throw .shape(of: "upstream gradient", expected: outward(output), found: gradient.shape)
    }
    return gradient.withOneRow
  }
}
