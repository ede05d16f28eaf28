import Neural
import Testing

@testable import ArrayFiles
@testable import Models

@Suite struct PresetTests {
  private static let counts: [(String, Int)] = [
    ("primer", 23_322), ("tiny", 850), ("digits", 850), ("lenet", 61_706), ("residual", 1_074),
  ]

  @Test(
    "Presets have the parameters that their descriptions say",
    arguments: counts)
  func parameters(name: String, count: Int) throws {
    let file = try #require(Preset.named(name)).file()
    #expect(file.plan.name == name)
    #expect(file.cost == .crossEntropy)
    let summary = try NetworkSummary(file.plan)
    #expect(summary.parameters == count)
    #expect(summary.rows.last?.outputShape == [10])
  }

  @Test("Every preset is written as it is read", arguments: Preset.all.map(\.name))
  func written(name: String) throws {
    let file = try #require(Preset.named(name)).file()
    #expect(try NetworkFile(reading: Array(file.yaml.utf8)) == file)
  }

  @Test("The digits know 275 of the 297 digits that had no part in their learning")
  func accuracy() throws {
    let model = try Model("digits", standardInput: { [] })
    #expect(model.origin == .preset)
    let heldOut = try (Digits.count - 297..<Digits.count).map { try Digits.item($0) }
    let outputs = try model.network.forward(heldOut.map { try model.items(of: $0.image)[0] })
      .outputs
    let right = zip(outputs, heldOut).count { output, digit in
      output.values.indices.max { output.values[$0] < output.values[$1] } == digit.label
    }
    #expect(right == 275)
  }

  @Test("The learnt parameters take less than 20 kB of the program")
  func size() { #expect(Preset.digitsParameters.utf8CodeUnitCount < 20_000) }
}
