import Neural

extension FullyConnected: Batchable {
  func batchLayer(over inputs: [[Int]]) throws -> (any BatchLayer)? { BatchFullyConnected(self) }
}

/// A fully connected layer over several items, as matrix products: z = a · wᵀ with a row an item,
/// ∂C/∂w = δᵀ · a, and ∂C/∂a = δ · w.
struct BatchFullyConnected: BatchLayer {
  private let inputs: Int
  private let neurons: Int
  private let activation: Activation
  private let hasBias: Bool
  /// The weights with the neurons as columns, packed.
  private var byNeuron: [Double] = []
  /// The weights with the inputs as columns, packed.
  private var byInput: [Double] = []
  private var bias: [Double] = []

  init(_ layer: FullyConnected) {
    (inputs, neurons) = (layer.inputs, layer.neurons)
    (activation, hasBias) = (layer.activation, layer.hasBias)
    take(layer.parameters.map(\.tensor.values))
  }

  mutating func take(_ parameters: [[Double]]) {
    let (inputs, neurons, width) = (inputs, neurons, MatrixProduct.columns)
    byNeuron.makeRoom(MatrixProduct.columnPacks(neurons) * width * inputs)
    byInput.makeRoom(MatrixProduct.columnPacks(inputs) * width * neurons)
    parameters[0].withUnsafeBufferPointer { weights in
      byNeuron.withUnsafeMutableBufferPointer { byNeuron in
        byInput.withUnsafeMutableBufferPointer { byInput in
          guard let weights = weights.baseAddress, let byNeuron = byNeuron.baseAddress,
            let byInput = byInput.baseAddress
          else { return }
          for neuron in stride(from: 0, to: neurons, by: width) {
            MatrixProduct.packRows(
              weights + neuron * inputs, pitch: inputs, rows: neurons - neuron,
              width: MatrixProduct.columns, depth: inputs,
              into: byNeuron + neuron * inputs)
          }
          for input in stride(from: 0, to: inputs, by: width) {
            MatrixProduct.packColumns(
              weights + input, pitch: inputs, columns: min(width, inputs - input), depth: neurons,
              into: byInput + input * neurons)
          }
        }
      }
    }
    bias = hasBias ? parameters[1] : []
  }

  func forward(
    _ sources: [[Double]], _ items: BatchItems, into output: inout [Double],
    memory: inout LayerMemory
  ) throws {
    let (inputs, neurons) = (inputs, neurons)
    memory.left.makeRoom(MatrixProduct.rowPacks(items.count) * MatrixProduct.rows * inputs)
    let wantsSlopes = items.mode == .training && activation != .identity
    if wantsSlopes { memory.slopes.makeRoom(items.count * neurons) }
    sources[0].withUnsafeBufferPointer { source in
      output.withUnsafeMutableBufferPointer { output in
        byNeuron.withUnsafeBufferPointer { weights in
          memory.withRoom { room in
            guard let source = source.baseAddress, let output = output.baseAddress,
              let weights = weights.baseAddress
            else { return }
            BatchFullyConnected.multiply(
              source, by: weights, items.count, depth: inputs, columns: neurons, left: room.left,
              into: output)
            for item in 0..<(bias.isEmpty ? 0 : items.count) {
              for neuron in 0..<neurons { output[item * neurons + neuron] += bias[neuron] }
            }
            activation.apply(
              to: output, count: items.count * neurons, slopes: wantsSlopes ? room.slopes : nil)
          }
        }
      }
    }
  }

  /// The product of a matrix with a row an item and one whose columns are packed.
  private static func multiply(
    _ rows: UnsafePointer<Double>, by packs: UnsafePointer<Double>, _ count: Int, depth: Int,
    columns: Int, left: UnsafeMutablePointer<Double>, into result: UnsafeMutablePointer<Double>
  ) {
    let (height, width) = (MatrixProduct.rows, MatrixProduct.columns)
    for item in stride(from: 0, to: count, by: height) {
      MatrixProduct.packRows(
        rows + item * depth, pitch: depth, rows: count - item, depth: depth,
        into: left + item * depth)
    }
    for column in stride(from: 0, to: columns, by: width) {
      for item in stride(from: 0, to: count, by: height) {
        MatrixProduct.tile(
          depth: depth, left + item * depth, packs + column * depth,
          into: result + item * columns + column, pitch: columns, rows: min(height, count - item),
          columns: min(width, columns - column))
      }
    }
  }

  func backward(
    _ gradient: [Double], inputs sources: [[Double]], _ items: BatchItems,
    memory: inout LayerMemory, inputGradients: inout [[Double]],
    parameterGradients: inout [[Double]]
  ) throws {
    let (inputs, neurons, count) = (inputs, neurons, items.count)
    memory.components.makeRoom(count * neurons)
    memory.left.makeRoom(
      max(
        MatrixProduct.rowPacks(count) * MatrixProduct.rows * neurons,
        MatrixProduct.rowPacks(neurons) * MatrixProduct.rows * count))
    memory.right.makeRoom(MatrixProduct.columns * count)
    let hasSlopes = activation != .identity
    let wantsInput = !inputGradients[0].isEmpty
    var biasGradient = [Double](repeating: 0, count: hasBias ? neurons : 0)
    gradient.withUnsafeBufferPointer { gradient in
      sources[0].withUnsafeBufferPointer { source in
        byInput.withUnsafeBufferPointer { weights in
          inputGradients[0].withUnsafeMutableBufferPointer { inputGradient in
            parameterGradients[0].withUnsafeMutableBufferPointer { weightGradient in
              memory.withRoom { room in
                guard let gradient = gradient.baseAddress, let source = source.baseAddress,
                  let weights = weights.baseAddress,
                  let weightGradient = weightGradient.baseAddress
                else { return }
                let delta = room.components
                for index in 0..<(count * neurons) {
                  delta[index] = hasSlopes ? gradient[index] * room.slopes[index] : gradient[index]
                }
                for item in 0..<count {
                  for neuron in biasGradient.indices {
                    biasGradient[neuron] += delta[item * neurons + neuron]
                  }
                }
                putWeightGradient(delta, source, count, room, into: weightGradient)
                guard wantsInput, let inputGradient = inputGradient.baseAddress else { return }
                BatchFullyConnected.multiply(
                  delta, by: weights, count, depth: neurons, columns: inputs, left: room.left,
                  into: inputGradient)
              }
            }
          }
        }
      }
    }
    if hasBias { parameterGradients[1] = biasGradient }
  }

  private func putWeightGradient(
    _ delta: UnsafePointer<Double>, _ source: UnsafePointer<Double>, _ count: Int,
    _ room: LayerMemory.Room, into gradient: UnsafeMutablePointer<Double>
  ) {
    let (height, width) = (MatrixProduct.rows, MatrixProduct.columns)
    for neuron in stride(from: 0, to: neurons, by: height) {
      MatrixProduct.packColumns(
        delta + neuron, pitch: neurons, columns: neurons - neuron, width: MatrixProduct.rows,
        depth: count,
        into: room.left + neuron * count)
    }
    for input in stride(from: 0, to: inputs, by: width) {
      MatrixProduct.packColumns(
        source + input, pitch: inputs, columns: min(width, inputs - input), depth: count,
        into: room.right)
      for neuron in stride(from: 0, to: neurons, by: height) {
        MatrixProduct.tile(
          depth: count, room.left + neuron * count, room.right,
          into: gradient + neuron * inputs + input, pitch: inputs,
          rows: min(height, neurons - neuron), columns: min(width, inputs - input))
      }
    }
  }
}
