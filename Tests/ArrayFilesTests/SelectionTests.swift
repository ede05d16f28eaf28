import Neural
import Testing

@testable import ArrayFiles

@Suite struct SelectionTests {
  @Test(
    "A suffix is a list of items, rows, channels and names",
    arguments: [
      ("", []), ("#12", [.item(12)]), ("#grey", [.channel(.grey)]), ("#gray", [.channel(.grey)]),
      ("#red", [.channel(.red)]), ("@row:3", [.row(3)]), ("#conv1.weight", [.name("conv1.weight")]),
      ("#x_train#7", [.name("x_train"), .item(7)]), ("#0@row:2#1", [.item(0), .row(2), .item(1)]),
      ("#", [.name("")]), ("#-1", [.name("-1")]),
    ] as [(String, [ArrayFiles.Selection])])
  func suffixes(suffix: String, expected: [ArrayFiles.Selection]) throws {
    #expect(try Selection.list(suffix) == expected)
  }

  @Test(
    "A row that is no whole number is refused", arguments: ["", "-1", "x", "99999999999999999999"])
  func rows(text: String) {
    #expect(
      throws: Fault(
        "“@row:\(text)” selects no row", remedy: "write @row:0 for the first row")
    ) { try Selection.list("@row:\(text)") }
  }

  @Test("An item is a slice of the first dimension, of a vector 1 × 1; a row one of a matrix")
  func items() throws {
    let tensor = try Tensor(rows: [[1, 2], [3, 4]])
    #expect(try Selection.item(1).part(of: tensor) == Tensor(shape: [2], values: [3, 4]))
    #expect(try Selection.row(1).part(of: tensor) == Tensor(shape: [2], values: [3, 4]))
    let vector = try Tensor(shape: [2], values: [3, 4])
    #expect(try Selection.item(1).part(of: vector) == Tensor(rows: [[4]]))
    let reading = try Reading(tensor: Tensor(shape: [2, 2, 3])).selecting([.item(1), .row(0)])
    #expect(reading.tensor.shape == [3])
  }

  @Test("What a tensor does not have is refused")
  func refused() {
    let tensor = Tensor(shape: [2, 2])
    #expect(
      message { try Selection.item(2).part(of: tensor) }
        == ": there is no item 2: the first dimension has 2; write #0 to #1")
    #expect(
      message { try Selection.channel(.grey).part(of: tensor) }
        == ": #grey is for pictures only; leave #grey out")
    #expect(
      message { try Selection.name("x").part(of: tensor) }
        == ": “#x” selects nothing; write #12 for item 12, #grey or #red for a picture, @row:12 "
        + "for a row of a table")
    #expect(
      message { try Selection.row(0).part(of: Tensor(shape: [2, 2, 2])) }
        == ": it is 2 × 2 × 2 and has no rows to choose from; write #0 for an item of the first "
        + "dimension")
  }
}
