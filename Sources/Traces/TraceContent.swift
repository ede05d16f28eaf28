import Neural

/// What a trace of a computation holds: the layer, what went in, what came out, and the passes.
struct TraceContent {
  /// A tensor that came out.
  struct Result {
    let key: StaticString
    let shape: [Int]
    let values: [Double]
    /// How far what another program computed as an element may be from it.
    let slack: (Int) -> Double

    init(
      key: StaticString, tensor: Tensor, slack: @escaping (Int) -> Double
    ) {
      self.init(key: key, shape: tensor.shape, values: tensor.values, slack: slack)
    }

    /// The result in another shape with as many elements.
    func reshaped(_ shape: [Int]) -> Result {
      Result(key: key, shape: shape, values: values, slack: slack)
    }

    private init(
      key: StaticString, shape: [Int], values: [Double], slack: @escaping (Int) -> Double
    ) {
      (self.key, self.shape, self.values, self.slack) = (key, shape, values, slack)
    }
  }

  /// What the layer is, without its weights.
  let layer: TraceLayer
  /// The tensors that went in.
  private(set) var operands: [(key: StaticString, tensor: Tensor)]
  /// The tensors that came out.
  private(set) var results: [Result]
  /// What the names stand for.
  private(set) var notation: [(key: StaticString, meaning: String)]
  /// The passes.
  private(set) var sections: [TraceSection]

  /// What a trace of the computation holds.
  init(_ traced: TracedPass) {
    switch traced {
    case .convolution(let pass): self.init(pass)
    case .convolutionGradients(let pass):
      self.init(pass.forward)
      add(pass)
    case .maxPooling(let pass): self.init(pass)
    case .maxPoolingGradient(let pass):
      self.init(pass.forward)
      add(
        pass.activationGradient, pass.activationGradientAccumulation, pass.upstreamGradient,
        pass.forward.sweep)
    case .averagePooling(let pass): self.init(pass)
    case .averagePoolingGradient(let pass):
      self.init(pass.forward)
      add(
        pass.activationGradient, pass.activationGradientAccumulation, pass.upstreamGradient,
        pass.forward.sweep)
    case .fullyConnected(let pass): self.init(pass)
    case .fullyConnectedGradients(let pass):
      self.init(pass.forward)
      add(pass)
    }
  }

  private init(_ pass: Convolution.ForwardPass) {
    layer = TraceLayer(pass)
    operands = [
      ("input", pass.input), ("weights", pass.layer.weights), ("bias", pass.layer.bias),
    ]
    let steps = pass.steps
    let maps = pass.featureMaps()
    results = [
      Result(key: "z", tensor: maps.z) { steps[$0].slack(.z) },
      Result(key: "a", tensor: maps.a) { steps[$0].slack(.a) },
    ]
    notation = [
      ("input", "aᴸ⁻¹, [channels, rows, columns]; values row by row, indices from 0"),
      ("weights", "wᴸ, [maps, channels / groups, rows, columns], not rotated"),
      ("bias", "bᴸ, one a map"),
      ("dot_product", "Σ value · weight over the terms, in their order"),
      ("z", "zᴸ = dot_product + bias, [maps, rows, columns]"),
      ("a", "aᴸ = σ(zᴸ), [maps, rows, columns]"),
    ]
    sections = [
      TraceSection(.forward, .dotProducts(steps), stepsPerMap: pass.sweep.count)
    ]
  }

  private mutating func add(_ pass: Convolution.BackwardPass) {
    operands.append(("upstream_gradient", pass.upstreamGradient))
    let gradients = pass.gradients()
    let layer = pass.forward.layer
    let bias = pass.biasGradientCorrelation.steps
    let weights = pass.weightGradientCorrelation.steps
    let activations = pass.activationGradientConvolution.steps
    let components = pass.biasGradientComponents
    results += [
      Result(key: "bias_gradient_components", tensor: components) {
        TraceTolerance.derivatives * abs(components.values[$0])
      },
      Result(key: "bias_gradient", tensor: gradients.biasGradient) {
        GradientDotProductStep(step: bias[$0]).slack(.dotProduct)
      },
      Result(key: "weight_gradient", tensor: gradients.weightGradient) {
        // A convolution's first step has the filter's last weight.
        let (filter, inKernel) = $0.quotientAndRemainder(dividingBy: layer.kernel.count)
        let step = layer.operation == .convolution ? layer.kernel.count - 1 - inKernel : inKernel
        return GradientDotProductStep(step: weights[filter * layer.kernel.count + step])
          .slack(.dotProduct)
      },
      Result(key: "activation_gradient", tensor: gradients.activationGradient) {
        GradientDotProductStep(step: activations[$0]).slack(.dotProduct)
      },
    ]
    notation += [
      ("upstream_gradient", "∂C/∂aᴸ, which comes from the next layer, [maps, rows, columns]"),
      ("bias_gradient_components", "∂C/∂zᴸ = σ′(zᴸ) · ∂C/∂aᴸ, [maps, rows, columns]"),
      ("bias_gradient", "∂C/∂bᴸ, the sums of a map's components, [maps]"),
      ("weight_gradient", "∂C/∂wᴸ, [maps, channels / groups, rows, columns], not rotated"),
      ("activation_gradient", "∂C/∂aᴸ⁻¹, [channels, rows, columns]"),
    ]
    let neurons = pass.forward.sweep.count
    sections += [
      TraceSection(
        .biasGradient, .biasContributions(pass.biasGradient.steps, pass.forward.sweep),
        stepsPerMap: neurons),
      TraceSection(
        .weightGradient, .weightContributions(pass.weightGradient.steps), stepsPerMap: neurons),
      TraceSection(
        .activationGradient, .activationContributions(pass.activationGradient.steps),
        stepsPerMap: neurons),
      TraceSection(.biasGradientCorrelation, .biasDotProducts(bias), stepsPerMap: 1),
      TraceSection(
        .weightGradientCorrelation, .weightDotProducts(weights),
        stepsPerMap: layer.channelsInGroup * layer.kernel.count),
      TraceSection(
        .activationGradientConvolution, .activationDotProducts(activations), stepsPerMap: nil),
    ]
  }
}

