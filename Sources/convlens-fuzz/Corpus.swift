import Commands
import Foundation
import Lectures
import Synchronization

/// Inputs that are right, to begin with: what is nearly right goes deepest.
enum Corpus {
  /// The inputs, each with its target before it.
  static let inputs: [[UInt8]] = traces + lessons + arrays + networks + seeds

  /// The archives and networks of a folder.
  static func models(in folder: String) throws -> [[UInt8]] {
    let targets: [String: Target] = [
      "npz": .archive, "pth": .archive, "safetensors": .archive, "onnx": .network,
      "yaml": .network,
    ]
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    return try names.flatMap { name -> [[UInt8]] in
      let url = URL(fileURLWithPath: folder).appendingPathComponent(name)
      guard let target = targets[url.pathExtension] else { return [] }
      let bytes = try Data(contentsOf: url)
      // The tensors of a network are an archive too.
      return target == .network
        ? [input(.network, bytes), input(.archive, bytes)] : [input(target, bytes)]
    }
  }

  private static func input(_ target: Target, _ bytes: some Sequence<UInt8>) -> [UInt8] {
    [target.rawValue] + bytes
  }

  private static var traces: [[UInt8]] {
    let computations = [
      ["--input", "1 2 3; 4 5 6; 7 8 9", "--filter", "10 20; 30 40", "--bias", "0.5"],
      ["--padding", "1", "--upstream", "ones", "--activation", "sigmoid"],
      ["--layer", "max-pooling", "--input", "ramp:2x3x3", "--upstream", "random:@1"],
      ["--layer", "average-pooling", "--input", "ramp:3x3", "--upstream", "random:@1"],
      [
        "--layer", "fully-connected", "--input", "1 2; 3 4", "--filter", "1 2 3 4; 5 6 7 8",
        "--target", "1 0",
      ],
    ]
    return computations.flatMap { options in
      ["json", "jsonl"].map { format in
        input(.trace, output(["trace", "--format", format] + options))
      }
    }
  }

  private static var lessons: [[UInt8]] {
    BuiltInLesson.all.map { input(.lesson, $0.source) }
      + [input(.lesson, BuiltInLesson.template)]
  }

  private static var networks: [[UInt8]] {
    let yaml =
      "input: [1, 8, 8]\nstages:\n  - conv1: {convolution: {maps: 2, kernel: 3}}\n"
      + "  - pool1: {max-pooling: {window: 2}}\n  - fc: {fully-connected: {neurons: 3}}\n"
    // A Relu of x, [1, 1, 8, 8], that gives y.
    let onnx = [UInt8](
      Data(
        base64Encoded:
          "CAg6MAoMCgF4EgF5IgRSZWx1WhsKAXgSFgoUCAESEAoCCAEKAggBCgIICAoCCAhiAwoBeUICEBE="
      ) ?? Data())
    return [input(.network, yaml.utf8), input(.network, onnx), input(.archive, onnx)]
  }

  private static var arrays: [[UInt8]] {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }"
    let npy =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + [UInt8](repeating: 0, count: 16)
    // 2 × 2 pixels of grey.
    let png = [UInt8](
      Data(
        base64Encoded:
          "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGNgYPjPwAAAAwIA//8V8b0AAAAASUVORK5CYII="
      ) ?? Data())
    let idx: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4]
    let csv = Array("1,2.5,-3\n4,5e-3,6\n".utf8)
    let json = Array("{\"data\": [[1, 2], [3.5, -4e2]]}".utf8)
    let files = [npy, png, idx, csv, json]
    return files.map { input(.array, $0) }
      + files.enumerated().map { input(.arrayFile, [UInt8($0)] + $1) }
      + ["1 2; 3 4 | 5 6; 7 8", "1,2;3,4", "digit:7#3", "random:2x3@4", "a.csv@row:1"].map {
        input(.inlineArray, $0.utf8)
      }
  }

  /// Bytes for the generators: each is a command line or a lesson.
  private static var seeds: [[UInt8]] {
    let generated = Target.allCases.filter(\.isGenerated)
    return (UInt64(0)..<64).map { seed in
      var generator = SeededGenerator(seed: seed)
      let bytes = (0..<48).map { _ in UInt8.random(in: 0...255, using: &generator) }
      return input(generated[Int(seed) % generated.count], bytes)
    }
  }

  /// What a command writes to standard output.
  private static func output(_ arguments: [String]) -> [UInt8] {
    let bytes = Mutex<[UInt8]>([])
    let console = Console.inMemory(output: { portion in bytes.withLock { $0 += portion } })
    _ = ConvLens.run(arguments, console: console)
    return bytes.withLock { $0 }
  }
}

/// Changes inputs blindly, as bits, bytes and numbers in text.
enum Mutation {
  private static let numbers = [
    "0", "-1", "1e308", "1e-320", "9223372036854775807", "18446744073709551616", "2147483648",
    "4294967296", "1.5", "-0",
  ]

  /// A changed input, never another target.
  static func of(_ input: [UInt8], with other: [UInt8], _ random: inout SeededGenerator) -> [UInt8]
  {
    var body = Array(input.dropFirst())
    for _ in 0...Int.random(in: 0..<6, using: &random) { change(&body, other, &random) }
    return input.prefix(1) + body
  }

  private static func change(
    _ body: inout [UInt8], _ other: [UInt8], _ random: inout SeededGenerator
  ) {
    guard !body.isEmpty else {
      body.append(UInt8.random(in: 0...255, using: &random))
      return
    }
    let place = Int.random(in: 0..<body.count, using: &random)
    let length = Int.random(in: 1...min(32, body.count - place), using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: body[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: body[place] = UInt8.random(in: 0...255, using: &random)
    case 2: body.insert(UInt8.random(in: 0...255, using: &random), at: place)
    case 3: body.removeSubrange(place..<(place + length))
    case 4: body.insert(contentsOf: body[place..<(place + length)], at: place)
    case 5: body[place] = [0, 0x7F, 0x80, 0xFF, 0x22, 0x5B].randomElement(using: &random) ?? 0
    case 6:
      let number = numbers.randomElement(using: &random) ?? "0"
      let end = body[place...].firstIndex { !(0x30...0x39).contains($0) } ?? body.count
      body.replaceSubrange(place..<end, with: number.utf8)
    default:
      let from = Int.random(in: 0..<max(1, other.count), using: &random)
      body.insert(contentsOf: other.dropFirst(from).prefix(length), at: place)
    }
  }
}
