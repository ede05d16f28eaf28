import Neural

extension Convolution: Batchable {
  func batchLayer(over inputs: [[Int]]) throws -> (any BatchLayer)? {
    // A padding that repeats the input hands its gradient back to where it was taken from; the
    // ordinary way does that.
    guard paddingMode == .zeros else { return nil }
    return try BatchConvolution(self, over: inputs[0])
  }
}

/// A convolution over several items, as matrix products.
///
/// What lies under the filter at each position is one column of a matrix (im2col), [taps, positions];
/// then z = w · columns, ∂C/∂w = δ · columnsᵀ, and ∂C/∂columns = wᵀ · δ is added back to where each
/// column was taken from. Eight positions or eight taps of that matrix are made at a time, so that it
/// never stands in memory as a whole. Source: K. Chellapilla, S. Puri and P. Simard, *High performance
/// convolutional neural networks for document processing* (2006).
struct BatchConvolution: BatchLayer {
  /// The shape of everything, and where taps and positions lie.
  let plan: ConvolutionPlan
  private let activation: Activation
  private let hasBias: Bool
  /// For each group its filters, packed as rows.
  private(set) var filters: [Double] = []
  /// For each group its filters turned, [taps, maps], packed as rows.
  private(set) var turned: [Double] = []
  private var bias: [Double] = []

  init(_ layer: Convolution, over input: [Int]) throws {
    plan = try ConvolutionPlan(layer, over: input)
    activation = layer.activation
    hasBias = layer.hasBias
    take(layer.parameters.map(\.tensor.values))
  }

  mutating func take(_ parameters: [[Double]]) {
    let (plan, weights) = (plan, parameters[0])
    let (maps, taps) = (plan.mapsInGroup, plan.taps)
    var matrix = [Double](repeating: 0, count: maps * taps)
    filters.makeRoom(plan.groups * plan.filterPackSize)
    turned.makeRoom(plan.groups * plan.turnedPackSize)
    for group in 0..<plan.groups {
      for map in 0..<maps {
        for tap in 0..<taps {
          matrix[map * taps + tap] = weights[(group * maps + map) * taps + plan.weights[tap]]
        }
      }
      matrix.withUnsafeBufferPointer { matrix in
        guard let matrix = matrix.baseAddress else { return }
        filters.withUnsafeMutableBufferPointer { filters in
          guard var pack = filters.baseAddress else { return }
          pack += group * plan.filterPackSize
          for start in stride(from: 0, to: maps, by: MatrixProduct.rows) {
            MatrixProduct.packRows(
              matrix + start * taps, pitch: taps, rows: maps - start, depth: taps, into: pack)
            pack += taps * MatrixProduct.rows
          }
        }
        turned.withUnsafeMutableBufferPointer { turned in
          guard var pack = turned.baseAddress else { return }
          pack += group * plan.turnedPackSize
          for start in stride(from: 0, to: taps, by: MatrixProduct.rows) {
            MatrixProduct.packColumns(
              matrix + start, pitch: taps, columns: taps - start, width: MatrixProduct.rows,
              depth: maps, into: pack)
            pack += maps * MatrixProduct.rows
          }
        }
      }
    }
    bias = hasBias ? parameters[1] : []
  }

