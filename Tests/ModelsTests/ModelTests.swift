import ArrayFiles
import Foundation
import Neural
import Testing

@testable import Models

@Suite struct ModelTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "convlens-models-\(UUID().uuidString)", directoryHint: .isDirectory)

  private static let yaml = """
    input: [1, 8, 8]
    divide-input-by: 2
    stages:
      - conv1: {convolution: {maps: 2, kernel: 3}}
    """

  private func model(_ argument: String, _ parameters: String? = nil) throws -> Model {
    try Model(argument, parameters: parameters, standardInput: { Array(Self.yaml.utf8) })
  }

  @Test("A network of standard input gets parameters by lot, the same for the same seed")
  func seeds() throws {
    func parameters(_ seed: UInt64) throws -> [Tensor] {
      let model = try Model("-", seed: seed, standardInput: { Array(Self.yaml.utf8) })
      #expect(model.origin == .seed(seed))
      return model.network.parameters.map(\.tensor)
    }
    #expect(try parameters(3) == parameters(3))
    #expect(try parameters(3) != parameters(4))
  }

  @Test("Inputs are divided by what the file says")
  func division() throws {
    let items = try model("-").items(of: Tensor(repeating: 3, shape: [8, 8]))
    #expect(items == [Tensor(repeating: 1.5, shape: [1, 8, 8])])
  }

  @Test("A network that there is not is refused with the nearest preset, and mistakes by file")
  func refusals() throws {
    let missing = try #require(throws: ModelError.self) { try model("tini") }
    #expect(missing.kind == .missing)
    #expect(missing.description.hasPrefix("there is no network 'tini'; did you mean tiny?"))
    let file = try #require(throws: ModelError.self) { try model("/none/such.yaml") }
    #expect(file.kind == .missing)
    let mistake = try #require(throws: ModelError.self) {
      try Model("-", standardInput: { Array("input: [1]\nstages: 3".utf8) })
    }
    #expect(mistake.kind == .malformed)
    #expect(mistake.description.hasPrefix("standard input, line 2, column 9: 'stages' takes"))
  }

  @Test("The parameters that a file names are found beside it")
  func beside() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "net.yaml")
    try Data("input: [1, 8, 8]\nparameters: p.npz\nstages: [a: max-pooling]".utf8).write(to: path)
    let error = try #require(throws: ModelError.self) { try model(path.path) }
    #expect(error.kind == .missing)
    #expect(error.description.contains(folder.appending(path: "p.npz").path))
  }

  @Test("Parameters that do not fit are told one by one")
  func unfit() throws {
    let path = try #require(
      Bundle.module.url(forResource: "digits-plain", withExtension: "npz", subdirectory: "Networks")
    ).path
    let error = try #require(throws: ModelError.self) { try model("-", path) }
    #expect(
      error.lines.prefix(2) == [
        "the parameters in '\(path)' do not fit the network 'network':",
        "  conv1.weight must be 2 × 1 × 3 × 3, not 6 × 1 × 3 × 3",
      ])
  }
}
