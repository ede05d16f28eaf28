extension Convolution.ForwardPass: LayerForwardPass {
  /// The input.
  public var inputs: [Tensor] { [layer.outward(input)] }
  /// The activations.
  public var output: Tensor { layer.outward(featureMaps().a) }
  /// The output is the activations.
  public var outputName: TensorName { .a }
  /// z and a.
  public var results: NamedTensors {
    let maps = featureMaps()
    return layer.outward([NamedTensor(.z, maps.z), NamedTensor(.a, maps.a)])
  }

  /// One account: a dot product for each neuron.
  public var accounts: [Account] { [layer.outward(account)] }

  private var account: Account {
    let (steps, layer, forward) = (steps, layer, self)
    return Account(.forward, result: .a, shape: shape, steps: shape) { index in
      let step = steps[index]
      let terms = step.terms
      let firstChannel = layer.firstChannel(ofMap: step.map)
      let neuron = Indices(channel: step.map, step.position.neuron)
      return AccountStep(
        index: index, target: Address(.z, neuron), rule: .sum, position: step.position,
        terms: StepTerms(count: terms.count) { number in
          let term = terms[number]
          let value =
            term.isPadding
            ? Operand(0)
            : Operand(
              term.value,
              at: Address(.input, Indices(channel: term.channel, forward.source(of: term.cell))))
          let weight = Indices(
            map: step.map, channel: term.channel - firstChannel, term.weightCell)
          return StepTerm(
            value, times: Operand(term.weight, at: Address(.weight, weight)),
            isPadding: term.isPadding, kernelCell: term.kernelCell)
        },
        addend: layer.hasBias
          ? Operand(step.bias, at: Address(.bias, Indices(only: step.map))) : nil,
        result: step.z,
        application: AccountStep.Application(
          layer.activation, target: Address(.a, neuron), value: step.a))
    }
  }

  /// The gradients.
  public func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
    try backward(upstreamGradient: layer.inward(outputGradient, output: shape))
  }
}

extension Convolution.BackwardPass: LayerBackwardPass {
  /// ∂C/∂a.
  public var outputGradient: Tensor { forward.layer.outward(upstreamGradient) }
  /// ∂C/∂aᴸ⁻¹.
  public var inputGradients: [Tensor] { [forward.layer.outward(gradients().activationGradient)] }
  /// ∂C/∂w and, where there are biases, ∂C/∂b.
  public var parameterGradients: NamedTensors {
    let gradients = gradients()
    let weight = NamedTensor(.weight, forward.layer.outward(gradients.weightGradient))
    return forward.layer.hasBias ? [weight, NamedTensor(.bias, gradients.biasGradient)] : [weight]
  }
  /// σ′(z) and δ.
  public var results: NamedTensors {
    forward.layer.outward([
      NamedTensor(.activationDerivatives, activationDerivatives),
      NamedTensor(.biasGradientComponents, biasGradientComponents),
    ])
  }

  /// Six accounts: each gradient as one contribution for each neuron, and as dot products.
  ///
  /// Without biases the first still makes δ, which the others are made of, and there is no dot
  /// product that adds it up.
  public var accounts: [Account] {
    [
      biasGradientAccount, weightGradientAccount, activationGradientAccount,
      forward.layer.hasBias ? biasCorrelationAccount : nil, weightCorrelationAccount,
      activationConvolutionAccount,
    ].compactMap { $0.map(forward.layer.outward) }
  }

  private var biasGradientAccount: Account {
    let (steps, hasBias) = (biasGradient.steps, forward.layer.hasBias)
    let sweep = forward.sweep
    return Account(
      .biasGradient, result: hasBias ? .gradient(of: .bias) : .biasGradientComponents,
      shape: hasBias ? [forward.layer.maps] : forward.shape, steps: forward.shape
    ) { index in
      let step = steps[index]
      let neuron = Indices(channel: step.map, step.neuron)
      let term = StepTerm(
        Operand(step.derivative, at: Address(.activationDerivatives, neuron)),
        times: Operand(step.upstreamGradient, at: Address(.outputGradient, neuron)))
      return AccountStep(
        index: index, target: Address(.biasGradientComponents, neuron), rule: .sum,
        position: sweep[neuron: step.neuron], terms: StepTerms([term]), result: step.component,
        total: hasBias ? Address(.gradient(of: .bias), Indices(only: step.map)) : nil)
    }
  }

  private var weightGradientAccount: Account {
    let (steps, layer, forward) = (weightGradient.steps, forward.layer, forward)
    return Account(
      .weightGradient, result: .gradient(of: .weight), shape: layer.weights.shape,
      steps: forward.shape
    ) { index in
      let step = steps[index]
      let terms = step.terms
      let firstChannel = layer.firstChannel(ofMap: step.map)
      let neuron = Address(
        .biasGradientComponents, Indices(channel: step.map, step.position.neuron))
      return AccountStep(
        index: index, target: neuron, rule: .spread, position: step.position,
        terms: StepTerms(count: terms.count) { number in
          let term = terms[number]
          let cell = Address(.input, Indices(channel: term.channel, forward.source(of: term.cell)))
          let weight = Indices(
            map: step.map, channel: term.channel - firstChannel, term.weightCell)
          return StepTerm(
            Operand(term.value, at: term.isPadding ? nil : cell),
            times: Operand(step.factor, at: neuron), product: term.product,
            target: term.isPadding ? nil : Address(.gradient(of: .weight), weight),
            isPadding: term.isPadding, kernelCell: term.kernelCell)
        }, result: step.factor)
    }
  }

