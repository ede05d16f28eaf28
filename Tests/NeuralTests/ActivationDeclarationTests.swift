import Testing

@testable import Neural

@Suite("Names of activation functions")
struct ActivationDeclarationTests {
  @Test("are read, and read again as they are spelled", arguments: Activation.allCases)
  func names(activation: Activation) throws {
    #expect(try Activation(parsing: activation.description) == activation)
    #expect(activation.description == activation.name)
    #expect(activation.declaration.activation() == activation)
    #expect(activation.declaration.parameter == nil || activation.parameter != nil)
  }

  @Test("are all different, and each has a formula")
  func differences() {
    let names = Activation.declarations.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names == Activation.allCases.map(\.name))
    #expect(Activation.declarations.allSatisfy { !$0.formula.isEmpty })
  }

  @Test(
    "carry a number, which is spelled where it is not the usual one",
    arguments: [
      ("leaky-relu:0.2", Activation.leakyReLU(slope: 0.2), "leaky-relu:0.2"),
      ("leaky-relu:0.01", .leakyReLU, "leaky-relu"), ("leaky-relu:0", .leakyReLU(slope: 0), nil),
      ("leaky-relu:-1.5", .leakyReLU(slope: -1.5), nil), ("elu:1.5", .elu(alpha: 1.5), nil),
      ("elu:1", .elu(alpha: 1), "elu"), ("celu:0.1", .celu(alpha: 0.1), nil),
      ("thresholded-relu:1e-300", .thresholdedReLU(alpha: 1e-300), nil),
    ] as [(String, Activation, String?)])
  func numbers(text: String, activation: Activation, spelled: String?) throws {
    #expect(try Activation(parsing: text) == activation)
    #expect(activation.rawValue == spelled ?? text)
    #expect(Activation(rawValue: text) == activation)
  }

  @Test(
    "are refused with what would be right",
    arguments: [
      ("relo", "give identity, sigmoid, tanh"), ("", "give identity"), ("ReLU", "give identity"),
      ("relu:0.2", "give relu alone"), ("leaky-relu:", "give a number"),
      ("leaky-relu:steep", "the slope of leaky-relu is 'steep'; give a number"),
      ("leaky-relu:inf", "give a number"), ("celu:0", "give a number above 0"),
      ("elu:1:2", "'1:2'; give a number"),
    ])
  func refusals(text: String, remedy: String) {
    let error = #expect(throws: ActivationError.self) { try Activation(parsing: text) }
    #expect(error?.description.contains(remedy) == true)
    #expect(Activation(rawValue: text) == nil)
    #expect(throws: SettingError.self) { try SettingType.activation.value(from: text) }
  }
}
