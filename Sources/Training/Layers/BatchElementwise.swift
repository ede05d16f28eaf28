import Neural

/// A layer whose way back is a product with the slopes that the way there has left.
protocol ElementwiseBatchLayer: BatchLayer {
  /// The elements of an item.
  var size: Int { get }
}

extension ElementwiseBatchLayer {
  func backward(
    _ gradient: [Double], inputs: [[Double]], _ items: BatchItems, memory: inout LayerMemory,
    inputGradients: inout [[Double]], parameterGradients: inout [[Double]]
  ) throws {
    guard !inputGradients[0].isEmpty else { return }
    inputGradients[0].putProducts(gradient, memory.slopes, count: items.count * size)
  }
}

extension ActivationLayer: Batchable {
  func batchLayer(over inputs: [[Int]]) throws -> (any BatchLayer)? {
    BatchActivation(activation: activation, size: inputs[0].reduce(1, *))
  }
}

/// An activation function over several items.
struct BatchActivation: ElementwiseBatchLayer {
  let activation: Activation
  let size: Int

  func forward(
    _ inputs: [[Double]], _ items: BatchItems, into output: inout [Double],
    memory: inout LayerMemory
  ) throws {
    let (count, wantsSlopes) = (items.count * size, items.mode == .training)
    if wantsSlopes { memory.slopes.makeRoom(count) }
    inputs[0].withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        memory.slopes.withUnsafeMutableBufferPointer { slopes in
          guard let input = input.baseAddress, let output = output.baseAddress else { return }
          output.update(from: input, count: count)
          activation.apply(
            to: output, count: count, slopes: wantsSlopes ? slopes.baseAddress : nil)
        }
      }
    }
  }
}

extension Dropout: Batchable {
  func batchLayer(over inputs: [[Int]]) throws -> (any BatchLayer)? {
    BatchDropout(rate: rate, seed: UInt64(bitPattern: Int64(seed)), size: inputs[0].reduce(1, *))
  }
}

/// Dropout over several items, with a mask of its own in each step and each part of a batch.
struct BatchDropout: ElementwiseBatchLayer {
  let rate: Double
  let seed: UInt64
  let size: Int

  func forward(
    _ inputs: [[Double]], _ items: BatchItems, into output: inout [Double],
    memory: inout LayerMemory
  ) throws {
    let count = items.count * size
    guard items.mode == .training else {
      output.replaceSubrange(0..<count, with: inputs[0].prefix(count))
      return
    }
    var generator = SeededGenerator(seed: seed &+ items.seed)
    let kept = rate < 1 ? 1 / (1 - rate) : 0
    memory.slopes.makeRoom(count)
    for index in 0..<count {
      memory.slopes[index] = generator.nextFraction() < rate ? 0 : kept
    }
    output.putProducts(inputs[0], memory.slopes, count: count)
  }
}

extension Flatten: Batchable {
  func batchLayer(over inputs: [[Int]]) throws -> (any BatchLayer)? {
    BatchSum(size: inputs[0].reduce(1, *))
  }
}

extension Add: Batchable {
  func batchLayer(over inputs: [[Int]]) throws -> (any BatchLayer)? {
    BatchSum(size: inputs[0].reduce(1, *))
  }
}

/// The sum of the inputs over several items; of one input, that input under another shape.
struct BatchSum: BatchLayer {
  let size: Int

  func forward(
    _ inputs: [[Double]], _ items: BatchItems, into output: inout [Double],
    memory: inout LayerMemory
  ) throws {
    let count = items.count * size
    output.replaceSubrange(0..<count, with: inputs[0].prefix(count))
    for input in inputs.dropFirst() { output.add(input, count: count) }
  }

  func backward(
    _ gradient: [Double], inputs: [[Double]], _ items: BatchItems, memory: inout LayerMemory,
    inputGradients: inout [[Double]], parameterGradients: inout [[Double]]
  ) throws {
    let count = items.count * size
    for input in inputs.indices where !inputGradients[input].isEmpty {
      inputGradients[input].replaceSubrange(0..<count, with: gradient.prefix(count))
    }
  }
}

extension [Double] {
  /// Replaces the first elements by the products of two lists.
  mutating func putProducts(_ first: [Double], _ second: [Double], count: Int) {
    withUnsafeMutableBufferPointer { target in
      first.withUnsafeBufferPointer { first in
        second.withUnsafeBufferPointer { second in
          for index in 0..<count { target[index] = first[index] * second[index] }
        }
      }
    }
  }

  /// Adds a list to the first elements.
  mutating func add(_ other: [Double], count: Int) {
    withUnsafeMutableBufferPointer { target in
      other.withUnsafeBufferPointer { other in
        for index in 0..<count { target[index] += other[index] }
      }
    }
  }
}
