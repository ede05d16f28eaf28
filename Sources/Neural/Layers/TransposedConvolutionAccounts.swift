extension TensorName {
  /// Σ a · w of each neuron, before its bias.
  public static let dotProducts: TensorName = "dot_products"
}

extension Account.Name {
  /// The forward pass as one contribution for each cell of the input.
  public static let forwardSpread: Account.Name = "forward_spread"
}

extension TransposedConvolution.ForwardPass: LayerForwardPass {
  /// The input.
  public var inputs: [Tensor] { [input] }
  /// The activations.
  public var output: Tensor { featureMaps().a }
  /// The output is the activations.
  public var outputName: TensorName { .a }
  /// z, a, and z without its biases.
  public var results: NamedTensors {
    let maps = featureMaps()
    return [
      NamedTensor(.z, maps.z), NamedTensor(.a, maps.a), NamedTensor(.dotProducts, dotProducts),
    ]
  }

  /// Two accounts: a dot product for each neuron, with zeros put between the input's cells; and a
  /// filter laid onto the output for each cell of the input.
  public var accounts: [Account] { [forwardAccount, spreadAccount] }

  private var forwardAccount: Account {
    let (steps, layer) = (steps, layer)
    return Account(.forward, result: .a, shape: shape, steps: shape) { index in
      let step = steps[index]
      let terms = step.terms
      let neuron = Indices(channel: step.map, step.position.neuron)
      return AccountStep(
        index: index, target: Address(.z, neuron), rule: .sum, position: step.position,
        terms: StepTerms(count: terms.count) { number in
          let term = terms[number]
          return StepTerm(
            Operand(term.value, at: term.isPadding ? nil : layer.cell(of: term, in: .input)),
            times: Operand(term.weight, at: layer.weight(of: term, forMap: step.map, in: .weight)),
            isPadding: term.isPadding, kernelCell: term.kernelCell)
        },
        addend: layer.hasBias
          ? Operand(step.bias, at: Address(.bias, Indices(only: step.map))) : nil,
        result: step.z,
        application: AccountStep.Application(
          layer.activation, target: Address(.a, neuron), value: step.a))
    }
  }

  private var spreadAccount: Account {
    let (steps, convolution) = (transposed.activationGradient.steps, layer.convolution)
    return Account(
      .forwardSpread, result: .dotProducts, shape: shape, steps: input.shape
    ) { index in
      let step = steps[index]
      let terms = step.terms
      let firstMap = convolution.firstChannel(ofMap: step.map)
      let cell = Address(.input, Indices(channel: step.map, step.position.neuron))
      return AccountStep(
        index: index, target: cell, rule: .spread, position: step.position,
        terms: StepTerms(count: terms.count) { number in
          let term = terms[number]
          let weight = Indices(map: step.map, channel: term.channel - firstMap, term.weightCell)
          let neuron = Address(.dotProducts, Indices(channel: term.channel, term.cell))
          return StepTerm(
            Operand(term.value, at: Address(.weight, weight)),
            times: Operand(step.factor, at: cell), product: term.product,
            target: term.isPadding ? nil : neuron, isPadding: term.isPadding,
            kernelCell: term.kernelCell)
        }, result: step.factor)
    }
  }

  /// The gradients.
  public func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
    try backward(upstreamGradient: outputGradient)
  }
}

extension TransposedConvolution {
  /// Where the cell of the input stands that a term of a forward step takes, in a tensor of the
  /// input's shape; the term counts cells with the zeros between them.
  fileprivate func cell(of term: Term, in tensor: TensorName) -> Address {
    let stride = convolution.geometry.stride
    return Address(
      tensor,
      Indices(
        channel: term.channel,
        Cell(term.cell.row / stride.rows, term.cell.column / stride.columns)))
  }

  /// Where the weight stands that a term of a forward step takes, in a tensor of the weights' shape.
  fileprivate func weight(of term: Term, forMap map: Int, in tensor: TensorName) -> Address {
    Address(
      tensor, Indices(map: term.channel, channel: map % (maps / groups), term.weightCell))
  }
}

extension TransposedConvolution.BackwardPass: LayerBackwardPass {
  /// ∂C/∂a.
  public var outputGradient: Tensor { upstreamGradient }
  /// ∂C/∂aᴸ⁻¹.
  public var inputGradients: [Tensor] { [convolution.z] }
  /// ∂C/∂w and, where there are biases, ∂C/∂b.
  public var parameterGradients: NamedTensors {
    let gradients = gradients()
    let weight = NamedTensor(.weight, gradients.weightGradient)
    return forward.layer.hasBias ? [weight, NamedTensor(.bias, gradients.biasGradient)] : [weight]
  }
  /// σ′(z) and δ.
  public var results: NamedTensors {
    [
      NamedTensor(.activationDerivatives, activationDerivatives),
      NamedTensor(.biasGradientComponents, biasGradientComponents),
    ]
  }

  /// Six accounts: each gradient as one contribution for each neuron, and as dot products; five
  /// without biases.
  public var accounts: [Account] {
    [
      biasGradientAccount, weightGradientAccount, activationGradientAccount,
      forward.layer.hasBias ? biasCorrelationAccount : nil, weightCorrelationAccount,
      activationConvolutionAccount,
    ].compactMap { $0 }
  }

