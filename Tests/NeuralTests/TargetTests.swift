import Testing

@testable import Neural

@Suite("A target")
struct TargetTests {
  @Test("of a class is 1 at its element and 0 elsewhere")
  func classes() throws {
    #expect(
      try Target.class(2).values(for: [2, 2])
        == Tensor(uncheckedShape: [2, 2], values: [0, 0, 1, 0]))
  }

  @Test("of a class that the output has not is refused", arguments: [-1, 4])
  func unknownClass(number: Int) {
    let error = #expect(throws: LayerError.self) { try Target.class(number).values(for: [4]) }
    #expect(error?.subject == "target")
    #expect(error?.description.contains("the classes are 0 to 3") == true)
  }

  @Test("of numbers needs the output's shape")
  func shapes() throws {
    let tensor = Tensor(repeating: 1, shape: [2])
    #expect(try Target.tensor(tensor).values(for: [2]) == tensor)
    #expect(throws: LayerError.shape(of: "target", expected: [1, 2], found: [2])) {
      try Target.tensor(tensor).values(for: [1, 2])
    }
  }
}
