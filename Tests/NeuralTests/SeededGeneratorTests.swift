import Testing

@testable import Neural

@Suite struct SeededGeneratorTests {
  @Test("The sequence is that of the reference implementation")
  func reference() {
    // The first numbers that the public-domain C code of S. Vigna prints for the seed 1234567.
    var generator = SeededGenerator(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in generator.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test("Weights lie in −1 … 1, have two decimals and are never −0")
  func weights() {
    var generator = SeededGenerator(seed: 7)
    let weights = (0..<10_000).map { _ in generator.nextWeight() }
    #expect(weights.allSatisfy { (-1...1).contains($0) })
    #expect(weights.allSatisfy { ($0 * 100).rounded() / 100 == $0 })
    #expect(!weights.contains { $0 == 0 && $0.sign == .minus })
    #expect(Set(weights).count == 201)
  }
}
