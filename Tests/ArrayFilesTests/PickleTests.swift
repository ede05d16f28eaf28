import Testing

@testable import ArrayFiles

@Suite struct PickleTests {
  private func pickle(_ body: [UInt8]) throws -> Pickle { try Pickle([0x80, 2] + body + [0x2E]) }

  private func whole(_ body: [UInt8]) throws -> Int? {
    if case .whole(let value) = try pickle(body).root { value } else { nil }
  }

  @Test(
    "Whole numbers come in four lengths",
    arguments: [
      ([0x4B, 200], 200), ([0x4D, 1, 2], 513), ([0x4A, 0xFE, 0xFF, 0xFF, 0xFF], -2),
      ([0x8A, 0], 0), ([0x8A, 1, 0xFF], -1), ([0x8A, 5, 0, 0, 0, 0, 1], 1 << 32),
      ([0x8A, 8, 0, 0, 0, 0, 0, 0, 0, 0x80], Int.min),
    ] as [([UInt8], Int)])
  func wholes(body: [UInt8], value: Int) throws {
    #expect(try whole(body) == value)
  }

  @Test("What was remembered is the same dictionary wherever it comes again")
  func memo() throws {
    // {} remembered, {'a': 1} set into it, then itself as 'b'.
    let body: [UInt8] =
      [0x7D, 0x71, 0, 0x58, 1, 0, 0, 0, 0x61, 0x4B, 1, 0x73]
      + [0x58, 1, 0, 0, 0, 0x62, 0x68, 0, 0x73]
    let pickle = try pickle(body)
    guard case .dictionary(let number) = pickle.root else {
      Issue.record("no dictionary")
      return
    }
    let entries = pickle.dictionary(number)
    #expect(entries.count == 2)
    guard case .dictionary(number)? = entries.last?.value else {
      Issue.record("not itself")
      return
    }
  }

  @Test(
    "What is no pickle of tensors is refused with its place",
    arguments: [
      ([0x80, 6], "it is a pickle of version 6"),
      ([0x80, 2], "the pickle ends early"),
      ([0x80, 2, 0x58, 0xFF, 0xFF, 0xFF, 0xFF], "the pickle ends early"),
      ([0x2E], "the pickle takes what is not there"),
      ([0x28, 0x30], "the pickle takes what is not there"),
      ([0x4B, 1, 0x28, 0x85], "the pickle takes what is not there"),
      ([0x74], "a mark is missing"),
      ([0x68, 7], "the pickle remembers nothing as 7"),
      ([0x4B, 1, 0x4B, 2, 0x61], "it appends to what is no list"),
      ([0x4B, 1, 0x4B, 2, 0x4B, 3, 0x73], "it sets entries of what is no dictionary"),
      ([0x4B, 1, 0x29, 0x52], "it calls what is no function"),
      ([0x4B, 1, 0x4B, 1, 0x62], "it sets the state of what is no dictionary"),
      ([0x4B, 1, 0x51], "a storage is not told as PyTorch does"),
      (Array("ios\nsystem\n".utf8), "the opcode 0x69 does not belong to a state dict"),
      (Array("cos\nsystem\n".utf8), "it asks for “os.system”, which is no part"),
      (Array("ctorch._utils\n_rebuild_tensor_v2\n)R".utf8), "a tensor is not told as PyTorch does"),
      (Array("ctorch\nFloatStorage\n)R".utf8), "it calls “torch.FloatStorage”"),
    ] as [([UInt8], String)])
  func refused(bytes: [UInt8], problem: String) {
    let fault = #expect(throws: Fault.self) { try Pickle(bytes) }
    #expect(fault?.problem.hasPrefix(problem) == true, "\(fault?.problem ?? "read")")
  }

  @Test("Lists a hundred thousand deep are read and let go")
  func deep() throws {
    let body = [UInt8](repeating: 0x5D, count: 100_000) + [UInt8](repeating: 0x61, count: 99_999)
    guard case .list = try pickle(body).root else {
      Issue.record("no list")
      return
    }
  }
}
