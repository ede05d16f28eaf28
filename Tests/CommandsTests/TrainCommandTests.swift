import ArrayFiles
import Foundation
import Models
import Neural
import Testing

@testable import Commands

@Suite struct TrainCommandTests {
  private static let yaml = """
    name: two
    input: [1, 2, 2]
    stages:
      - fc: {fully-connected: {neurons: 2}}

    """

  /// Forty pictures of 2 × 2 bytes, bright above or bright below, and which of the two.
  private static func write(to folder: TemporaryFolder, count: Int = 40) throws {
    let number = [UInt8(0), 0, 0, UInt8(count)]
    var images: [UInt8] = [0, 0, 8, 3] + number + [0, 0, 0, 2, 0, 0, 0, 2]
    var labels: [UInt8] = [0, 0, 8, 1] + number
    for index in 0..<count {
      let (bright, dark) = (UInt8(255 - index), UInt8(index))
      images += index % 2 == 0 ? [bright, bright, dark, dark] : [dark, dark, bright, bright]
      labels.append(UInt8(index % 2))
    }
    try Data(images).write(to: URL(fileURLWithPath: folder("images")))
    try Data(labels).write(to: URL(fileURLWithPath: folder("labels")))
  }

  private func train(
    _ folder: TemporaryFolder, _ options: [String], input: String = yaml, isTerminal: Bool = false
  ) async throws -> (code: Int32, transcript: Transcript) {
    try Self.write(to: folder)
    return await run(
      ["train", "-", "--data", "\(folder("images")),\(folder("labels"))"] + options, input: input,
      outputIsTerminal: isTerminal)
  }