  private var biasGradientAccount: Account {
    let (slopes, upstream, shape) = (activationDerivatives, upstreamGradient, forward.shape)
    let hasBias = forward.layer.hasBias
    return Account(
      .biasGradient, result: hasBias ? .gradient(of: .bias) : .biasGradientComponents,
      shape: hasBias ? [shape[0]] : shape, steps: shape
    ) { index in
      let neuron = Indices(of: index, in: shape)
      let term = StepTerm(
        Operand(slopes.values[index], at: Address(.activationDerivatives, neuron)),
        times: Operand(upstream.values[index], at: Address(.outputGradient, neuron)))
      return AccountStep(
        index: index, target: Address(.biasGradientComponents, neuron), rule: .sum,
        terms: StepTerms([term]), result: term.product,
        total: hasBias ? Address(.gradient(of: .bias), Indices(only: neuron[0])) : nil)
    }
  }

  private var biasCorrelationAccount: Account {
    let (slopes, upstream, shape) = (activationDerivatives, upstreamGradient, forward.shape)
    let sums = gradients().biasGradient.values
    let area = shape[1] * shape[2]
    return Account(
      .biasGradientCorrelation, result: .gradient(of: .bias), shape: [shape[0]], steps: [shape[0]]
    ) { map in
      AccountStep(
        index: map, target: Address(.gradient(of: .bias), Indices(only: map)), rule: .sum,
        terms: StepTerms(count: area) { number in
          let cell = Cell(number / shape[2], number % shape[2])
          let neuron = Indices(channel: map, cell)
          let index = map * area + number
          return StepTerm(
            Operand(slopes.values[index], at: Address(.activationDerivatives, neuron)),
            times: Operand(upstream.values[index], at: Address(.outputGradient, neuron)),
            kernelCell: cell)
        }, result: sums[map])
    }
  }

  private var weightGradientAccount: Account {
    let (steps, layer) = (forward.steps, forward.layer)
    let components = biasGradientComponents.values
    return Account(
      .weightGradient, result: .gradient(of: .weight), shape: layer.weights.shape,
      steps: forward.shape
    ) { index in
      let step = steps[index]
      let (terms, map, factor) = (step.terms, step.map, components[index])
      let neuron = Address(.biasGradientComponents, Indices(channel: map, step.position.neuron))
      return AccountStep(
        index: index, target: neuron, rule: .spread, position: step.position,
        terms: StepTerms(count: terms.count) { number in
          let term = terms[number]
          let isPadding = term.isPadding
          return StepTerm(
            Operand(term.value, at: isPadding ? nil : layer.cell(of: term, in: .input)),
            times: Operand(factor, at: neuron),
            target: isPadding
              ? nil : layer.weight(of: term, forMap: map, in: .gradient(of: .weight)),
            isPadding: isPadding, kernelCell: term.kernelCell)
        }, result: factor)
    }
  }

  private var activationGradientAccount: Account {
    let (steps, layer) = (forward.steps, forward.layer)
    let components = biasGradientComponents.values
    return Account(
      .activationGradient, result: .activationGradient, shape: forward.input.shape,
      steps: forward.shape
    ) { index in
      let step = steps[index]
      let (terms, map, factor) = (step.terms, step.map, components[index])
      let neuron = Address(.biasGradientComponents, Indices(channel: map, step.position.neuron))
      return AccountStep(
        index: index, target: neuron, rule: .spread, position: step.position,
        terms: StepTerms(count: terms.count) { number in
          let term = terms[number]
          return StepTerm(
            Operand(term.weight, at: layer.weight(of: term, forMap: map, in: .weight)),
            times: Operand(factor, at: neuron), product: term.weight * factor,
            target: term.isPadding ? nil : layer.cell(of: term, in: .activationGradient),
            isPadding: term.isPadding, kernelCell: term.kernelCell)
        }, result: factor)
    }
  }

  private var weightCorrelationAccount: Account {
    let (steps, layer) = (convolution.weightGradientCorrelation.steps, forward.layer)
    return Account(
      .weightGradientCorrelation, result: .gradient(of: .weight), shape: layer.weights.shape,
      steps: layer.weights.shape
    ) { index in
      let step = steps[index]
      let (terms, channel) = (step.terms, step.map ?? 0)
      let target = Indices(map: channel, channel: step.channel ?? 0, step.cell)
      return AccountStep(
        index: index, target: Address(.gradient(of: .weight), target), rule: .sum,
        position: step.position,
        terms: StepTerms(count: terms.count) { number in
          let term = terms[number]
          let neuron = Address(
            .biasGradientComponents, Indices(channel: term.channel, term.cell))
          let cell = Address(.input, Indices(channel: channel, term.kernelCell))
          return StepTerm(
            Operand(term.value, at: term.isPadding ? nil : neuron),
            times: Operand(term.weight, at: cell), isPadding: term.isPadding,
            kernelCell: term.kernelCell)
        }, result: step.dotProduct)
    }
  }

  private var activationConvolutionAccount: Account {
    let (steps, other) = (convolution.forward.steps, forward.layer.convolution)
    return Account(
      .activationGradientConvolution, result: .activationGradient, shape: forward.input.shape,
      steps: forward.input.shape
    ) { index in
      let step = steps[index]
      let (terms, channel) = (step.terms, step.map)
      let firstMap = other.firstChannel(ofMap: channel)
      let target = Indices(channel: channel, step.position.neuron)
      return AccountStep(
        index: index, target: Address(.activationGradient, target), rule: .sum,
        position: step.position,
        terms: StepTerms(count: terms.count) { number in
          let term = terms[number]
          let neuron = Address(
            .biasGradientComponents, Indices(channel: term.channel, term.cell))
          let weight = Indices(
            map: channel, channel: term.channel - firstMap, term.weightCell)
          return StepTerm(
            Operand(term.value, at: term.isPadding ? nil : neuron),
            times: Operand(term.weight, at: Address(.weight, weight)), isPadding: term.isPadding,
            kernelCell: term.kernelCell)
        }, result: step.dotProduct)
    }
  }
}
