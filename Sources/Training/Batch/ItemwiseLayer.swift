import Neural

/// Any kind of layer, by its ordinary passes: item by item, or where items are coupled over the batch.
struct ItemwiseLayer: BatchLayer {
  private var layer: any Layer
  private let inputShapes: [[Int]]
  private let names: [TensorName]
  private let shapes: [[Int]]
  private let outputSize: Int

  /// A layer over inputs of the given shapes.
  init(_ layer: any Layer, over inputShapes: [[Int]]) throws {
    self.layer = layer
    self.inputShapes = inputShapes
    names = layer.parameters.map(\.name)
    shapes = layer.parameters.map(\.tensor.shape)
    outputSize = try layer.outputShape(of: inputShapes).reduce(1, *)
  }

  func couplesItems(in mode: Mode) -> Bool { layer.couplesItems(in: mode) }

  mutating func take(_ parameters: [[Double]]) throws {
    var tensors: [NamedTensor] = []
    for (index, values) in parameters.enumerated() {
      tensors.append(NamedTensor(names[index], try Tensor(shape: shapes[index], values: values)))
    }
    guard !tensors.isEmpty else { return }
    layer = try layer.declaration.make(layer.settings, NamedTensors(tensors), inputShapes)
  }

  func forward(
    _ inputs: [[Double]], _ items: BatchItems, into output: inout [Double],
    memory: inout LayerMemory
  ) throws {
    memory.passes = []
    if couplesItems(in: items.mode) {
      var tensors: [Tensor] = []
      for (values, shape) in zip(inputs, inputShapes) {
        let size = shape.reduce(items.count, *)
        tensors.append(
          try Tensor(shape: [items.count] + shape, values: Array(values.prefix(size))))
      }
      let pass = try layer.forward(tensors, mode: items.mode)
      output.replaceSubrange(0..<(items.count * outputSize), with: pass.output.values)
      memory.passes = [pass]
      return
    }
    for item in 0..<items.count {
      var tensors: [Tensor] = []
      for (values, shape) in zip(inputs, inputShapes) {
        tensors.append(try Tensor(shape: shape, values: values.item(item, shape.reduce(1, *))))
      }
      let pass = try layer.forward(tensors, mode: items.mode)
      output.replaceSubrange(
        (item * outputSize)..<((item + 1) * outputSize), with: pass.output.values)
      if items.mode == .training { memory.passes.append(pass) }
    }
  }

  func backward(
    _ gradient: [Double], inputs: [[Double]], _ items: BatchItems, memory: inout LayerMemory,
    inputGradients: inout [[Double]], parameterGradients: inout [[Double]]
  ) throws {
    let isCoupled = couplesItems(in: items.mode)
    let size = isCoupled ? items.count * outputSize : outputSize
    for (number, pass) in memory.passes.enumerated() {
      let backward = try pass.backward(
        outputGradient: try Tensor(shape: pass.output.shape, values: gradient.item(number, size)))
      for (input, gradient) in backward.inputGradients.enumerated()
      where !inputGradients[input].isEmpty {
        let start = number * gradient.count
        inputGradients[input].replaceSubrange(
          start..<(start + gradient.count), with: gradient.values)
      }
      let gradients = backward.parameterGradients
      for (index, name) in names.enumerated() where !parameterGradients[index].isEmpty {
        let values = gradients[name]?.values ?? []
        for element in parameterGradients[index].indices {
          let before = number == 0 ? 0 : parameterGradients[index][element]
          parameterGradients[index][element] =
            before + (values.isEmpty ? 0 : values[element])
        }
      }
    }
  }

  /// What the pass calls `next_`, and then as the parameter is called.
  func buffers(after memory: LayerMemory) -> [Int: [Double]] {
    guard let results = memory.passes.last?.results else { return [:] }
    var buffers: [Int: [Double]] = [:]
    for (index, name) in names.enumerated() {
      buffers[index] = results[TensorName(rawValue: "next_\(name.rawValue)")]?.values
    }
    return buffers
  }
}

extension [Double] {
  /// The numbers of one item among items of that size.
  func item(_ index: Int, _ size: Int) -> [Double] {
    Array(self[(index * size)..<((index + 1) * size)])
  }
}
