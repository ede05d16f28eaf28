import ArgumentParser
import Foundation

#if FUZZER
  /// What libFuzzer calls with every input; it brings its own `main`.
  @_cdecl("LLVMFuzzerTestOneInput")
  public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let (target, input) = Target.of(Array(UnsafeBufferPointer(start: start, count: count)))
    do {
      try target.run(input)
    } catch {
      // A crash is how libFuzzer is told of a finding.
      preconditionFailure(error.description)
    }
    return 0
  }
#else
  @main
  extension FuzzCommand {}
#endif

/// Brings hostile and merely wrong input to every reader and to the command line, for a while.
///
/// The same seed gives the same inputs. The input at hand is kept in a file, which is left where the
/// process crashes.
struct FuzzCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convlens-fuzz",
    abstract: "Brings hostile input to every reader and to the command line.")

  @Option(help: "What the inputs are made from; the same seed, the same inputs.")
  var seed: UInt64 = 1

  @Option(help: "How long it goes on.")
  var seconds = 120.0

  @Option(help: "Where the input at hand is kept, which stays where it crashes.")
  var last = "convlens-fuzz-last"

  @Option(help: "Seconds of one input that are too many.")
  var slow = 20.0

  @Option(help: "A folder of archives and networks to begin with too: Tests/ModelsTests/Networks.")
  var models: String?

  @Option(help: "How many inputs at most.")
  var count = Int.max

  @Option(help: "Only these targets, such as archive.")
  var target: [String] = []

  @Option(help: "Give one input, which was kept, once more.")
  var replay: String?

  @Option(help: "Write the inputs to begin with into a folder, for libFuzzer, and end.")
  var corpus: String?

  @Option(help: "Draw so many random pictures instead, and hold each to what it owes its reader.")
  var scenes: Int?

  @Option(help: "Draw the random picture of this number, and say what is wrong with it.")
  var scene: Int?

  func run() throws {
    if let scene { return try SceneFuzz(count: 1, seed: seed).draw(scene) }
    if let scenes { return try SceneFuzz(count: scenes, seed: seed, last: last).run() }
    if let corpus { return try writeCorpus(into: URL(fileURLWithPath: corpus)) }
    if let replay {
      let (target, input) = Target.of(Array(try Data(contentsOf: URL(fileURLWithPath: replay))))
      print("\(target), \(input.count) bytes")
      return try target.run(input)
    }
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let all = try Corpus.inputs + (models.map(Corpus.models) ?? [])
    let targets = Target.allCases.filter { target.isEmpty || target.contains("\($0)") }
      .flatMap { Array(repeating: $0, count: target.isEmpty ? $0.weight : 1) }
    let inputs = all.filter { input in targets.contains { $0.rawValue == input[0] } }
    try Data().write(to: URL(fileURLWithPath: last))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: last))
    var counts: [Target: Int] = [:]
    let start = ContinuousClock.now
    let end = start + .seconds(seconds)
    var index = 0
    while ContinuousClock.now < end, index < count {
      let input = index < inputs.count ? inputs[index] : next(from: inputs, of: targets, &random)
      try keep(input, in: file)
      let begun = ContinuousClock.now
      let (target, body) = Target.of(input)
      try target.run(body)
      let taken = ContinuousClock.now - begun
      guard taken < .seconds(slow) else { throw Finding("\(target) took \(taken)") }
      counts[target, default: 0] += 1
      index += 1
    }
    try FileManager.default.removeItem(atPath: last)
    for target in Target.allCases { print("\(target): \(counts[target] ?? 0) inputs") }
    print("\(index) inputs in \(ContinuousClock.now - start), no finding")
  }

  /// A target by its weight, and an input of it that is changed.
  private func next(
    from inputs: [[UInt8]], of targets: [Target], _ random: inout SeededGenerator
  ) -> [UInt8] {
    let target = targets.randomElement(using: &random) ?? .array
    let fitting = inputs.filter { $0.first == target.rawValue }
    guard let input = fitting.randomElement(using: &random),
      let other = fitting.randomElement(using: &random)
    else { return [target.rawValue] }
    if target.isGenerated {
      let count = Int.random(in: 0..<160, using: &random)
      return [target.rawValue]
        + (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
    return Mutation.of(input, with: other, &random)
  }

  /// Keeps an input in the file, which stays open: one that is emptied and written anew waits for the
  /// disk each time.
  private func keep(_ input: [UInt8], in file: FileHandle) throws {
    try file.seek(toOffset: 0)
    try file.write(contentsOf: input)
    try file.truncate(atOffset: UInt64(input.count))
  }

  private func writeCorpus(into folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (index, input) in Corpus.inputs.enumerated() {
      try Data(input).write(to: folder.appendingPathComponent("\(index)"))
    }
  }
}
