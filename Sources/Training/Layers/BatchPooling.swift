import Neural

extension MaxPooling: Batchable {
  func batchLayer(over inputs: [[Int]]) throws -> (any BatchLayer)? {
    let sweep = try forward(Tensor(shape: inputs[0])).sweep
    return BatchMaxPooling(channels: inputs[0][0], windows: PoolingWindows(sweep))
  }
}

extension AveragePooling: Batchable {
  func batchLayer(over inputs: [[Int]]) throws -> (any BatchLayer)? {
    let pass = try forward(Tensor(shape: inputs[0]))
    return BatchAveragePooling(
      channels: inputs[0][0], windows: PoolingWindows(pass.sweep),
      divisors: pass.sweep.map { Double(pass.divisor(of: $0.neuron)) })
  }
}

/// The cells under each place of a pooling window, those in the padding left out, in row order.
struct PoolingWindows: Sendable {
  /// The cells of one channel of the input.
  let inputSize: Int
  /// The cells under all windows, one window after the other, by their number in a channel.
  let cells: [Int]
  /// Where each window's cells begin, and at last where they end.
  let starts: [Int]

  init(_ sweep: Sweep) {
    let kernel = sweep.geometry.kernel
    var cells: [Int] = []
    var starts = [0]
    for position in sweep {
      for u in 0..<kernel.rows {
        for v in 0..<kernel.columns {
          let cell = sweep.cell(under: Cell(u, v), at: position)
          if sweep.contains(cell) { cells.append(cell.row * sweep.underlay.columns + cell.column) }
        }
      }
      starts.append(cells.count)
    }
    (inputSize, self.cells, self.starts) = (sweep.underlay.count, cells, starts)
  }

  /// The number of windows.
  var count: Int { starts.count - 1 }
}

/// Max pooling over several items.
struct BatchMaxPooling: BatchLayer {
  let channels: Int
  let windows: PoolingWindows

  func forward(
    _ inputs: [[Double]], _ items: BatchItems, into output: inout [Double],
    memory: inout LayerMemory
  ) throws {
    let (planes, count, size) = (items.count * channels, windows.count, windows.inputSize)
    if memory.winners.count < planes * count {
      memory.winners = [Int](repeating: 0, count: planes * count)
    }
    inputs[0].withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        memory.winners.withUnsafeMutableBufferPointer { winners in
          windows.cells.withUnsafeBufferPointer { cells in
            windows.starts.withUnsafeBufferPointer { starts in
              for plane in 0..<planes {
                let first = plane * size
                for window in 0..<count {
                  var winner = first + cells[starts[window]]
                  var largest = input[winner]
                  for place in (starts[window] + 1)..<max(starts[window] + 1, starts[window + 1]) {
                    let cell = first + cells[place]
                    let value = input[cell]
                    // As the pass has it: of equals the first wins, and a NaN stays.
                    if value > largest || (value.isNaN && !largest.isNaN) {
                      (winner, largest) = (cell, value)
                    }
                  }
                  output[plane * count + window] = largest
                  winners[plane * count + window] = winner
                }
              }
            }
          }
        }
      }
    }
  }

  func backward(
    _ gradient: [Double], inputs: [[Double]], _ items: BatchItems, memory: inout LayerMemory,
    inputGradients: inout [[Double]], parameterGradients: inout [[Double]]
  ) throws {
    guard !inputGradients[0].isEmpty else { return }
    let planes = items.count * channels
    inputGradients[0].withUnsafeMutableBufferPointer { target in
      memory.winners.withUnsafeBufferPointer { winners in
        gradient.withUnsafeBufferPointer { gradient in
          for cell in 0..<(planes * windows.inputSize) { target[cell] = 0 }
          for neuron in 0..<(planes * windows.count) {
            target[winners[neuron]] += gradient[neuron]
          }
        }
      }
    }
  }
}

/// Average pooling over several items.
struct BatchAveragePooling: BatchLayer {
  let channels: Int
  let windows: PoolingWindows
  /// What the sum under each window is divided by.
  let divisors: [Double]

  func forward(
    _ inputs: [[Double]], _ items: BatchItems, into output: inout [Double],
    memory: inout LayerMemory
  ) throws {
    inputs[0].withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        for plane in 0..<(items.count * channels) {
          for window in 0..<windows.count {
            var sum = 0.0
            for place in windows.starts[window]..<windows.starts[window + 1] {
              sum += input[plane * windows.inputSize + windows.cells[place]]
            }
            output[plane * windows.count + window] = sum / divisors[window]
          }
        }
      }
    }
  }

  func backward(
    _ gradient: [Double], inputs: [[Double]], _ items: BatchItems, memory: inout LayerMemory,
    inputGradients: inout [[Double]], parameterGradients: inout [[Double]]
  ) throws {
    guard !inputGradients[0].isEmpty else { return }
    let planes = items.count * channels
    inputGradients[0].withUnsafeMutableBufferPointer { target in
      gradient.withUnsafeBufferPointer { gradient in
        for cell in 0..<(planes * windows.inputSize) { target[cell] = 0 }
        for plane in 0..<planes {
          for window in 0..<windows.count {
            let share = gradient[plane * windows.count + window] / divisors[window]
            for place in windows.starts[window]..<windows.starts[window + 1] {
              target[plane * windows.inputSize + windows.cells[place]] += share
            }
          }
        }
      }
    }
  }
}
