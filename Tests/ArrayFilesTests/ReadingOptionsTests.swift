import Neural
import Testing

@testable import ArrayFiles

@Suite struct ReadingOptionsTests {
  private func read(_ argument: String, _ options: ReadingOptions) throws -> TensorReading {
    try TensorSource(argument).reading(as: "input", options: options) { [] }
  }

  @Test("A row of a table becomes a picture without its label, as Kaggle's digits are")
  func kaggle() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "train.csv", Array("label,p0,p1,p2,p3\n7,0,255,128,1\n3,9,8,7,6\n".utf8))
    let reading = try read(
      path + "@row:1", ReadingOptions(skippedColumns: 1, shape: [2, 2]))
    #expect(try reading.tensor == Tensor(rows: [[9, 8], [7, 6]]))
    #expect(
      reading.notes == [
        "input “\(path)@row:1”, line 1: “label,p0,p1,p2,p3” is taken for a header and left out"
      ])
  }

  @Test("A shape that does not take all values is refused, with the way to one row")
  func shape() throws {
    let error = #expect(throws: DataError.self) {
      try read("1 2 3 4; 5 6 7 8", ReadingOptions(shape: [2, 2]))
    }
    #expect(
      error?.description
        == "input “1 2 3 4; 5 6 7 8”: it is 2 × 4, 8 values, and 2 × 2 takes 4; choose one of its "
        + "rows with @row:0 to @row:1 behind the path")
    let other = #expect(throws: DataError.self) {
      try read("1 2 3", ReadingOptions(shape: [2, 2]))
    }
    #expect(other?.remedy == "give a shape of 3 values to --reshape")
  }

  @Test("Rows and columns come first where channels come last")
  func channelsLast() throws {
    let options = ReadingOptions(size: Extent(rows: 1, columns: 2), hasChannelsLast: true)
    let tensor = try read("ramp:2x4x3", options).tensor
    #expect(try tensor == Tensor(shape: [1, 2, 3], values: [8.5, 9.5, 10.5, 14.5, 15.5, 16.5]))
    #expect(try read("ramp:2x4", options).tensor == Tensor(rows: [[3.5, 5.5]]))
  }

  @Test("Skipping, shape and size are done in this order")
  func order() throws {
    let options = ReadingOptions(
      skippedColumns: 1, shape: [2, 2], size: Extent(rows: 1, columns: 1))
    #expect(try read("9 1 2 3 4", options).tensor == Tensor(rows: [[2.5]]))
    #expect(options.title == ", 2 × 2, resized to 1 × 1")
    #expect(ReadingOptions().title.isEmpty)
  }
}
