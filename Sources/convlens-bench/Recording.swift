import Neural

/// The cost of recording: every step visited with every field, and every term of each.
enum Recording {
  /// One pass: its steps, the terms of all of them, and a way to visit them.
  private typealias Visited = (
    name: String, steps: Int, terms: Int, visit: (inout Seen) -> Void
  )

  private static func passes() throws -> [Visited] {
    let pass = try Main.pass()
    let forward = pass.forward.steps
    let (bias, weights) = (pass.biasGradient.steps, pass.weightGradient.steps)
    let activations = pass.activationGradient.steps
    let weightProducts = pass.weightGradientCorrelation.steps
    let activationProducts = pass.activationGradientConvolution.steps
    return [
      ("forward", 625, 625 * 16, { self.forward(forward, &$0) }),
      ("bias gradient", 625, 0, { self.bias(bias, &$0) }),
      ("weight gradient", 625, 625 * 16, { contributions(weights, &$0) }),
      ("activation gradient", 625, 625 * 16, { contributions(activations, &$0) }),
      ("weight gradient, correlation", 16, 16 * 625, { dotProducts(weightProducts, &$0) }),
      (
        "activation gradient, convolution", 784, 784 * 625, { dotProducts(activationProducts, &$0) }
      ),
    ]
  }

  static func run() throws {
    var seen = Seen()
    var (count, repeats) = (0, 0.0)
    let passes = try passes()
    for (name, steps, terms, visit) in passes {
      repeats = (4_000_000 / Double(steps + terms)).rounded(.up)
      let measure = { for _ in 0..<Int(repeats) { visit(&seen) } }
      Main.report("recording, \(name)", Double(steps) * repeats / 1e6, "million steps/s", measure)
      if terms > 0 {
        Main.report("", Double(terms) * repeats / 1e6, "million terms/s", measure)
      }
      count += steps
    }
    repeats = 20
    Main.report("recording, all of these", Double(count) * repeats / 1e6, "million steps/s") {
      for _ in 0..<Int(repeats) {
        for pass in passes { pass.visit(&seen) }
      }
    }
    print("checksum", seen.checksum)
  }

  /// Visits the steps of one pass as often as said: `"weight gradient" 100`.
  static func visit(_ arguments: ArraySlice<String>) throws {
    guard let pass = try passes().first(where: { $0.name == arguments.first }),
      let repeats = arguments.dropFirst().first.flatMap(Int.init)
    else { return print("visit <pass> <times>, where a pass is one of those that are timed") }
    var seen = Seen()
    for _ in 0..<repeats { pass.visit(&seen) }
    print(pass.steps * repeats, "steps, checksum", seen.checksum)
  }

  /// What was seen, so that nothing can be left out; apart, so that no addition waits for another.
  struct Seen {
    private var whole = 0
    private var values = (0.0, 0.0, 0.0, 0.0)

    var checksum: Double { Double(whole) + values.0 + values.1 + values.2 + values.3 }

    @inline(__always)
    mutating func see(_ numbers: (Double, Double, Double, Double)) {
      values.0 += numbers.0
      values.1 += numbers.1
      values.2 += numbers.2
      values.3 += numbers.3
    }

    @inline(__always)
    mutating func see(_ cell: Cell) { whole &+= cell.row &+ cell.column }

    @inline(__always)
    mutating func see(_ position: OverlayPosition) {
      whole &+= position.index
      see(position.neuron)
      see(position.origin)
    }

    @inline(__always)
    mutating func see(_ index: Int, _ map: Int) { whole &+= index &+ map }

    @inline(__always)
    mutating func see(_ term: Term) {
      see((term.value, term.weight, term.product, 0))
      see(term.channel, term.isPadding ? 1 : 0)
      see(term.cell)
      see(term.kernelCell)
      see(term.weightCell)
    }

    @inline(__always)
    mutating func see(_ term: Contribution.Term) {
      see((term.factor, term.value, term.product, 0))
      see(term.channel, term.isPadding ? 1 : 0)
      see(term.cell)
      see(term.kernelCell)
      see(term.weightCell)
    }
  }

  private static func forward(_ steps: Convolution.ForwardPass.Steps, _ seen: inout Seen) {
    for step in steps {
      seen.see(step.index, step.map)
      seen.see(step.position)
      seen.see((step.dotProduct, step.bias, step.z, step.a))
      step.terms.forEach { seen.see($0) }
    }
  }

  private static func bias(_ steps: Convolution.BiasGradient.Steps, _ seen: inout Seen) {
    for step in steps {
      seen.see(step.index, step.map)
      seen.see(step.neuron)
      seen.see((step.upstreamGradient, step.z, step.derivative, step.component))
    }
  }

  private static func contributions(_ steps: Convolution.Contributions, _ seen: inout Seen) {
    for step in steps {
      seen.see(step.index, step.map)
      seen.see(step.position)
      seen.see((step.factor, 0, 0, 0))
      step.terms.forEach { seen.see($0) }
    }
  }

  private static func dotProducts(_ steps: some Collection<GradientDotProduct>, _ seen: inout Seen)
  {
    for step in steps {
      seen.see(step.index, (step.map ?? 0) &+ (step.channel ?? 0))
      seen.see(step.cell)
      seen.see(step.position)
      seen.see((step.dotProduct, 0, 0, 0))
      step.terms.forEach { seen.see($0) }
    }
  }
}
