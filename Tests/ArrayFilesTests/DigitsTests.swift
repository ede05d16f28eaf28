import Foundation
import Neural
import Testing

@testable import ArrayFiles

@Suite struct DigitsTests {
  @Test("Every digit is an 8 × 8 image of sixteenths", arguments: 0...9)
  func images(digit: Int) throws {
    let image = try Digits.image(of: digit, index: 0)
    #expect(image.shape == [8, 8])
    #expect(image.values.allSatisfy { (0...1).contains($0) && ($0 * 16).rounded() == $0 * 16 })
    #expect(image.values.contains { $0 > 0.5 })
  }

  @Test("The first 0 is the first image of the set")
  func first() throws {
    let row = try Digits.image(of: 0, index: 0).values.prefix(8)
    #expect(row.map { $0 * 16 } == [0, 0, 5, 13, 9, 1, 0, 0])
  }

  @Test("There are 1,797 images, all of which can be reached")
  func counts() throws {
    let counts = try (0...9).map { digit in
      let fault = try #require(
        #expect(throws: Fault.self) { try Digits.image(of: digit, index: .max) })
      let count = try #require(fault.problem.split(separator: " ").compactMap { Int($0) }.first)
      _ = try Digits.image(of: digit, index: count - 1)
      #expect(throws: Fault.self) { try Digits.image(of: digit, index: count) }
      return count
    }
    #expect(counts == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
  }

  @Test("The last 9 and the last image of the set, which is an 8, are whole")
  func pixels() throws {
    let row = { (image: Tensor, row: Int) in image.values[(row * 8)..<(row * 8 + 8)].map { $0 * 16 }
    }
    let nine = try Digits.image(of: 9, index: 179)
    #expect(row(nine, 0) == [0, 0, 2, 10, 7, 0, 0, 0])
    let last = try Digits.image(of: 8, index: 173)
    #expect(row(last, 7) == [0, 1, 8, 12, 14, 12, 1, 0])
  }

  @Test("All images have a number, in the order of the data set, and a label")
  func items() throws {
    #expect(Digits.count == 1797)
    let first = try (0..<20).map { try Digits.item($0).label }
    #expect(first == (0..<20).map { $0 % 10 })
    #expect(try Digits.item(3).image == Digits.image(of: 3, index: 0))
    let last = try Digits.item(1796)
    #expect(last.label == 8 && last.image.shape == [8, 8])
  }
}
