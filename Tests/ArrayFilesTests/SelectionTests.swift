import Neural
import Testing

@testable import ArrayFiles

@Suite struct SelectionTests {
  @Test("A suffix is an item's number or grey")
  func suffixes() throws {
    #expect(try Selection("12") == .item(12))
    #expect(try Selection("grey") == .grey)
    #expect(try Selection("gray") == .grey)
    for suffix in ["", "-1", "+1", "red", "1x", "99999999999999999999"] {
      #expect(
        throws: Fault(
          "“#\(suffix)” selects nothing", remedy: "write #12 for item 12, or #grey for an image")
      ) { try Selection(suffix) }
    }
  }

  @Test("An item is a slice of the first dimension, of a vector 1 × 1")
  func items() throws {
    let tensor = try Tensor(rows: [[1, 2], [3, 4]])
    #expect(try Selection.everything.part(of: tensor) == tensor)
    #expect(try Selection.item(1).part(of: tensor) == Tensor(shape: [2], values: [3, 4]))
    let vector = try Tensor(shape: [2], values: [3, 4])
    #expect(try Selection.item(1).part(of: vector) == Tensor(rows: [[4]]))
  }

  @Test("An item beyond the last, and grey of what is no image, are refused")
  func refused() {
    let tensor = Tensor(shape: [2, 2])
    #expect(
      message { try Selection.item(2).part(of: tensor) }
        == ": there is no item 2: the first dimension has 2; write #0 to #1")
    #expect(
      message { try Selection.grey.part(of: tensor) }
        == ": #grey is for PNG images only; leave #grey out")
  }
}