  func forward(
    _ inputs: [[Double]], _ items: BatchItems, into output: inout [Double],
    memory: inout LayerMemory
  ) throws {
    let plan = plan
    memory.right.makeRoom(plan.taps * MatrixProduct.columns)
    if plan.isPadded { memory.padded.makeRoom(plan.paddedSize) }
    let wantsSlopes = items.mode == .training && activation != .identity
    if wantsSlopes { memory.slopes.makeRoom(items.count * plan.outputSize) }
    inputs[0].withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        filters.withUnsafeBufferPointer { filters in
          memory.right.withUnsafeMutableBufferPointer { columns in
            memory.padded.withUnsafeMutableBufferPointer { padded in
              memory.slopes.withUnsafeMutableBufferPointer { slopes in
                guard let input = input.baseAddress, let output = output.baseAddress,
                  let filters = filters.baseAddress, let columns = columns.baseAddress
                else { return }
                for item in 0..<items.count {
                  let z = output + item * plan.outputSize
                  let cells = plan.padded(
                    input + item * plan.inputSize, into: padded.baseAddress)
                  for group in 0..<plan.groups {
                    plan.multiply(
                      filters + group * plan.filterPackSize, cells + group * plan.groupSize,
                      columns: columns,
                      into: z + group * plan.mapsInGroup * plan.positions)
                  }
                  finish(
                    z,
                    slopes: wantsSlopes
                      ? slopes.baseAddress.map { $0 + item * plan.outputSize }
                      : nil)
                }
              }
            }
          }
        }
      }
    }
  }

  /// From dot products to activations: + b, then σ.
  private func finish(
    _ z: UnsafeMutablePointer<Double>, slopes: UnsafeMutablePointer<Double>?
  ) {
    for map in bias.indices {
      let (row, bias) = (z + map * plan.positions, bias[map])
      for position in 0..<plan.positions { row[position] += bias }
    }
    activation.apply(to: z, count: plan.outputSize, slopes: slopes)
  }

  func backward(
    _ gradient: [Double], inputs: [[Double]], _ items: BatchItems, memory: inout LayerMemory,
    inputGradients: inout [[Double]], parameterGradients: inout [[Double]]
  ) throws {
    let plan = plan
    memory.components.makeRoom(plan.outputSize)
    memory.left.makeRoom(
      max(
        MatrixProduct.rowPacks(plan.mapsInGroup) * ConvolutionPlan.block * MatrixProduct.rows,
        plan.mapsInGroup * MatrixProduct.columns))
    memory.right.makeRoom(
      max(
        ConvolutionPlan.block * MatrixProduct.columns,
        MatrixProduct.rowPacks(plan.taps) * MatrixProduct.rows * MatrixProduct.columns))
    memory.product.makeRoom(plan.groups * plan.productSize)
    for index in memory.product.indices { memory.product[index] = 0 }
    if plan.isPadded { memory.padded.makeRoom(plan.paddedSize) }
    let hasSlopes = activation != .identity
    var biasGradient = [Double](repeating: 0, count: hasBias ? plan.maps : 0)
    let wantsInput = !inputGradients[0].isEmpty
    gradient.withUnsafeBufferPointer { gradient in
      inputs[0].withUnsafeBufferPointer { input in
        inputGradients[0].withUnsafeMutableBufferPointer { inputGradient in
          turned.withUnsafeBufferPointer { turned in
            memory.withRoom { room in
              guard let gradient = gradient.baseAddress, let input = input.baseAddress,
                let turned = turned.baseAddress
              else { return }
              for item in 0..<items.count {
                let start = item * plan.outputSize
                let delta = room.components
                if hasSlopes {
                  for index in 0..<plan.outputSize {
                    delta[index] = gradient[start + index] * room.slopes[start + index]
                  }
                } else {
                  delta.update(from: gradient + start, count: plan.outputSize)
                }
                for map in biasGradient.indices {
                  biasGradient[map] += MatrixProduct.sum(
                    delta + map * plan.positions, count: plan.positions)
                }
                let cells = plan.padded(input + item * plan.inputSize, into: room.padded)
                for group in 0..<plan.groups {
                  plan.addWeightGradient(
                    delta + group * plan.mapsInGroup * plan.positions,
                    cells + group * plan.groupSize, left: room.left, right: room.right,
                    into: room.product + group * plan.productSize)
                }
                guard wantsInput, let target = inputGradient.baseAddress else { continue }
                let cellGradient = plan.isPadded ? room.padded : target + item * plan.inputSize
                cellGradient.update(repeating: 0, count: plan.paddedSize)
                for group in 0..<plan.groups {
                  plan.addInputGradient(
                    delta + group * plan.mapsInGroup * plan.positions,
                    turned + group * plan.turnedPackSize, left: room.left, right: room.right,
                    into: cellGradient + group * plan.groupSize)
                }
                if plan.isPadded {
                  plan.takeInside(room.padded, into: target + item * plan.inputSize)
                }
              }
            }
          }
        }
      }
    }
    plan.unpackWeightGradient(memory.product, into: &parameterGradients[0])
    if hasBias { parameterGradients[1] = biasGradient }
  }
}
