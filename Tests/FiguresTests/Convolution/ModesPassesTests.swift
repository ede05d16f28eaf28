import Neural
import Testing

@testable import Figures

@Suite("The passes of the four modes")
struct ModesPassesTests {
  @Test("are the article's appendix A")
  func appendix() throws {
    let rows = ModesPasses(of: try TrialSubject.article, map: 0).rows
    #expect(rows.map(\.operation) == [.crossCorrelation, .convolution])
    #expect(rows.map { $0.valid?.values } == [[370, 470, 670, 770], [230, 330, 530, 630]])
    #expect(
      rows.map { $0.full?.values } == [
        [40, 110, 180, 90, 180, 370, 470, 210, 360, 670, 770, 330, 140, 230, 260, 90],
        [10, 40, 70, 60, 70, 230, 330, 240, 190, 530, 630, 420, 210, 520, 590, 360],
      ])
    #expect(rows.map(\.arePartsOfFull) == [true, true])
  }

  @Test("add up the channels of appendix B")
  func channels() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 2, 2, 2], values: [1, 2, 3, 4, 5, 6, 7, 8]),
      bias: Tensor(shape: [1], values: [1000]), activation: .sigmoid, stride: Extent(2),
      padding: .explicit(Padding(3))
    ).forward(
      Tensor(
        shape: [2, 3, 3], values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 1]))
    let valid = try #require(ModesPasses(of: pass, map: 0).rows[0].valid)
    #expect(valid.values == [212, 196, 164, 148])
  }

  @Test("take the weights and channels of the map that is asked for")
  func map() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [2, 1, 1, 1], values: [3, 5]), groups: 2
    ).forward(Tensor(shape: [2, 1, 1], values: [7, 11]))
    #expect(ModesPasses(of: pass, map: 1).rows[0].valid?.values == [55])
  }

  @Test("have no valid result where the filter is larger than the input")
  func larger() throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == "1 × 1 full" })
    for row in ModesPasses(of: try trial.pass, map: 0).rows {
      #expect(row.valid == nil)
      #expect(row.full?.extent == Extent(3))
      #expect(!row.arePartsOfFull)
    }
  }

  @Test("keep the dilation", arguments: [1, 2])
  func dilation(dilation: Int) throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [1, 2, 3, 4]), dilation: Extent(dilation)
    ).forward(Tensor(shape: [1, 4, 4], values: (0..<16).map(Double.init)))
    let row = ModesPasses(of: pass, map: 0).rows[0]
    #expect(row.valid?.extent == Extent(4 - dilation))
    #expect(row.full?.extent == Extent(4 + dilation))
    #expect(row.arePartsOfFull)
  }
}
