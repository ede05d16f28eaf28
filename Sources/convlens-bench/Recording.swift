import Neural

/// The cost of recording: every step visited with every field, and every term of each.
enum Recording {
  static func run() throws {
    let pass = try Main.pass()
    let passes: [(String, Int, () -> Double)] = [
      ("forward", pass.forward.steps.count, { forward(pass.forward) }),
      ("bias gradient", pass.biasGradient.steps.count, { bias(pass.biasGradient) }),
      (
        "weight gradient", pass.weightGradient.steps.count,
        { contributions(pass.weightGradient.steps) }
      ),
      (
        "activation gradient", pass.activationGradient.steps.count,
        { contributions(pass.activationGradient.steps) }
      ),
      (
        "weight gradient, correlation", pass.weightGradientCorrelation.steps.count,
        { dotProducts(pass.weightGradientCorrelation.steps) }
      ),
      (
        "activation gradient, convolution", pass.activationGradientConvolution.steps.count,
        { dotProducts(pass.activationGradientConvolution.steps) }
      ),
    ]
    var checksum = 0.0
    let terms = [
      625 * 16, 0, 625 * 16, 625 * 16, 16 * 625, 784 * 625,
    ]
    for ((name, count, visit), terms) in zip(passes, terms) {
      let repeats = max(1, 2_000_000 / max(count, terms))
      let measure = {
        for _ in 0..<repeats { checksum += visit() }
      }
      let million = Double(repeats) / 1e6
      Main.report("recording, \(name)", Double(count) * million, "million steps/s", measure)
      if terms > 0 {
        Main.report("recording, \(name)", Double(terms) * million, "million terms/s", measure)
      }
    }
    print("checksum", checksum)
  }

  private static func forward(_ pass: Convolution.ForwardPass) -> Double {
    var sum = 0.0
    for step in pass.steps {
      sum += step.dotProduct + step.bias + step.z + step.a
      sum += Double(step.index + step.map + step.position.origin.row + step.position.index)
      for term in step.terms { sum += visit(term) }
    }
    return sum
  }

  private static func bias(_ pass: Convolution.BiasGradient) -> Double {
    var sum = 0.0
    for step in pass.steps {
      sum += step.upstreamGradient + step.z + step.derivative + step.component
      sum += Double(step.index + step.map + step.neuron.row + step.neuron.column)
    }
    return sum
  }

  private static func contributions(_ steps: Convolution.Contributions) -> Double {
    var sum = 0.0
    for step in steps {
      sum += step.factor + Double(step.index + step.map + step.position.origin.row)
      for term in step.terms {
        sum += term.factor + term.value + term.product + (term.isPadding ? 1 : 0)
        sum += Double(term.channel + term.cell.row + term.cell.column)
        sum += Double(term.kernelCell.row + term.weightCell.column)
      }
    }
    return sum
  }

  private static func dotProducts(_ steps: some Collection<GradientDotProduct>) -> Double {
    var sum = 0.0
    for step in steps {
      sum += step.dotProduct + Double(step.index + step.cell.row + step.position.origin.column)
      for term in step.terms { sum += visit(term) }
    }
    return sum
  }

  @inline(__always)
  private static func visit(_ term: Term) -> Double {
    term.value + term.weight + term.product + (term.isPadding ? 1 : 0)
      + Double(term.channel + term.cell.row + term.cell.column)
      + Double(term.kernelCell.row + term.weightCell.column)
  }
}
