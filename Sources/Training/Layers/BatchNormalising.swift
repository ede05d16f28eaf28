import Neural

extension BatchNormalisation: Batchable {
  func batchLayer(over inputs: [[Int]]) throws -> (any BatchLayer)? {
    BatchNormalising(self, over: inputs[0])
  }
}

/// Batch normalisation over several items, in training over all of a batch; see
/// ``BatchNormalisation`` for what is computed.
struct BatchNormalising: BatchLayer {
  private let channels: Int
  /// The elements of a channel in one item.
  private let size: Int
  private let epsilon: Double
  private let momentum: Double
  /// γ, β and the running mean and variance.
  private var parameters: [[Double]]

  init(_ layer: BatchNormalisation, over input: [Int]) {
    channels = input[0]
    size = input.dropFirst().reduce(1, *)
    (epsilon, momentum) = (layer.epsilon, layer.momentum)
    parameters = layer.parameters.map(\.tensor.values)
  }

  func couplesItems(in mode: Mode) -> Bool { mode == .training }

  mutating func take(_ parameters: [[Double]]) { self.parameters = parameters }

  /// Keeps x̂, then in ``LayerMemory/numbers`` μ, v and 1 / √(v + ε) of each channel and n.
  func forward(
    _ inputs: [[Double]], _ items: BatchItems, into output: inout [Double],
    memory: inout LayerMemory
  ) throws {
    let (channels, size, count) = (channels, size, items.count)
    let isTraining = items.mode == .training
    let elements = Double(count * size)
    guard !isTraining || count * size > 1 else {
      throw LayerError.input(
        problem: "batch normalisation in training needs two or more values of each channel; take "
          + "larger batches")
    }
    memory.slopes.makeRoom(count * channels * size)
    memory.numbers.makeRoom(3 * channels + 1)
    memory.numbers[3 * channels] = elements
    inputs[0].withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        memory.slopes.withUnsafeMutableBufferPointer { normalised in
          for channel in 0..<channels {
            /// Calls a body with each element of the channel.
            func visit(_ body: (Int) -> Void) {
              for item in 0..<count {
                let start = (item * channels + channel) * size
                for index in start..<(start + size) { body(index) }
              }
            }
            var (mean, variance) = (parameters[2][channel], parameters[3][channel])
            if isTraining {
              var sum = 0.0
              visit { sum += input[$0] }
              mean = sum / elements
              var squares = 0.0
              visit { squares += (input[$0] - mean) * (input[$0] - mean) }
              variance = squares / elements
            }
            let inverse = 1 / (variance + epsilon).squareRoot()
            let (weight, bias) = (parameters[0][channel], parameters[1][channel])
            visit { index in
              let value = (input[index] - mean) * inverse
              normalised[index] = value
              output[index] = value * weight + bias
            }
            memory.numbers[channel] = mean
            memory.numbers[channels + channel] = variance
            memory.numbers[2 * channels + channel] = inverse
          }
        }
      }
    }
  }

  func backward(
    _ gradient: [Double], inputs: [[Double]], _ items: BatchItems, memory: inout LayerMemory,
    inputGradients: inout [[Double]], parameterGradients: inout [[Double]]
  ) throws {
    let (channels, size, count) = (channels, size, items.count)
    let elements = Double(count * size)
    let wantsInput = !inputGradients[0].isEmpty
    gradient.withUnsafeBufferPointer { gradient in
      memory.slopes.withUnsafeBufferPointer { normalised in
        inputGradients[0].withUnsafeMutableBufferPointer { target in
          for channel in 0..<channels {
            func visit(_ body: (Int) -> Void) {
              for item in 0..<count {
                let start = (item * channels + channel) * size
                for index in start..<(start + size) { body(index) }
              }
            }
            var (weight, bias) = (0.0, 0.0)
            visit { index in
              weight += gradient[index] * normalised[index]
              bias += gradient[index]
            }
            (parameterGradients[0][channel], parameterGradients[1][channel]) = (weight, bias)
            guard wantsInput else { continue }
            let scale = parameters[0][channel] * memory.numbers[2 * channels + channel]
            visit { index in
              let shared = bias / elements + normalised[index] * weight / elements
              target[index] = (gradient[index] - shared) * scale
            }
          }
        }
      }
    }
  }

  /// The running statistics with those of the batch taken in.
  func buffers(after memory: LayerMemory) -> [Int: [Double]] {
    let elements = memory.numbers[3 * channels]
    let share = momentum * (elements / (elements - 1))
    var (mean, variance) = (parameters[2], parameters[3])
    for channel in 0..<channels {
      mean[channel] = mean[channel] * (1 - momentum) + memory.numbers[channel] * momentum
      variance[channel] =
        variance[channel] * (1 - momentum) + memory.numbers[channels + channel] * share
    }
    return [2: mean, 3: variance]
  }
}
