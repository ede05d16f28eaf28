import Neural
import Testing

@testable import Models

@Suite struct NetworkFileWritingTests {
  @Test("A file is written as people write it, the stage before left out where it feeds the next")
  func short() throws {
    let yaml = """
      name: small
      input: [1, 8, 8]
      cost: cross-entropy
      parameters: "a, b.npz"
      divide-input-by: 255
      stages:
        - conv1: {convolution: {maps: 6, kernel: 3x2, stride: 2x1, bias: false}}
        - pool1: max-pooling
        - pool2: {max-pooling: {padding: "1,0"}, from: conv1}
        - fc: {fully-connected: {neurons: 10}, from: pool1}

      """
    #expect(try NetworkFile(reading: Array(yaml.utf8)).yaml == yaml)
  }

  @Test(
    "What is written reads as the same",
    arguments: ["tiny", "x: y", "- a", "\"q\"\\", "ä\u{7}", "#", "a ", "null"])
  func names(name: String) throws {
    let file = NetworkFile(
      plan: NetworkPlan(
        name: name, inputShape: [1, 4, 4],
        stages: [NetworkPlan.Stage("a", kind: "max-pooling", from: ["input"])]),
      inputDivisor: 0.1)
    #expect(try NetworkFile(reading: Array(file.yaml.utf8)) == file)
  }
}
