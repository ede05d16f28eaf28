import Testing

@testable import Neural

@Suite struct DotProductTermsTests {
  @Test("Terms go channel by channel, each in row order, with the cells under the overlay")
  func order() throws {
    let layer = try Convolution(
      weights: Tensor(shape: [1, 2, 2, 1], values: [10, 20, 30, 40]),
      dilation: Extent(rows: 2, columns: 1))
    let input = try Tensor(shape: [2, 3, 2], values: (0..<12).map(Double.init))
    let step = try #require(try layer.forward(input).steps.last)
    #expect(step.terms.map(\.channel) == [0, 0, 1, 1])
    #expect(step.terms.map(\.kernelCell) == [Cell(0, 0), Cell(1, 0), Cell(0, 0), Cell(1, 0)])
    #expect(step.terms.map(\.cell) == [Cell(0, 1), Cell(2, 1), Cell(0, 1), Cell(2, 1)])
    #expect(step.terms.map(\.value) == [1, 5, 7, 11])
    #expect(step.terms.map(\.weight) == [10, 20, 30, 40])
    #expect(step.terms.map(\.product) == [10, 100, 210, 440])
  }

  @Test("In a convolution the opposite weight lies over each cell, and says where it came from")
  func rotated() throws {
    let layer = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [10, 20, 30, 40]), operation: .convolution)
    let terms = try layer.forward(Tensor(repeating: 1, shape: [1, 2, 2])).steps[0].terms
    #expect(terms.map(\.kernelCell) == [Cell(0, 0), Cell(0, 1), Cell(1, 0), Cell(1, 1)])
    #expect(terms.map(\.weightCell) == [Cell(1, 1), Cell(1, 0), Cell(0, 1), Cell(0, 0)])
    #expect(terms.map(\.weight) == [40, 30, 20, 10])
  }

  @Test("Cells in the padding are there, marked, and 0")
  func padding() throws {
    let layer = try Convolution(weights: Tensor(repeating: 1, shape: [1, 1, 2, 2]), padding: .full)
    let terms = try layer.forward(Tensor(repeating: 7, shape: [1, 2, 2])).steps[0].terms
    #expect(terms.map(\.isPadding) == [true, true, true, false])
    #expect(terms.map(\.value) == [0, 0, 0, 7])
    #expect(terms.first?.cell == Cell(-1, -1))
  }

  @Test(
    "Walking, calling and indexing give the same terms, and their products the sum",
    arguments: 0..<60
  )
  func iteration(seed: UInt64) throws {
    let random = try RandomConvolution(seed: seed)
    let pass = try random.layer.forward(random.input)
    for step in pass.steps {
      let walked = Array(step.terms)
      #expect(walked == step.terms.indices.map { step.terms[$0] })
      var called: [Term] = []
      step.terms.forEach { called.append($0) }
      #expect(walked == called)
      #expect(walked.reduce(0) { $0 + $1.product } == step.dotProduct)
      for term in walked {
        #expect(term.weightCell == random.layer.weightCell(under: term.kernelCell))
        #expect(term.cell == pass.sweep.cell(under: term.kernelCell, at: step.position))
        #expect(term.isPadding == !pass.sweep.contains(term.cell))
        let (cell, weight) = (term.cell, term.weightCell)
        let local = term.channel - random.layer.firstChannel(ofMap: step.map)
        #expect(term.weight == random.layer.weights[step.map, local, weight.row, weight.column])
        if !term.isPadding {
          #expect(term.value == random.input[term.channel, cell.row, cell.column])
        }
      }
    }
  }

  @Test("Walking gives the sum over spread cells too", arguments: 0..<20)
  func spread(seed: UInt64) throws {
    let backward = try RandomConvolution(seed: seed).backward()
    for step in backward.activationGradientConvolution.steps {
      #expect(step.terms.reduce(0) { $0 + $1.product } == step.dotProduct)
      #expect(Array(step.terms) == step.terms.indices.map { step.terms[$0] })
    }
  }
}
