extension FullyConnected.ForwardPass: LayerForwardPass {
  /// The input.
  public var inputs: [Tensor] { [input] }
  /// The activations.
  public var output: Tensor { vector(convolution.featureMaps().a) }
  /// The output is the activations.
  public var outputName: TensorName { .a }
  /// z and a.
  public var results: NamedTensors {
    let maps = convolution.featureMaps()
    return [NamedTensor(.z, vector(maps.z)), NamedTensor(.a, vector(maps.a))]
  }

  /// One account: a dot product for each neuron.
  public var accounts: [Account] { convolution.accounts.map(flattened) }

  /// The gradients.
  public func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
    try backward(upstreamGradient: outputGradient)
  }
}

extension FullyConnected.BackwardPass: LayerBackwardPass {
  /// ∂C/∂a.
  public var outputGradient: Tensor { upstreamGradient }
  /// ∂C/∂aᴸ⁻¹.
  public var inputGradients: [Tensor] { [gradients().activationGradient] }
  /// ∂C/∂w and, where there are biases, ∂C/∂b.
  public var parameterGradients: NamedTensors {
    let gradients = gradients()
    let weight = NamedTensor(.weight, gradients.weightGradient)
    return forward.layer.hasBias ? [weight, NamedTensor(.bias, gradients.biasGradient)] : [weight]
  }
  /// σ′(z) and δ.
  public var results: NamedTensors {
    NamedTensors(
      convolution.results.map { NamedTensor($0.name, forward.vector($0.tensor)) })
  }
  /// Those of the convolution: each gradient as one contribution for each neuron, and as dot
  /// products.
  public var accounts: [Account] { convolution.accounts.map(forward.flattened) }
}

extension FullyConnected.ForwardPass {
  /// Feature maps of 1 × 1 as a vector.
  fileprivate func vector(_ maps: Tensor) -> Tensor {
    Tensor(uncheckedShape: [layer.neurons], values: maps.values)
  }

  /// An account of the convolution in the shapes of the layer.
  ///
  /// Where the input stands is no place that an overlay was moved to, so steps have no position.
  fileprivate func flattened(_ account: Account) -> Account {
    let places = FlatPlaces(inputShape: input.shape, underlay: convolution.input.extent)
    let flat = account.addressed(by: places)
    return Account(
      flat.name, result: flat.result, shape: shape(of: flat.result),
      steps: flat.shape == account.resultShape ? shape(of: flat.result) : [layer.neurons]
    ) { index in
      var step = flat[index]
      let terms = step.terms
      step.position = nil
      step.terms = StepTerms(count: terms.count) { number in
        var term = terms[number]
        term.kernelCell = nil
        return term
      }
      return step
    }
  }

  private func shape(of tensor: TensorName) -> [Int] {
    switch tensor {
    case .gradient(of: .weight): layer.weights.shape
    case .activationGradient: input.shape
    default: [layer.neurons]
    }
  }
}

/// Where the values of a convolution with 1 × 1 feature maps stand in a fully connected layer.
private struct FlatPlaces: AddressChange {
  /// The shape of the input, as it was given.
  let inputShape: [Int]
  /// Rows and columns of a channel of the convolution's input.
  let underlay: Extent

  func apply(to address: inout Address) {
    address.indices = indices(address.indices, in: address.tensor)
  }

  private func indices(_ indices: Indices, in tensor: TensorName) -> Indices {
    switch tensor {
    case .input, .activationGradient:
      switch inputShape.count {
      case 1: Indices(only: indices[2])
      case 2: Indices(row: indices[1], column: indices[2])
      default: indices
      }
    case .weight, .gradient(of: .weight):
      Indices(
        row: indices[0],
        column: (indices[1] * underlay.rows + indices[2]) * underlay.columns + indices[3])
    default: Indices(only: indices[0])
    }
  }
}
