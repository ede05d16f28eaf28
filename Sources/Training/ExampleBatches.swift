import Neural

extension Examples {
  /// Puts one input into a list.
  func put(_ index: Int, into list: inout [Double], at start: Int) {
    let size = inputs.count / count
    inputs.values.withUnsafeBufferPointer { values in
      list.withUnsafeMutableBufferPointer { list in
        for element in 0..<size {
          list[start + element] = values[index * size + element] / divisor
        }
      }
    }
  }
}
