import Testing

@testable import Commands

@Suite struct NamedOperandTests {
  @Test(
    "A name goes up to the first =, but not where a path begins or a blank stands",
    arguments: [
      ("x=a.npy", "x", "a.npy"), ("gpu_0/data_0=a=b.npy", "gpu_0/data_0", "a=b.npy"),
      ("a.npy", "", "a.npy"), ("./a=b.npy", "", "./a=b.npy"), ("/a/b=c.npy", "", "/a/b=c.npy"),
      ("=a", "", "=a"), ("1 2; 3 4", "", "1 2; 3 4"), ("x=1 2; 3 4", "x", "1 2; 3 4"),
      ("1 x=2", "", "1 x=2"),
    ])
  func names(text: String, name: String, tensor: String) {
    let operand = NamedOperand(text)
    #expect(operand.name == name)
    #expect(operand.tensor == tensor)
  }

  @Test("A name that two have is found")
  func repeated() {
    #expect(NamedOperand.repeatedName(of: ["x=a", "b"].map(NamedOperand.init)) == nil)
    #expect(NamedOperand.repeatedName(of: ["x=a", "x=b"].map(NamedOperand.init)) == "x")
    #expect(NamedOperand.repeatedName(of: ["a", "b"].map(NamedOperand.init)) == nil)
  }
}
