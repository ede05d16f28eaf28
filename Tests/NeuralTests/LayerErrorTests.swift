import Testing

@testable import Neural

@Suite struct LayerErrorTests {
  @Test(
    "Each error says what is wrong and what would be right",
    arguments: [
      (LayerError.weightsRank([3]), "weights are [maps, channels / groups, rows, columns], not 3"),
      (.biasCount(maps: 1, found: 2), "1 feature map needs 1 bias, not 2"),
      (.mapsNotDivisible(maps: 3, groups: 2), "3 feature maps cannot be divided into 2 groups"),
      (.inputRank([4]), "an input is [channels, rows, columns], not 4"),
      (.channels(expected: 3, found: 1), "the filter takes 3 channels but the input has 1"),
      (.shape(of: "target", expected: [4], found: [2, 2]), "the target must be 4, not 2 × 2"),
      (.geometry(.tooLarge(name: "stride")), "the stride is larger than any"),
    ])
  func description(error: LayerError, beginning: String) {
    #expect(error.description.hasPrefix(beginning))
  }
}