// MARK: Pooling

extension TraceContent {
  private init(_ pass: MaxPooling.ForwardPass) {
    self.init(
      pooling: TraceLayer(pass), input: pass.input, steps: .selections(pass.steps),
      sweep: pass.sweep, meaning: "the largest activation under the window, the first among equals",
      output: Result(key: "output", tensor: pass.result) { _ in 0 })
  }

  private init(_ pass: AveragePooling.ForwardPass) {
    let steps = pass.steps
    self.init(
      pooling: TraceLayer(pass), input: pass.input, steps: .averages(steps), sweep: pass.sweep,
      meaning: "the mean of the activations under the window, the padding's zeros included",
      output: Result(key: "output", tensor: pass.result) { steps[$0].slack(.a) })
  }

  private init(
    pooling layer: TraceLayer, input: Tensor, steps: TraceSteps, sweep: Sweep, meaning: String,
    output: Result
  ) {
    self.layer = layer
    operands = [("input", input)]
    results = [output]
    notation = [
      ("input", "aᴸ⁻¹, [channels, rows, columns]; values row by row, indices from 0"),
      ("output", "aᴸ, \(meaning), [channels, rows, columns]"),
    ]
    sections = [TraceSection(.forward, steps, stepsPerMap: sweep.count)]
  }

  private mutating func add(
    _ gradient: PoolingGradient, _ accumulation: PoolingAccumulation, _ upstreamGradient: Tensor,
    _ sweep: Sweep
  ) {
    operands.append(("upstream_gradient", upstreamGradient))
    let sums = accumulation.steps
    results.append(
      Result(key: "activation_gradient", tensor: gradient.result) { sums[$0].slack(.sum) })
    notation += [
      ("upstream_gradient", "∂C/∂aᴸ, which comes from the next layer, [channels, rows, columns]"),
      ("activation_gradient", "∂C/∂aᴸ⁻¹, [channels, rows, columns]"),
    ]
    sections += [
      TraceSection(
        .activationGradient, .poolingContributions(gradient.steps), stepsPerMap: sweep.count),
      TraceSection(
        .activationGradientAccumulation, .accumulations(sums),
        stepsPerMap: sweep.underlay.count),
    ]
  }
}

// MARK: Fully connected

extension TraceContent {
  private init(_ pass: FullyConnected.ForwardPass) {
    let asConvolution = TraceContent(pass.convolution)
    layer = TraceLayer(pass)
    operands = [
      ("input", pass.input), ("weights", pass.layer.weights), ("bias", pass.layer.bias),
    ]
    results = asConvolution.results.map { $0.reshaped([pass.layer.neurons]) }
    notation = asConvolution.notation
    sections = asConvolution.sections
    state("input", "aᴸ⁻¹; values row by row, indices from 0")
    state("weights", "wᴸ, [neurons, inputs]; a step's map is its neuron, its filter a row of them")
    state("bias", "bᴸ, one a neuron")
    state("z", "zᴸ = dot_product + bias, [neurons]")
    state("a", "aᴸ = σ(zᴸ), [neurons]")
  }

  private mutating func add(_ pass: FullyConnected.BackwardPass) {
    let layer = pass.forward.layer
    let forward = results
    add(pass.convolution)
    operands.removeLast()
    operands.append(("upstream_gradient", pass.upstreamGradient))
    let shapes = [[layer.neurons], [layer.neurons], layer.weights.shape, pass.forward.input.shape]
    results =
      forward + zip(results.dropFirst(forward.count), shapes).map { $0.reshaped($1) }
    state("upstream_gradient", "∂C/∂aᴸ, which comes from the next layer, [neurons]")
    state("bias_gradient_components", "∂C/∂zᴸ = σ′(zᴸ) · ∂C/∂aᴸ, [neurons]")
    state("bias_gradient", "∂C/∂bᴸ, the same as the components, [neurons]")
    state("weight_gradient", "∂C/∂wᴸ, [neurons, inputs]")
    state("activation_gradient", "∂C/∂aᴸ⁻¹, in the shape of the input")
  }

  /// Says otherwise what a name stands for.
  private mutating func state(_ key: String, _ meaning: String) {
    for place in notation.indices where "\(notation[place].key)" == key {
      notation[place].meaning = meaning
    }
  }
}
