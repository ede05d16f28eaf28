import Figures
import Models
import Neural
import Studio

/// Options of a layer that a figure shows: sizes, channels, strides, paddings and numbers that break
/// careless layouts.
struct RandomOptions {
  /// An option and its value, as a command line has them.
  typealias Option = (name: String, value: String)

  var random: SeededGenerator

  /// Options with their values; what a layer makes of them is not known yet.
  mutating func options(of figure: FigureKind) -> [Option] {
    if figure.isOfNetworks { return network(for: figure.needs) }
    if let own = own(figure.name) { return own }
    let kind: String
    if figure.name == "step" {
      kind = one(of: ["convolution", "max-pooling", "average-pooling", "fully-connected"])
    } else {
      kind = (try? Example.of(figure).kind) ?? "convolution"
    }
    let layer: [Option] = [("layer", kind)]
    switch kind {
    case "max-pooling", "average-pooling": return layer + pooling()
    case "fully-connected": return layer + fullyConnected()
    default: return layer + convolution()
    }
  }

  /// The options of a figure that is of no layer with a filter; nil for the others.
  private mutating func own(_ figure: String) -> [Option]? {
    switch figure {
    case "softmax-cross-entropy":
      let classes = one(of: [1, 2, 3, 5, 10, 11, 40])
      let input: Option = ("input", tensor([classes]))
      guard once(in: 3) else {
        return [
          ("layer", "identity"), input, ("cost", "cross-entropy"),
          ("target", "class:\(Int.random(in: 0..<classes, using: &random))"),
        ]
      }
      return [("layer", "softmax"), input]
    case "activation-functions":
      return [
        ("layer", one(of: ["sigmoid", "relu", "tanh", "leaky-relu", "softplus", "gelu"])),
        ("input", tensor(extent())),
      ]
    case "transposed-convolution": return transposed()
    case "residual", "depthwise", "batch-normalisation":
      var options: [Option] = [
        ("network", "residual"), ("seed", "\(Int.random(in: 0..<9, using: &random))"),
        ("input", "random:8x8@\(one(of: [1, 2, 3]))"),
      ]
      let norm = one(of: ["bn1", "bn2"])
      options.append(
        ("at", figure == "residual" ? "sum" : figure == "depthwise" ? "depth" : norm))
      if figure == "batch-normalisation" {
        options.append(("mode", one(of: ["training", "inference"])))
      }
      if once(in: 2) { options += [("target", "class:3"), ("cost", "cross-entropy")] }
      return options
    case "dropout": return once(in: 3) ? [] : [("layer", "dropout"), ("input", tensor(extent()))]
    default: return nil
    }
  }

  private mutating func transposed() -> [Option] {
    let extent = extent().map { min($0, 12) }
    let channels = one(of: [1, 1, 1, 2, 3])
    let kernel = one(of: [1, 2, 2, 3, 3, 5])
    let stride = one(of: [1, 2, 2, 3])
    return [
      ("layer", "transposed-convolution"),
      ("input", tensor(channels == 1 ? extent : [channels] + extent)),
      ("filter", tensor([channels, one(of: [1, 1, 2]), kernel, kernel])), ("stride", "\(stride)"),
    ] + activation()
  }

  /// A network that comes with the program, with random parameters or those that it has learnt, or
  /// nothing, so that the figure shows its own.
  private mutating func network(for needs: Exhibit.Needs) -> [Option] {
    if needs.contains(.course) || once(in: 4) { return [] }
    let needsDigits = needs.contains(.examples)
    let name = one(of: needsDigits ? ["tiny", "digits", "residual"] : Preset.all.map(\.name))
    var options: [Option] = [
      ("network", name), ("seed", "\(Int.random(in: 0..<9, using: &random))"),
    ]
    let size = ["tiny", "digits", "residual"].contains(name) ? "8x8" : "28x28"
    options.append(
      ("input", once(in: 3) ? "ramp:\(size)" : "random:\(size)@\(one(of: [1, 2, 3]))"))
    if needsDigits { options.append(("data", "digits")) }
    if needs.contains(.gradient) || once(in: 2) {
      options += [("target", "class:\(one(of: [0, 3, 9]))"), ("cost", "cross-entropy")]
    }
    return options
  }

