import Neural

/// A built-in sample as the help lists it.
public struct Sample: Sendable, Equatable {
  /// How it is written on the command line, such as `digit:7#3`.
  public let pattern: String
  /// What it is, in one line.
  public let summary: String
}

/// A family of built-in samples: everything there is to know about one keyword.
struct SampleFamily: Sendable {
  /// What stands before the colon.
  let keyword: String
  /// How it is listed.
  let sample: Sample
  /// Whether it is a filter of one channel.
  var isKernel = false
  /// Whether it is a picture, whose channels are colours.
  var isPicture = false
  /// Its short name for titles, from what stands behind the colon.
  let title: @Sendable (String) -> String
  /// The tensor, from what stands behind the colon, or nil where there is no colon.
  let make: @Sendable (String?) throws(Fault) -> Tensor
}

extension SampleFamily {
  /// The family with a keyword, if there is one.
  static func named(_ keyword: String) -> SampleFamily? {
    all.first { $0.keyword == keyword }
  }

  /// A family of tensors of any shape, filled with values in row order.
  private static func shaped(
    _ keyword: String, title: String, _ summary: String,
    values: @escaping @Sendable (Int) -> [Double]
  ) -> SampleFamily {
    SampleFamily(
      keyword: keyword, sample: Sample(pattern: "\(keyword):4x5", summary: summary),
      title: { "\(title) \($0.replacing("x", with: " × "))" },
      make: { argument throws(Fault) in
        let shape = try SampleArgument(keyword, argument, example: "4x5").shape()
        return try Tensor(reading: shape, values(shape.reduce(1, *)))
      })
  }

  /// A filter that has no size to choose.
  private static func fixed(
    _ keyword: String, _ rows: [[Double]], _ summary: String
  ) -> SampleFamily {
    SampleFamily(
      keyword: keyword, sample: Sample(pattern: keyword, summary: summary),
      isKernel: true, title: { _ in keyword },
      make: { argument throws(Fault) in
        guard argument == nil else {
          throw Fault("\(keyword) has no size to choose", remedy: "write \(keyword) alone")
        }
        return try Tensor(rows)
      })
  }

  /// A filter whose side can be chosen.
  private static func sized(
    _ keyword: String, title: String, sides: some Sequence<Int> & Sendable, allowed: String,
    _ summary: String, rows: @escaping @Sendable (Int) -> [[Double]]
  ) -> SampleFamily {
    SampleFamily(
      keyword: keyword, sample: Sample(pattern: "\(keyword):3", summary: summary),
      isKernel: true, title: { "\($0) × \($0) \(title)" },
      make: { argument throws(Fault) in
        let side = try SampleArgument(keyword, argument, example: "3").side(
          in: sides, allowed: allowed)
        return try Tensor(rows(side))
      })
  }

  /// All families, in the order in which the help lists them.
  static let all: [SampleFamily] = [
    SampleFamily(
      keyword: "digit",
      sample: Sample(
        pattern: "digit:7#3",
        summary: "a handwritten digit, 8 × 8; #3 is the fourth of its kind, without # the first"),
      title: { "digit " + $0.replacing("#", with: " #") },
      make: { argument throws(Fault) in
        let (digit, index) = try SampleArgument("digit", argument, example: "7").digit()
        return try Digits.image(of: digit, index: index)
      }),
    SampleFamily(
      keyword: "letter",
      sample: Sample(pattern: "letter:Z", summary: "a capital letter A to Z, 6 × 6, 1 on 0"),
      title: { "letter \($0.uppercased())" },
      make: { argument throws(Fault) in
        try Tensor(SampleArgument("letter", argument, example: "Z").letter())
      }),
    SampleFamily(
      keyword: "photo",
      sample: Sample(
        pattern: "photo:coffee",
        summary: "a photograph in colour, 200 rows of 300 pixels; #grey, #red, … for one channel"),
      isPicture: true, title: { $0.replacing("#", with: ", ") },
      make: { argument throws(Fault) in
        let (name, channel) = try SampleArgument("photo", argument, example: "coffee").photograph()
        return try Photographs.reading(name, channel: channel)
      }),
    shaped("ramp", title: "ramp", "1, 2, 3 … in row order, of any shape") { count in
      (0..<count).map { Double($0 + 1) }
    },
    shaped("zeros", title: "zeros", "all 0, of any shape") { Array(repeating: 0, count: $0) },
    shaped("ones", title: "ones", "all 1, of any shape") { Array(repeating: 1, count: $0) },
    SampleFamily(
      keyword: "random",
      sample: Sample(
        pattern: "random:3x3@42",
        summary: "uniform in −1 … 1, two decimals, of any shape; @42 is the seed, without @ it is 0"
      ),
      title: { argument in
        let parts = argument.split(separator: "@")
        let shape = (parts.first ?? "").replacing("x", with: " × ")
        return "random \(shape)" + parts.dropFirst().map { ", seed \($0)" }.joined()
      },
      make: { argument throws(Fault) in
        let (shape, seed) = try SampleArgument("random", argument, example: "3x3@42")
          .shapeAndSeed()
        var generator = SeededGenerator(seed: seed)
        let count = shape.reduce(1, *)
        return try Tensor(reading: shape, (0..<count).map { _ in generator.nextWeight() })
      }),
    fixed("sobel-x", Kernels.sobelX, "vertical edges: [−1 0 1; −2 0 2; −1 0 1]"),
    fixed("sobel-y", Kernels.sobelY, "horizontal edges: [−1 −2 −1; 0 0 0; 1 2 1]"),
    fixed("laplacian", Kernels.laplacian, "edges of any direction: [0 1 0; 1 −4 1; 0 1 0]"),
    fixed("sharpen", Kernels.sharpen, "[0 −1 0; −1 5 −1; 0 −1 0]"),
    sized(
      "box", title: "box", sides: 1...25, allowed: "1 to 25", "the mean of n × n cells",
      rows: Kernels.box),
    sized(
      "gaussian", title: "gaussian", sides: 1...25, allowed: "1 to 25",
      "a binomial blur whose weights add up to 1", rows: Kernels.gaussian),
    sized(
      "vertical-stroke", title: "vertical stroke", sides: stride(from: 3, through: 25, by: 2),
      allowed: "odd, 3 to 25", "1 down the middle, −1/(n−1) beside it: finds vertical strokes",
      rows: Kernels.verticalStroke),
    sized(
      "horizontal-stroke", title: "horizontal stroke", sides: stride(from: 3, through: 25, by: 2),
      allowed: "odd, 3 to 25", "1 across the middle, −1/(n−1) beside it: finds horizontal strokes",
      rows: Kernels.horizontalStroke),
  ]
}

extension TensorSource {
  /// The built-in samples, for help and documentation.
  public static let samples: [Sample] = SampleFamily.all.map(\.sample)
}

extension Tensor {
  fileprivate init(_ rows: [[Double]]) throws(Fault) {
    try self.init(reading: [rows.count, rows.first?.count ?? 0], rows.flatMap { $0 })
  }
}
