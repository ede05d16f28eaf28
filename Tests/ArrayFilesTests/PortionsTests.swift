import ArrayFiles
import Testing

@Suite struct PortionsTests {
  @Test("Portions are joined in their order, and go", arguments: [0, 1, 2, 5])
  func joined(count: Int) {
    var portions = Portions()
    #expect(portions.isEmpty)
    for index in 0..<count { portions.append([UInt8](repeating: UInt8(index), count: 3)) }
    #expect(portions.count == 3 * count)
    #expect(portions.isEmpty == (count == 0))
    #expect(portions.joined() == (0..<(3 * count)).map { UInt8($0 / 3) })
    #expect(portions.isEmpty && portions.count == 0)
    #expect(portions.joined().isEmpty)
  }
}
