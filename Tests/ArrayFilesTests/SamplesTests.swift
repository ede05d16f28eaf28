import Neural
import Testing

@testable import ArrayFiles

@Suite struct SamplesTests {
  private func read(_ argument: String) throws -> Tensor {
    try TensorSource(argument).read(as: "input") { [] }
  }

  @Test("Every sample in the list can be read as it is listed", arguments: TensorSource.samples)
  func listed(sample: Sample) throws {
    #expect(try read(sample.pattern).count > 1)
    #expect(!sample.summary.isEmpty)
  }

  @Test("No keyword is listed twice")
  func keywords() {
    let keywords = SampleFamily.all.map(\.keyword)
    #expect(Set(keywords).count == keywords.count)
  }

  @Test("Shapes of any rank are filled in row order")
  func shaped() throws {
    #expect(try read("ramp:3x3") == Tensor(rows: [[1, 2, 3], [4, 5, 6], [7, 8, 9]]))
    #expect(try read("ramp:2x2x2") == Tensor(shape: [2, 2, 2], values: (1...8).map(Double.init)))
    #expect(try read("ones:4") == Tensor(shape: [4], values: [1, 1, 1, 1]))
    #expect(try read("zeros:1x2").values == [0, 0])
  }

  @Test("The same seed gives the same numbers, another seed others")
  func random() throws {
    #expect(try read("random:2x3x3@1").shape == [2, 3, 3])
    #expect(try read("random:3x3@42") == read("random:3x3@42"))
    #expect(try read("random:3x3@42") != read("random:3x3@43"))
    #expect(try read("random:3x3") == read("random:3x3@0"))
    // A golden row: the published figures depend on it.
    #expect(try read("random:1x4@42").values == [0.48, -0.68, -0.44, -0.31])
  }

  @Test("The sobel filters are each other's transpose")
  func sobel() throws {
    let (x, y) = (try read("sobel-x"), try read("sobel-y"))
    for i in 0..<3 {
      for j in 0..<3 { #expect(x[i, j] == y[j, i]) }
    }
    #expect(x[0, 2] == 1)
  }

  @Test(
    "A slip in a sample is refused with what would be right",
    arguments: [
      ("digit:12", "“12” is not a digit; write digit:0 to digit:9"),
      ("digit:7#999", "there are only 179 images of the digit 7; write digit:7#0 to digit:7#178"),
      ("letter:7", "“7” is not a letter; write letter:A to letter:Z"),
      ("ramp:4y5", "“4y5” is not a shape; write ramp:4x5"),
      ("ramp", "ramp needs something behind a colon; write ramp:4x5"),
      (
        "zeros:99999x99999",
        "its shape 99999 × 99999 is too large; "
          + "at most 201326592 elements are read"
      ),
      ("sobel-x:3", "sobel-x has no size to choose; write sobel-x alone"),
      (
        "vertical-stroke:4",
        "“4” is not a size for vertical-stroke; "
          + "sizes are odd, 3 to 25, as in vertical-stroke:3"
      ),
      ("random:3x3@-1", "“-1” is not a seed; write a whole number, as in random:3x3@42"),
    ])
  func slips(argument: String, expected: String) throws {
    let error = try #require(#expect(throws: DataError.self) { try read(argument) })
    #expect(error.kind == .malformed)
    #expect(error.description == "input “\(argument)”: \(expected)")
  }
}