  private mutating func one<Value>(of values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  private mutating func once(in odds: Int) -> Bool {
    Int.random(in: 0..<odds, using: &random) == 0
  }

  /// Rows and columns of an input.
  private mutating func extent() -> [Int] {
    one(of: [
      [1, 1], [1, 9], [9, 1], [2, 2], [3, 3], [3, 3], [4, 4], [5, 5], [6, 6], [4, 7], [7, 3],
      [8, 8], [12, 12], [14, 14], [1, 40], [28, 28], [40, 12], [64, 64],
    ])
  }

  private mutating func convolution() -> [Option] {
    let extent = extent()
    let channels = one(of: [1, 1, 1, 1, 2, 2, 3, 4, 9, 40])
    let groups = once(in: 6) ? one(of: [2, channels]) : 1
    let maps = groups * one(of: [1, 1, 1, 2, 3, 8])
    let kernel = extent.map { length in
      min(length, one(of: [1, 2, 2, 3, 3, 5, 7, 11]))
    }
    var options: [Option] = [("input", tensor(channels == 1 ? extent : [channels] + extent))]
    options.append(("filter", tensor([maps, max(1, channels / groups)] + kernel)))
    if groups > 1 { options.append(("groups", "\(groups)")) }
    if once(in: 2) { options.append(("bias", tensor([maps]))) }
    if once(in: 3) { options.append(("stride", one(of: ["2", "3", "1,2"]))) }
    if once(in: 2) {
      options.append(("padding", one(of: ["same", "full", "1", "0,2", "1,2,0,3", "same-lower"])))
    }
    if once(in: 6) { options.append(("dilation", one(of: ["2", "1,2", "3"]))) }
    if once(in: 5) { options.append(("operation", "convolution")) }
    if once(in: 8) {
      options.append(("padding-mode", one(of: ["reflect", "replicate", "circular"])))
    }
    return options + activation() + [("upstream", upstream())]
  }

  private mutating func pooling() -> [Option] {
    let extent = extent()
    let channels = one(of: [1, 1, 1, 2, 3, 5])
    var options: [Option] = [("input", tensor(channels == 1 ? extent : [channels] + extent))]
    options.append(("window", one(of: ["1", "2", "2", "3", "1,2", "2,3"])))
    if once(in: 2) { options.append(("stride", one(of: ["1", "1", "2", "3", "1,2"]))) }
    if once(in: 4) { options.append(("padding", one(of: ["same", "1", "0,1"]))) }
    return options + [("upstream", upstream())]
  }

  private mutating func fullyConnected() -> [Option] {
    let shape = once(in: 2) ? extent() : [one(of: [1, 2, 3, 4, 6, 9, 16, 30])]
    let neurons = one(of: [1, 2, 3, 4, 5, 10, 16])
    var options: [Option] = [("input", tensor(shape))]
    options.append(("filter", tensor([neurons, shape.reduce(1, *)])))
    if once(in: 2) { options.append(("bias", tensor([neurons]))) }
    return options + activation() + [("upstream", upstream())]
  }

  private mutating func activation() -> [Option] {
    once(in: 2)
      ? [("activation", one(of: ["sigmoid", "relu", "tanh", "leaky-relu:0.2", "softplus"]))] : []
  }

  private mutating func upstream() -> String {
    one(of: ["ones", "random:@1", "random:@2", "random:@3"])
  }

  // MARK: - Numbers

  /// A tensor as text: numbers where there are few, else a sample of a seed.
  private mutating func tensor(_ shape: [Int]) -> String {
    guard shape.reduce(1, *) <= 400 else {
      let lengths = shape.map(String.init).joined(separator: "x")
      return once(in: 3) ? "ramp:\(lengths)" : "random:\(lengths)@\(one(of: [1, 2, 3]))"
    }
    return nested(shape[...], of: one(of: Numbers.all))
  }

  private mutating func nested(_ shape: ArraySlice<Int>, of numbers: Numbers) -> String {
    guard let length = shape.first else { return number(numbers) }
    let parts = (0..<length).map { _ in nested(shape.dropFirst(), of: numbers) }
    return "[\(parts.joined(separator: ", "))]"
  }

  /// What numbers of a tensor are like.
  private enum Numbers {
    case short, whole, long, tiny, large, mixed, zeros, constant

    static let all: [Numbers] = [
      .short, .short, .whole, .whole, .long, .long, .long, .tiny, .large, .mixed, .zeros, .constant,
    ]
  }

  private mutating func number(_ numbers: Numbers) -> String {
    let fraction = 2 * random.nextFraction() - 1
    return switch numbers {
    case .short: "\((fraction * 10).rounded() / 10)"
    case .whole: "\(Int((fraction * 20).rounded()))"
    case .long: "\(fraction)"
    case .tiny: "\(fraction * 1e-7)"
    case .large: "\(fraction * 123_456.789)"
    case .mixed: "\(fraction * one(of: [1e-4, 1, 1, 1, 1e4, 0]))"
    case .zeros: "0"
    case .constant: "0.3"
    }
  }
}
