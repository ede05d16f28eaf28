import Testing

@testable import Figures

@Suite("Places in a list that may be too long to be shown")
struct SlotsTests {
  @Test("shows everything up to the limit")
  func all() {
    #expect(Slot.slots(3..<6, limit: 3) == [.one(3), .one(4), .one(5)])
  }

  @Test("beyond it shows the first ones, how many are left out, and the last one")
  func ellipsis() {
    #expect(Slot.slots(0..<40, limit: 4) == [.one(0), .one(1), .more(37), .one(39)])
    #expect(Slot.slots(2..<6, limit: 3) == [.one(2), .more(2), .one(5)])
  }
}
