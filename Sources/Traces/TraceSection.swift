import Neural

/// One pass of a trace: its name and its steps.
struct TraceSection {
  let pass: TracePass
  let steps: TraceSteps
  /// How many steps each map has, one map after the other; nil where a step belongs to no map.
  let stepsPerMap: Int?

  init(_ pass: TracePass, _ steps: TraceSteps, stepsPerMap: Int?) {
    self.pass = pass
    self.steps = steps
    self.stepsPerMap = stepsPerMap
  }

  /// The numbers of the steps that a selection wants.
  func indices(of selection: TraceSelection) -> [StrideTo<Int>] {
    selection.indices(of: pass, count: steps.count, stepsPerMap: stepsPerMap)
  }
}

/// The steps of a pass, of whichever kind.
enum TraceSteps {
  case dotProducts(Convolution.ForwardPass.Steps)
  case biasContributions(Convolution.BiasGradient.Steps, Sweep)
  case weightContributions(Convolution.Contributions)
  case activationContributions(Convolution.Contributions)
  case biasDotProducts(Convolution.BiasGradientCorrelation.Steps)
  case weightDotProducts(Convolution.WeightGradientCorrelation.Steps)
  case activationDotProducts(Convolution.ActivationGradientConvolution.Steps)
  case selections(MaxPooling.ForwardPass.Steps)
  case averages(AveragePooling.ForwardPass.Steps)
  case poolingContributions(PoolingGradient.Steps)
  case accumulations(PoolingAccumulation.Steps)

  /// What kind of steps they are.
  var kind: StaticString {
    switch self {
    case .dotProducts: DotProduct.kind
    case .biasContributions: BiasContributionStep.kind
    case .weightContributions, .activationContributions: ContributionStep.kind
    case .biasDotProducts, .weightDotProducts, .activationDotProducts:
      GradientDotProductStep.kind
    case .selections: Selection.kind
    case .averages: Average.kind
    case .poolingContributions: PoolingContributionStep.kind
    case .accumulations: Accumulation.kind
    }
  }

  /// The number of steps.
  var count: Int {
    switch self {
    case .dotProducts(let steps): steps.count
    case .biasContributions(let steps, _): steps.count
    case .weightContributions(let steps), .activationContributions(let steps): steps.count
    case .biasDotProducts(let steps): steps.count
    case .weightDotProducts(let steps): steps.count
    case .activationDotProducts(let steps): steps.count
    case .selections(let steps): steps.count
    case .averages(let steps): steps.count
    case .poolingContributions(let steps): steps.count
    case .accumulations(let steps): steps.count
    }
  }

  /// The number of multiplications that a step takes, padding included; 0 where there are only
  /// comparisons or sums.
  func multiplications(of index: Int) -> Int {
    switch self {
    case .dotProducts(let steps): steps[index].terms.count
    case .biasContributions: 1
    case .weightContributions(let steps), .activationContributions(let steps):
      steps[index].terms.count
    case .biasDotProducts(let steps): steps[index].terms.count
    case .weightDotProducts(let steps): steps[index].terms.count
    case .activationDotProducts(let steps): steps[index].terms.count
    case .selections, .averages, .poolingContributions, .accumulations: 0
    }
  }
}

extension TraceSteps {
  /// Writes what a step holds after the keys that every step begins with.
  func write(
    _ index: Int, selection: TraceSelection, to output: inout JSONOutput,
    _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    switch self {
    case .dotProducts(let steps): try output.step(steps[index], selection, sink)
    case .biasContributions(let steps, let sweep):
      try output.step(BiasContributionStep(steps[index], sweep), selection, sink)
    case .weightContributions(let steps):
      try output.step(
        ContributionStep(step: steps[index], isOfWeights: true), selection, sink)
    case .activationContributions(let steps):
      try output.step(
        ContributionStep(step: steps[index], isOfWeights: false), selection, sink)
    case .biasDotProducts(let steps):
      try output.step(GradientDotProductStep(step: steps[index]), selection, sink)
    case .weightDotProducts(let steps):
      try output.step(GradientDotProductStep(step: steps[index]), selection, sink)
    case .activationDotProducts(let steps):
      try output.step(GradientDotProductStep(step: steps[index]), selection, sink)
    case .selections(let steps): try output.step(steps[index], selection, sink)
    case .averages(let steps): try output.step(steps[index], selection, sink)
    case .poolingContributions(let steps):
      try output.step(PoolingContributionStep(step: steps[index]), selection, sink)
    case .accumulations(let steps): try output.step(steps[index], selection, sink)
    }
  }

  /// Reads what a step holds after the keys that every step begins with, and checks it; returns the
  /// number of terms, or of cells of a window, that it holds.
  func check(
    _ index: Int, place: StepPlace, _ input: inout JSONInput
  ) throws(TraceError) -> Int {
    switch self {
    case .dotProducts(let steps): try place.check(steps[index], &input)
    case .biasContributions(let steps, let sweep):
      try place.check(BiasContributionStep(steps[index], sweep), &input)
    case .weightContributions(let steps):
      try place.check(ContributionStep(step: steps[index], isOfWeights: true), &input)
    case .activationContributions(let steps):
      try place.check(ContributionStep(step: steps[index], isOfWeights: false), &input)
    case .biasDotProducts(let steps):
      try place.check(GradientDotProductStep(step: steps[index]), &input)
    case .weightDotProducts(let steps):
      try place.check(GradientDotProductStep(step: steps[index]), &input)
    case .activationDotProducts(let steps):
      try place.check(GradientDotProductStep(step: steps[index]), &input)
    case .selections(let steps): try place.check(steps[index], &input)
    case .averages(let steps): try place.check(steps[index], &input)
    case .poolingContributions(let steps):
      try place.check(PoolingContributionStep(step: steps[index]), &input)
    case .accumulations(let steps): try place.check(steps[index], &input)
    }
  }
}

extension BiasContributionStep {
  /// The step, with the overlay position that feeds its neuron.
  fileprivate init(_ step: BiasContribution, _ sweep: Sweep) {
    self.init(step: step, position: sweep[neuron: step.neuron])
  }
}