  private var activationGradientAccount: Account {
    let (steps, layer, forward) = (activationGradient.steps, forward.layer, forward)
    return Account(
      .activationGradient, result: .activationGradient, shape: forward.input.shape,
      steps: forward.shape
    ) { index in
      let step = steps[index]
      let terms = step.terms
      let firstChannel = layer.firstChannel(ofMap: step.map)
      let neuron = Address(
        .biasGradientComponents, Indices(channel: step.map, step.position.neuron))
      return AccountStep(
        index: index, target: neuron, rule: .spread, position: step.position,
        terms: StepTerms(count: terms.count) { number in
          let term = terms[number]
          let cell = Address(
            .activationGradient, Indices(channel: term.channel, forward.source(of: term.cell)))
          let weight = Indices(
            map: step.map, channel: term.channel - firstChannel, term.weightCell)
          return StepTerm(
            Operand(term.value, at: Address(.weight, weight)),
            times: Operand(step.factor, at: neuron), product: term.product,
            target: term.isPadding ? nil : cell, isPadding: term.isPadding,
            kernelCell: term.kernelCell)
        }, result: step.factor)
    }
  }

  private var biasCorrelationAccount: Account {
    let steps = biasGradientCorrelation.steps
    return Account(
      .biasGradientCorrelation, result: .gradient(of: .bias), shape: [forward.layer.maps],
      steps: [forward.layer.maps]
    ) { index in
      let step = steps[index]
      let terms = step.terms
      return AccountStep(
        index: index, target: Address(.gradient(of: .bias), Indices(only: index)), rule: .sum,
        position: step.position,
        terms: StepTerms(count: terms.count) { number in
          let term = terms[number]
          let neuron = Indices(channel: index, term.cell)
          return StepTerm(
            Operand(term.value, at: Address(.activationDerivatives, neuron)),
            times: Operand(term.weight, at: Address(.outputGradient, neuron)),
            kernelCell: term.kernelCell)
        }, result: step.dotProduct)
    }
  }

  private var weightCorrelationAccount: Account {
    let (steps, layer, forward) = (weightGradientCorrelation.steps, forward.layer, forward)
    return Account(
      .weightGradientCorrelation, result: .gradient(of: .weight), shape: layer.weights.shape,
      steps: layer.weights.shape
    ) { index in
      let step = steps[index]
      let terms = step.terms
      let map = step.map ?? 0
      let target = Indices(map: map, channel: step.channel ?? 0, step.cell)
      return AccountStep(
        index: index, target: Address(.gradient(of: .weight), target), rule: .sum,
        position: step.position,
        terms: StepTerms(count: terms.count) { number in
          let term = terms[number]
          let cell = Address(.input, Indices(channel: term.channel, forward.source(of: term.cell)))
          let neuron = Indices(channel: map, term.kernelCell)
          return StepTerm(
            Operand(term.value, at: term.isPadding ? nil : cell),
            times: Operand(term.weight, at: Address(.biasGradientComponents, neuron)),
            isPadding: term.isPadding, kernelCell: term.kernelCell)
        }, result: step.dotProduct)
    }
  }

  private var activationConvolutionAccount: Account {
    let (pass, layer, forward) = (activationGradientConvolution, forward.layer, forward)
    let (steps, extent, padding) = (pass.steps, pass.filledExtent, pass.filledPadding)
    let spread = layer.geometry.dilation
    return Account(
      .activationGradientConvolution, result: .activationGradient, shape: forward.input.shape,
      steps: [layer.channels, extent.rows, extent.columns]
    ) { index in
      let step = steps[index]
      let terms = step.terms
      let channel = step.channel ?? 0
      let cell = Address(
        .activationGradient, Indices(channel: channel, forward.source(of: step.cell)))
      // With its padding filled too, what a step gives is one summand of the cell's gradient.
      let place = Address(
        .paddedActivationGradient,
        Indices(
          channel: channel, Cell(step.cell.row + padding.top, step.cell.column + padding.left)))
      return AccountStep(
        index: index, target: padding == .none ? cell : place, rule: .sum,
        position: step.position,
        terms: StepTerms(count: terms.count) { number in
          let term = terms[number]
          let neuron = Indices(channel: term.channel, term.weightCell)
          var weight: Address?
          if !term.isPadding {
            let under = Cell(term.cell.row / spread.rows, term.cell.column / spread.columns)
            weight = Address(
              .weight,
              Indices(
                map: term.channel, channel: channel % layer.channelsInGroup,
                layer.weightCell(under: under)))
          }
          return StepTerm(
            Operand(term.value, at: weight),
            times: Operand(term.weight, at: Address(.biasGradientComponents, neuron)),
            isPadding: term.isPadding, kernelCell: term.kernelCell)
        }, result: step.dotProduct, total: padding == .none ? nil : cell)
    }
  }
}
