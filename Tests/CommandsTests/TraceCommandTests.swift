import Foundation
import Testing

@testable import Commands

@Suite struct TraceCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func steps(of json: [UInt8]) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
    return try #require(object?["steps"] as? [[String: Any]])
  }

  @Test("The trace of the article's 3 × 3 example goes to standard output")
  func example() async throws {
    let (code, transcript) = await run(["trace"])
    #expect(code == 0)
    let steps = try Self.steps(of: transcript.output)
    #expect(steps.map { $0["a"] as? Double } == [370, 470, 670, 770])
  }

  @Test("The bias and the activation act")
  func layer() async throws {
    let (_, transcript) = await run(["trace", "--bias", "-500", "--activation", "relu"])
    let steps = try Self.steps(of: transcript.output)
    #expect(steps.map { $0["z"] as? Double } == [-130, -30, 170, 270])
    #expect(steps.map { $0["a"] as? Double } == [0, 0, 170, 270])
  }

  private static let geometries: [(arguments: [String], activations: [Double])] = [
    (["--stride", "2"], [370]), (["--stride", "2,1"], [370, 470]),
    (["--stride", "1,2"], [370, 670]), (["--dilation", "2"], [640]),
    (["--padding", "full", "--stride", "3"], [40, 90, 140, 90]),
    (["--padding", "0,0,0,1"], [370, 470, 210, 670, 770, 330]),
    (["--operation", "convolution"], [230, 330, 530, 630]),
  ]

  @Test("The geometry acts", arguments: geometries)
  func geometry(arguments: [String], activations: [Double]) async throws {
    let (code, transcript) = await run(["trace"] + arguments)
    #expect(code == 0)
    let steps = try Self.steps(of: transcript.output)
    #expect(steps.compactMap { $0["a"] as? Double } == activations)
  }

  @Test("One bias serves all maps, and channels go by groups")
  func maps() async throws {
    let (code, transcript) = await run([
      "trace", "--input", "1|2", "--filter", "10||100", "--groups", "2", "--bias", "0.5",
    ])
    #expect(code == 0, "\(transcript.errors)")
    let steps = try Self.steps(of: transcript.output)
    #expect(steps.map { $0["a"] as? Double } == [10.5, 200.5])
  }

  @Test("A .jsonl file has a header and a line for each step that is asked for")
  func lines() async throws {
    let (code, transcript) = await run(["trace", "--steps", "0-1,last", "-o", folder("a.jsonl")])
    #expect(code == 0)
    #expect(transcript.output.isEmpty)
    let text = String(decoding: try folder.bytes("a.jsonl"), as: UTF8.self)
    #expect(text.split(separator: "\n").count == 4)
    #expect(try folder.names() == ["a.jsonl"])
  }

  @Test("The file holds what standard output gets")
  func same() async throws {
    #expect(await run(["trace", "-o", folder("a.json")]).code == 0)
    #expect(try await run(["trace"]).transcript.output == folder.bytes("a.json"))
  }

  @Test(
    "What cannot be done ends with its exit code",
    arguments: [
      (["-o", "a.txt"], 64), (["-o", "a.json", "--format", "jsonl"], 64), (["--steps", "4"], 64),
      (["-o", "/nowhere/a.json"], 73), (["--input", "1 x"], 65),
    ])
  func refused(arguments: [String], expected: Int) async {
    let (code, transcript) = await run(["trace"] + arguments)
    #expect(Int(code) == expected, "\(transcript.errors)")
    #expect(transcript.output.isEmpty)
    #expect(transcript.errors.hasPrefix("Error: "))
  }
}
