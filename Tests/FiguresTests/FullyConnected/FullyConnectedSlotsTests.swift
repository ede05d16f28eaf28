import Testing

@testable import Figures

@Suite("Which inputs and neurons are shown")
struct FullyConnectedSlotsTests {
  @Test("all of a few", arguments: [1, 5, 8])
  func few(count: Int) {
    #expect(FullyConnectedSlots(count: count, limit: 8).items == Array(0..<count))
  }

  @Test("the first and the last of many, and how many are left out between them")
  func many() {
    let slots = FullyConnectedSlots(count: 64, limit: 8)
    #expect(slots.items == [0, 1, 2, 3, 4, 5, 63])
    #expect(slots.slots[6] == .ellipsis(57))
  }

  @Test("always the one that stands out", arguments: 0..<30)
  func kept(index: Int) {
    let slots = FullyConnectedSlots(count: 30, limit: 6, keeping: index)
    #expect(slots.items.contains(index) && slots.slots.count <= 6)
    let hidden = slots.slots.map { if case .ellipsis(let count) = $0 { count } else { 0 } }
    #expect(hidden.reduce(0, +) + slots.items.count == 30)
    #expect(!hidden.contains(1))
  }
}
