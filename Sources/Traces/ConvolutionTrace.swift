import Neural

extension Convolution.ForwardPass {
  /// What the operands, the results and the numbers of a step are, by their keys.
  static let notation: [(key: StaticString, meaning: String)] = [
    ("input", "aᴸ⁻¹, [channels, rows, columns]; values row by row, indices from 0"),
    ("weights", "wᴸ, [maps, channels / groups, rows, columns], not rotated"),
    ("bias", "bᴸ, one a map"),
    ("dot_product", "Σ value · weight over the terms, in their order"),
    ("z", "zᴸ = dot_product + bias, [maps, rows, columns]"),
    ("a", "aᴸ = σ(zᴸ), [maps, rows, columns]"),
  ]

  /// Writes what the layer is, without its weights.
  func writeLayer(to output: inout JSONOutput) {
    let geometry = layer.geometry
    output.openObject()
    output.key("kind")
    output.value("convolution")
    output.key("operation")
    output.value(layer.operation.rawValue)
    output.key("activation")
    output.value(layer.activation.rawValue)
    output.key("input_shape")
    output.value(input.shape)
    output.key("output_shape")
    output.value(shape)
    output.key("kernel")
    output.value([geometry.kernel.rows, geometry.kernel.columns])
    output.key("stride")
    output.value([geometry.stride.rows, geometry.stride.columns])
    output.key("dilation")
    output.value([geometry.dilation.rows, geometry.dilation.columns])
    output.key("padding")
    output.openObject()
    output.key("rule")
    output.value(geometry.padding.name)
    output.key("top")
    output.value(sweep.padding.top)
    output.key("bottom")
    output.value(sweep.padding.bottom)
    output.key("left")
    output.value(sweep.padding.left)
    output.key("right")
    output.value(sweep.padding.right)
    output.closeObject()
    output.key("groups")
    output.value(layer.groups)
    output.closeObject()
  }

  /// Writes one dot-product step.
  func writeStep(
    _ index: Int, fields: Set<TraceSelection.Field>, to output: inout JSONOutput,
    _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    let step = steps[index]
    output.openObject()
    output.key("index")
    output.value(step.index)
    output.key("layer")
    output.value(0)
    output.key("pass")
    output.value("forward")
    output.key("kind")
    output.value("dot_product")
    output.key("map")
    output.value(step.map)
    if fields.contains(.position) {
      output.key("position")
      output.value(step.position)
    }
    if fields.contains(.terms) {
      output.key("terms")
      output.openArray()
      for term in step.terms {
        output.value(term)
        try output.drain(to: sink)
      }
      output.closeArray()
    }
    if fields.contains(.dotProduct) {
      output.key("dot_product")
      output.value(step.dotProduct)
    }
    if fields.contains(.bias) {
      output.key("bias")
      output.value(step.bias)
    }
    if fields.contains(.z) {
      output.key("z")
      output.value(step.z)
    }
    if fields.contains(.a) {
      output.key("a")
      output.value(step.a)
    }
    output.closeObject()
    try output.drain(to: sink)
  }
}

extension JSONOutput {
  fileprivate mutating func value(_ position: OverlayPosition) {
    openObject()
    key("index")
    value(position.index)
    key("row")
    value(position.neuron.row)
    key("column")
    value(position.neuron.column)
    key("origin_row")
    value(position.origin.row)
    key("origin_column")
    value(position.origin.column)
    closeObject()
  }

  fileprivate mutating func value(_ term: Term) {
    openObject()
    key("channel")
    value(term.channel)
    key("row")
    value(term.cell.row)
    key("column")
    value(term.cell.column)
    key("kernel_row")
    value(term.kernelCell.row)
    key("kernel_column")
    value(term.kernelCell.column)
    key("weight_row")
    value(term.weightCell.row)
    key("weight_column")
    value(term.weightCell.column)
    key("value")
    value(term.value)
    key("weight")
    value(term.weight)
    key("product")
    value(term.product)
    key("padding")
    value(term.isPadding)
    closeObject()
  }
}
