import Foundation
import Synchronization
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

  @Test("A trace from standard input is checked as it comes, and no further than its mistake")
  func streaming() async throws {
    let portions = Mutex([#"{"format": "convlens"#, #" thing", "version": 1"#, "more", "more"])
    let console = Console(
      read: { buffer in
        let portion = portions.withLock { $0.isEmpty ? "" : $0.removeFirst() }
        buffer.copyBytes(from: portion.utf8)
        return portion.utf8.count
      }, writeOutput: { _ in }, writeError: { _ in }, outputIsTerminal: false,
      errorIsTerminal: false)
    #expect(ConvLens.run(["trace", "--check", "-"], console: console) == 65)
    #expect(portions.withLock { $0.count } == 2)
  }

  @Test("The trace with an infinity that was written is read back", arguments: ["json", "jsonl"])
  func infinity(format: String) async throws {
    let options = [
      "--input", "1e308 1e308; 1e308 1e308", "--filter", "1e308 1; 1 1", "--target", "1",
    ]
    let (code, transcript) = await run(["trace", "--format", format] + options)
    #expect(code == 0)
    #expect(transcript.text.contains("\"Infinity\""))
    let check = await run(["trace", "--check", "-"], input: transcript.text)
    #expect(check.code == 0, "\(check.transcript.errors)")
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

  @Test("A target is in the trace with the cost and its value, and in the summary; both hold")
  func cost() async throws {
    let arguments = ["trace", "--target", "370 470; 670 772", "--cost", "quadratic"]
    let (code, transcript) = await run(arguments)
    #expect(code == 0, "\(transcript.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(transcript.output)) as? [String: Any]
    let cost = try #require(object?["cost"] as? [String: Any])
    #expect(cost["name"] as? String == "quadratic")
    #expect(cost["value"] as? Double == 2)
    try Data(transcript.output).write(to: URL(filePath: folder("t.json")))
    #expect(await run(["trace", "--check", folder("t.json")]).0 == 0)
    let summary = await run(arguments + ["--summary"]).1
    #expect(summary.text.contains("quadratic cost against the target: 2\n"))
  }

  @Test("An upstream gradient adds the backward passes, a target too")
  func gradients() async throws {
    let passes = [
      "forward", "bias_gradient", "weight_gradient", "activation_gradient",
      "bias_gradient_correlation", "weight_gradient_correlation",
      "activation_gradient_convolution",
    ]
    let (code, upstream) = await run(["trace", "--upstream", "1 0; 0 -1"])
    #expect(code == 0, "\(upstream.errors)")
    let (_, target) = await run(["trace", "--target", "369 470; 670 771"])
    let withoutCost = target.text.replacing(/\n  "cost": .*/, with: "")
    #expect(upstream.text == withoutCost)
    let found = try Self.steps(of: upstream.output).compactMap { $0["pass"] as? String }
    #expect(Array(Set(found)).sorted() == passes.sorted())
  }

  @Test(
    "Pooling and fully connected layers are traced",
    arguments: ["convolution", "max-pooling", "average-pooling", "fully-connected"])
  func layers(layer: String) async throws {
    let (code, transcript) = await run([
      "trace", "--layer", layer, "--upstream", "random:@1", "-o", folder("a.jsonl"),
    ])
    #expect(code == 0, "\(transcript.errors)")
    let (checked, report) = await run(["trace", "--check", folder("a.jsonl")])
    #expect(checked == 0, "\(report.errors)")
    let lines = String(decoding: try folder.bytes("a.jsonl"), as: UTF8.self).split(separator: "\n")
    #expect(report.text.hasPrefix("\(lines.count - 1) steps with "))
  }

  @Test("Passes, maps, steps and keys can be chosen")
  func selection() async throws {
    let maps = ["trace", "--filter", "1 2; 3 4 || 1 0; 0 1", "--upstream", "ones"]
    func steps(_ options: [String]) async throws -> [[String: Any]] {
      let (code, transcript) = await run(maps + options)
      #expect(code == 0, "\(transcript.errors)")
      return try Self.steps(of: transcript.output)
    }
    #expect(try await steps(["--pass", "forward"]).count == 8)
    #expect(try await steps(["--pass", "forward,bias-gradient", "--map", "1"]).count == 8)
    #expect(try await steps(["--pass", "forward", "--every", "3"]).count == 3)
    // Each gradient has a last step, also where it has fewer than the forward pass.
    #expect(try await steps(["--steps", "last"]).count == 7)
    let short = try await steps(["--pass", "forward", "--steps", "0", "--fields", "position,a"])
    #expect(
      short[0].keys.sorted() == ["a", "index", "kind", "layer", "map", "pass", "position"])
    let explained = try await steps(["--pass", "weight-gradient", "--steps", "0", "--explain"])
    #expect((explained[0]["explanation"] as? String)?.isEmpty == false)
  }

  @Test("A trace is compressed by its ending or where that is asked for, and read alike")
  func compressed() async throws {
    let plain = await run(["trace", "--format", "jsonl"]).transcript.output
    #expect(await run(["trace", "-o", folder("a.jsonl.gz")]).code == 0)
    #expect(await run(["trace", "--compress", "-o", folder("b.jsonl")]).code == 0)
    let bytes = try folder.bytes("a.jsonl.gz")
    #expect(bytes.starts(with: [0x1F, 0x8B]))
    #expect(bytes.count < plain.count)
    #expect(try folder.bytes("b.jsonl") == bytes)
    #expect(await run(["trace", "--check", folder("a.jsonl.gz")]).code == 0)
    let figure = await run(["figure", "step", "--trace", folder("b.jsonl"), "-o", folder("a.svg")])
    #expect(figure.code == 0, "\(figure.transcript.errors)")
    let terminal = await run(["trace", "--compress"], outputIsTerminal: true)
    #expect(terminal.code == 64)
    #expect(terminal.transcript.output.isEmpty)
  }

  @Test("A summary counts what the trace would hold, and writes none")
  func summary() async throws {
    let arguments = ["trace", "--upstream", "ones", "--pass", "forward,weight-gradient"]
    let (code, transcript) = await run(arguments + ["--summary"])
    #expect(code == 0, "\(transcript.errors)")
    let bytes = await run(arguments).transcript.output.count
    let total = try #require(transcript.lines.last)
    #expect(total.hasPrefix("total"))
    let numbers = total.split(separator: " ").dropFirst().map { $0.filter(\.isNumber) }
    #expect(numbers.first == "8")
    #expect(numbers.last == "\(bytes)")
  }

  @Test("A trace that was changed fails its check with the place")
  func tampered() async throws {
    let trace = await run(["trace", "--format", "jsonl"]).transcript.text
    let changed = trace.replacingOccurrences(of: "\"dot_product\":470", with: "\"dot_product\":471")
    #expect(changed != trace)
    try folder.write(changed, to: "a.jsonl")
    let (code, transcript) = await run(["trace", "--check", folder("a.jsonl")])
    #expect(code == 65)
    for part in ["a.jsonl', line 3", "step 1", "dot_product", "470", "471"] {
      #expect(transcript.errors.contains(part), "\(transcript.errors)")
    }
    let piped = await run(["trace", "--check", "-"], input: changed)
    #expect(piped.code == 65)
    #expect(piped.transcript.errors.contains("standard input, line 3"))
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
      (["--pass", "weight-gradient"], 64), (["--pass", "backward"], 64),
      (["--pass", "forward,"], 64), (["--map", "1"], 64), (["--every", "0"], 64),
      (["--summary", "-o", "a.json"], 64), (["--summary", "--compress"], 64),
      (["--check", "a.json", "--summary"], 64), (["--compress", "-o", "a.gz"], 64),
      (["-o", "a.jsonl.gz", "--format", "json"], 64), (["--fields", "colour"], 64),
      (["--upstream", "1"], 65),
      (["--check", "/nowhere/a.json"], 66), (["--check", "/"], 66), (["--check", "/dev/null"], 65),
      (["--check", "a.json", "--input", "1"], 64), (["--check", "a.json", "-o", "b.json"], 64),
      (["--check", "a.json", "--every", "2"], 64), (["--check", "a.json", "--upstream", "1"], 64),
    ])
  func refused(arguments: [String], expected: Int) async {
    let (code, transcript) = await run(["trace"] + arguments)
    #expect(Int(code) == expected, "\(transcript.errors)")
    #expect(transcript.output.isEmpty)
    #expect(transcript.errors.hasPrefix("Error: "))
  }
}
