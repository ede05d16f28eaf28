import Drawing
import Neural

/// The values of a fully connected layer's passes with their addresses.
struct FullyConnectedValues: Sendable {
  let pass: FullyConnected.ForwardPass
  /// The gradients, where there are any.
  let backward: Backward?

  /// What the backward pass comes to, for all neurons.
  struct Backward: Sendable {
    let upstream: Tensor
    let slopes: Tensor
    let delta: Tensor
    let gradients: Gradients

    init(_ pass: FullyConnected.BackwardPass) {
      upstream = pass.upstreamGradient
      slopes = pass.convolution.activationDerivatives
      delta = pass.convolution.biasGradientComponents
      gradients = pass.gradients()
    }
  }

  init(_ subject: FullyConnectedSubject) {
    pass = subject.forward
    backward = subject.backward.map(Backward.init)
  }

  private var layer: FullyConnected { pass.layer }

  private func datum(_ tensor: String, _ index: [Int], _ value: Double) -> Datum {
    Datum(Source.Address(tensor: tensor, index: index), value)
  }

  /// One input, counted row by row.
  func input(_ index: Int) -> Datum { datum(Tensors.input, [index], pass.input.values[index]) }
  /// The weight from an input to a neuron.
  func weight(_ neuron: Int, _ input: Int) -> Datum {
    datum(Tensors.weight, [neuron, input], layer.weights[neuron, input])
  }
  func bias(_ neuron: Int) -> Datum { datum(Tensors.bias, [neuron], layer.bias.values[neuron]) }
  /// The sum of a neuron's products.
  func sum(_ neuron: Int) -> Datum {
    datum(Tensors.sum, [neuron], pass.steps[neuron].dotProduct)
  }
  func z(_ neuron: Int) -> Datum { datum(Tensors.z, [neuron], pass.steps[neuron].z) }
  func a(_ neuron: Int) -> Datum { datum(Tensors.a, [neuron], pass.steps[neuron].a) }

  /// ∂C/∂a of a neuron.
  func upstream(_ neuron: Int, _ backward: Backward) -> Datum {
    datum(Tensors.outputGradient, [neuron], backward.upstream.values[neuron])
  }
  /// σ′(z) of a neuron.
  func slope(_ neuron: Int, _ backward: Backward) -> Datum {
    datum(Tensors.slope, [neuron], backward.slopes.values[neuron])
  }
  /// δ = ∂C/∂z of a neuron, which is its ∂C/∂b as well.
  func delta(_ neuron: Int, _ backward: Backward) -> Datum {
    datum(Tensors.delta, [neuron], backward.delta.values[neuron])
  }
  /// ∂C/∂w of the weight from an input to a neuron.
  func weightGradient(_ neuron: Int, _ input: Int, _ backward: Backward) -> Datum {
    datum(
      Tensors.weightGradient, [neuron, input], backward.gradients.weightGradient[neuron, input])
  }
  /// ∂C/∂a of an input.
  func inputGradient(_ input: Int, _ backward: Backward) -> Datum {
    datum(Tensors.inputGradient, [input], backward.gradients.activationGradient.values[input])
  }
}

extension FullyConnectedValues {
  /// Layers with more inputs or neurons than these are not checked term by term.
  private static let most = 6

  /// Registers what is printed of some inputs and neurons, and states what follows from what.
  ///
  /// - Returns: the numbers of the equations for z and a of the neuron that stands out, and of its δ.
  func state(
    _ neuron: Int, inputs: [Int], neurons: [Int], in ledger: inout Ledger
  ) -> (z: Int, a: Int, delta: Int?) {
    ledger.register(inputs.map(input))
    ledger.register(neurons.map(a))
    for other in neurons { ledger.register(inputs.map { weight(other, $0) }) }
    let (sum, bias, z) = (sum(neuron), bias(neuron), z(neuron))
    var equation: Int?
    if layer.inputs <= FullyConnectedValues.most {
      equation = ledger.state(
        Equation(
          z, (0..<layer.inputs).map { .init([weight(neuron, $0), input($0)]) } + [.init([bias])]))
    }
    let short = ledger.state(.sum(z, of: [sum, bias]))
    let activation = layer.activation
    let last = ledger.state(.function(a(neuron), of: z) { activation($0) })
    guard let backward else { return (equation ?? short, last, nil) }
    ledger.register(neurons.map { delta($0, backward) })
    ledger.register(inputs.map { inputGradient($0, backward) })
    for other in neurons { ledger.register(inputs.map { weightGradient(other, $0, backward) }) }
    let own = delta(neuron, backward)
    ledger.state(.function(slope(neuron, backward), of: z) { activation.derivative($0) })
    let product = ledger.state(
      .product(own, of: [slope(neuron, backward), upstream(neuron, backward)]))
    return (equation ?? short, last, product)
  }

  /// What a neuron adds up, as traces explain it.
  func words(_ neuron: Int, _ spellings: Spellings) -> String {
    let (values, shape) = (self, pass.input.shape)
    return StepWords(pass.accounts, spellings)(neuron, of: .forward, sum: sum(neuron)) { _ in
      nil
    } elements: { address, _ in
      address.tensor == .input ? values.input(address.indices.offset(in: shape)) : nil
    }
  }
}