  @Test("Learns, says how it goes, and writes parameters that the network takes")
  func learns() async throws {
    let folder = try TemporaryFolder()
    let (code, transcript) = try await train(
      folder, ["--epochs", "3", "--batch", "4", "-o", folder("out.npz")])
    #expect(code == 0, "\(transcript.errors)")
    #expect(transcript.lines.count == 5)
    #expect(
      transcript.lines[0] == "two: 10 parameters; 36 examples to learn from, 4 to choose by")
    #expect(transcript.lines[1].hasPrefix("epoch 1 of 3: cost 0."))
    #expect(transcript.lines[3].hasSuffix("; validation 100.0 %"))
    #expect(transcript.lines[4].hasPrefix("kept epoch "))
    #expect(
      transcript.errors == "Note: the pixels are divided by 255; 'divide-input-by: 255' in the "
        + "network's file makes runs and figures do so too\n")
    let archive = try ArrayArchive(path: folder("out.npz"))
    #expect(archive.names == ["fc.weight", "fc.bias"])
    let answer = await run(
      ["network", "run", "-", "--input", "1 1; 0 0", "--parameters", folder("out.npz")],
      input: Self.yaml)
    #expect(answer.code == 0)
  }

  @Test("The same command writes the same bytes, on one thread and on two")
  func bytes() async throws {
    let folder = try TemporaryFolder()
    for threads in ["1", "2"] {
      let options = ["--epochs", "2", "--seed", "4", "--threads", threads]
      let (code, _) = try await train(
        folder, options + ["-o", folder("\(threads).npz"), "--history", folder("\(threads).json")])
      #expect(code == 0)
    }
    #expect(try folder.bytes("1.npz") == folder.bytes("2.npz"))
    #expect(try folder.bytes("1.json") == folder.bytes("2.json"))
  }

  @Test("What the network's file divides by holds, and nothing is noted")
  func divisor() async throws {
    let folder = try TemporaryFolder()
    let options = ["--epochs", "1", "-o"]
    let plain = try await train(folder, options + [folder("a.npz")])
    let said = try await train(
      folder, options + [folder("b.npz")], input: "divide-input-by: 255\n" + Self.yaml)
    let other = try await train(
      folder, options + [folder("c.npz")], input: "divide-input-by: 51\n" + Self.yaml)
    #expect(plain.code == 0 && said.code == 0 && other.code == 0)
    #expect(said.transcript.errors == "")
    #expect(try folder.bytes("a.npz") == folder.bytes("b.npz"))
    #expect(try folder.bytes("a.npz") != folder.bytes("c.npz"))
  }

  @Test("The history has every epoch, and the recorded parameters before and after")
  func history() async throws {
    let folder = try TemporaryFolder()
    let (code, transcript) = try await train(
      folder,
      [
        "--epochs", "3", "--validation", "0", "--history", folder("h.json"), "--record-epochs",
        "0,last", "-o", folder("out.npz"), "--adam", "--seed", "9",
      ])
    #expect(code == 0, "\(transcript.errors)")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(folder.bytes("h.json"))) as? [String: Any])
    #expect(object["network"] as? String == "two")
    #expect(object["cost"] as? String == "cross-entropy")
    #expect((object["optimiser"] as? [String: Any])?["rate"] as? Double == 0.001)
    let epochs = try #require(object["epochs"] as? [[String: Any]])
    #expect(epochs.map { $0["epoch"] as? Int } == [1, 2, 3])
    #expect((epochs[0]["training"] as? [String: Any])?["count"] as? Int == 40)
    #expect(epochs[0]["validation"] == nil)
    let recorded = try #require(object["parameters"] as? [[String: Any]])
    #expect(recorded.map { $0["epoch"] as? Int } == [0, 3])
    let tensors = try #require(recorded[1]["tensors"] as? [String: Any])
    let learnt = try ArrayArchive(path: folder("out.npz")).tensor(named: "fc.weight")
    let rows = try #require(tensors["fc.weight"] as? [[Double]])
    #expect(Self.isSame(rows.flatMap { $0 }, learnt.values))
    let start = try #require(recorded[0]["tensors"] as? [String: Any])
    let network = try NetworkFile(reading: Array(Self.yaml.utf8)).plan.network(seed: 9)
    let bias = try #require(start["fc.bias"] as? [Double])
    #expect(Self.isSame(bias, network.parameters[1].tensor.values))
  }

  /// Whether numbers are the same but for the last bits, which Foundation's reader of JSON may miss.
  private static func isSame(_ found: [Double], _ expected: [Double]) -> Bool {
    found.count == expected.count
      && zip(found, expected).allSatisfy { abs($0 - $1) <= 8 * $1.ulp }
  }

  @Test("Training goes on from parameters of a file")
  func goesOn() async throws {
    let folder = try TemporaryFolder()
    let options = ["--epochs", "1", "--batch", "36", "--momentum", "0"]
    _ = try await train(folder, options + ["-o", folder("a.npz")])
    let (code, _) = try await train(
      folder, options + ["--parameters", folder("a.npz"), "-o", folder("b.npz")])
    let twice = ["--epochs", "2"] + options.dropFirst(2)
    _ = try await train(folder, twice + ["-o", folder("c.npz")])
    #expect(code == 0)
    let (b, c) = (try ArrayArchive(path: folder("b.npz")), try ArrayArchive(path: folder("c.npz")))
    let (again, whole) = (try b.tensor(named: "fc.weight"), try c.tensor(named: "fc.weight"))
    // One batch holds everything, so that the order matters for the last bits alone.
    #expect(zip(again.values, whole.values).allSatisfy { abs($0 - $1) <= 1e-12 })
  }

  @Test("On a terminal one line is written anew")
  func terminal() async throws {
    let folder = try TemporaryFolder()
    let (code, transcript) = try await train(
      folder, ["--epochs", "2", "-o", folder("out.npz")], isTerminal: true)
    #expect(code == 0)
    #expect(transcript.lines.count == 3)
    #expect(transcript.lines[1].hasPrefix("\r\u{1B}[Kepoch 1 of 2, 88 %: cost "))
    #expect(transcript.lines[1].contains("\r\u{1B}[Kepoch 2 of 2: cost "))
  }

  @Test("Parameters on standard output have it for themselves")
  func standardOutput() async throws {
    let folder = try TemporaryFolder()
    let (code, transcript) = try await train(folder, ["--epochs", "1", "-o", "-"])
    #expect(code == 0)
    #expect(try ArrayArchive(transcript.output, source: "-").names == ["fc.weight", "fc.bias"])
    #expect(transcript.errors.contains("epoch 1 of 1: "))
  }

  @Test("A divergence is an error, and nothing is written")
  func diverges() async throws {
    let folder = try TemporaryFolder()
    let (code, transcript) = await run([
      "train", "tiny", "--data", "digits", "--rate", "1e9", "-o", folder("out.npz"), "--history",
      folder("h.json"),
    ])
    #expect(code == 65)
    #expect(transcript.errors.contains("Error: the training diverged: in epoch 1, step "))
    #expect(try folder.names().isEmpty)
  }

  @Test(
    "Wrong options are refused",
    arguments: [
      (["-o", "a.txt"], "must end in .npz"),
      (["--adam", "--momentum", "0.5", "-o", "a.npz"], "--adam"),
      (["--epochs", "0", "-o", "a.npz"], "1 epoch or more"),
      (["--validation", "1", "-o", "a.npz"], "from 0 to less than 1"),
      (["--validation", "0.999", "-o", "a.npz"], "leaves none of 40"),
      (["--record", "fc", "-o", "a.npz"], "for --history"),
      (["--test", "digits", "-o", "a.npz"], "two files"),
      (["--history", "h.json", "--record", "nowhere", "-o", "a.npz"], "the stages are fc"),
      (["--history", "h.json", "--record-epochs", "11", "-o", "a.npz"], "there is no epoch 11"),
    ])
  func refusals(options: [String], words: String) async throws {
    let folder = try TemporaryFolder()
    let (code, transcript) = try await train(folder, options)
    #expect(code == 64 || options.contains("nowhere"))
    #expect(transcript.errors.contains(words), "\(transcript.errors)")
  }

  @Test("Files that are not there, and folders that cannot be written to, are found out first")
  func missing() async throws {
    let folder = try TemporaryFolder()
    let none = await run(["train", "tiny", "--data", "/none,/none", "-o", folder("a.npz")])
    #expect(none.code == 66)
    let wrong = await run(["train", "tiny", "--data", "/none", "-o", folder("a.npz")])
    #expect(wrong.code == 64)
    let output = try await train(folder, ["-o", folder("no/a.npz")])
    #expect(output.code == 73)
    #expect(!output.transcript.text.contains("epoch"))
  }

  @Test("The network must take what there is to learn from")
  func shapes() async throws {
    let folder = try TemporaryFolder()
    let (code, transcript) = try await train(
      folder, ["-o", folder("a.npz")], input: Self.yaml.replacing("[1, 2, 2]", with: "[1, 2, 3]"))
    #expect(code == 65)
    #expect(transcript.errors.contains("takes inputs of 1 × 2 × 3, not 2 × 2"))
  }

  @Test("Ctrl-C ends the training, and what is best so far is written")
  func interrupted() throws {
    let folder = try TemporaryFolder()
    let script = """
      set -m; cd '\(folder.path)'
      env --default-signal "$0" train tiny --data digits --epochs 100000 -o t.npz > log & pid=$!
      for i in $(seq 600); do grep -q '^epoch  *1 ' log && break; sleep 0.1; done
      kill -INT $pid; wait $pid; echo $?; tail -n 1 log | cut -d ' ' -f 1-3; ls -A
      """
    #expect(try shell(script).output == "0\ninterrupted; kept epoch\nlog\nt.npz\n")
  }
}
