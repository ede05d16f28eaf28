import Testing

@testable import Neural

@Suite struct LayoutTests {
  private func counted(_ shape: [Int]) throws -> Tensor {
    try Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map(Double.init))
  }

  @Test("A permutation puts each element where its indices go")
  func permuted() throws {
    let tensor = try counted([2, 3, 4])
    let result = tensor.permuted([2, 0, 1])
    #expect(result.shape == [4, 2, 3])
    for i in 0..<2 {
      for j in 0..<3 {
        for k in 0..<4 { #expect(result[k, i, j] == tensor[i, j, k]) }
      }
    }
    #expect(result.permuted([1, 2, 0]) == tensor)
    #expect(try counted([2, 3]).permuted([0, 1]) == counted([2, 3]))
  }

  @Test("Maps come before rows, within a batch too; what has no channels stays")
  func maps() throws {
    #expect(try counted([4, 5, 3]).mapsFromChannelsLast().shape == [3, 4, 5])
    #expect(try counted([2, 4, 5, 3]).mapsFromChannelsLast().shape == [2, 3, 4, 5])
    #expect(try counted([4, 5]).mapsFromChannelsLast() == counted([4, 5]))
  }

  @Test("Filters become maps × channels × rows × columns")
  func filters() throws {
    let filter = try counted([2, 3, 4, 5])
    let first = filter.filtersFromChannelsLast()
    #expect(first.shape == [5, 4, 2, 3])
    #expect(first[4, 1, 0, 2] == filter[0, 2, 1, 4])
    let depthwise = filter.filtersFromChannelsLast(isDepthwise: true)
    #expect(depthwise.shape == [20, 1, 2, 3])
    // Map 2 of channel 3.
    #expect(depthwise[3 * 5 + 2, 0, 1, 1] == filter[1, 1, 3, 2])
    #expect(try counted([2, 3, 4]).filtersFromChannelsLast().shape == [4, 2, 3])
    #expect(try counted([2, 3]).filtersFromChannelsLast() == counted([2, 3]))
  }

  @Test("Flattened weights give over channels-first maps what they give over channels-last ones")
  func dense() throws {
    let last = try counted([2, 3, 4])
    let weights = try Tensor(shape: [2, 24], values: (0..<48).map { Double($0 * 7 % 11) })
    let first = last.mapsFromChannelsLast()
    let ordered = weights.denseFromChannelsLast(over: first.shape)
    for neuron in 0..<2 {
      let sums = [(weights, last), (ordered, first)].map { weights, maps in
        zip(weights[slice: neuron].values, maps.values).reduce(0) { $0 + $1.0 * $1.1 }
      }
      #expect(sums[0] == sums[1])
    }
  }
}
