import Drawing
import Neural

/// The values of a convolution's backward pass with their addresses.
struct GradientValues: Sendable {
  let forward: ConvolutionValues
  let backward: Convolution.BackwardPass

  init(_ backward: Convolution.BackwardPass, stage: String = "") {
    self.backward = backward
    forward = ConvolutionValues(backward.forward, stage: stage)
  }

  private var pass: Convolution.ForwardPass { backward.forward }

  /// The number of neurons of one map.
  var count: Int { pass.sweep.count }

  /// The map, row and column of a neuron, which is a step of the pass.
  func index(of neuron: Int) -> [Int] {
    let (map, inMap) = neuron.quotientAndRemainder(dividingBy: count)
    let columns = pass.sweep.extent.columns
    return [map, inMap / columns, inMap % columns]
  }

  private func datum(_ tensor: String, _ neuron: Int, _ values: Tensor) -> Datum {
    Datum(
      Source.Address(stage: forward.stage, tensor: tensor, index: index(of: neuron)),
      values.values[neuron])
  }

  /// The raw activation of a neuron.
  func z(_ neuron: Int) -> Datum { datum(Tensors.z, neuron, backward.z) }
  /// σ′(z) at a neuron.
  func slope(_ neuron: Int) -> Datum {
    datum(Tensors.slope, neuron, backward.activationDerivatives)
  }
  /// ∂C/∂a of a neuron.
  func upstream(_ neuron: Int) -> Datum {
    datum(Tensors.outputGradient, neuron, backward.upstreamGradient)
  }
  /// δ = ∂C/∂z of a neuron, its component of ∂C/∂b.
  func delta(_ neuron: Int) -> Datum {
    datum(Tensors.delta, neuron, backward.biasGradientComponents)
  }

  /// The sum of a map's components: of all neurons ∂C/∂b, of the first ones the total so far.
  func biasTotal(map: Int, first count: Int) -> Datum {
    let components = backward.biasGradientComponents.values
    let sum = components[(map * self.count)..<(map * self.count + count)].reduce(0, +)
    let isWhole = count == self.count
    return Datum(
      Source.Address(
        stage: forward.stage, tensor: isWhole ? Tensors.biasGradient : Tensors.partialSum,
        index: isWhole ? [map] : [map, count]), sum)
  }
}

extension GradientValues {
  /// The neurons whose arithmetic is written out: all of a few, else the first two and the last.
  static func written(_ neurons: Range<Int>) -> [Int] {
    neurons.count <= 6
      ? Array(neurons) : [neurons.lowerBound, neurons.lowerBound + 1, neurons.upperBound - 1]
  }

  /// Registers δ of neurons and what it is made of, as far as that is printed, and states how the
  /// total follows.
  ///
  /// - Returns: the number of the equation of the total; nil where a reader does not see all of its
  ///   terms.
  func state(
    _ neurons: Range<Int>, total: Datum, in ledger: inout Ledger
  ) -> Int? {
    let printed =
      ConvolutionValues.areNumbersPrinted(pass.sweep.extent)
      ? Array(neurons) : GradientValues.written(neurons)
    let activation = pass.layer.activation
    for neuron in printed {
      ledger.register([z(neuron), slope(neuron), upstream(neuron), delta(neuron)])
      if neurons.count <= 9, activation != .identity {
        ledger.state(.function(slope(neuron), of: z(neuron)) { activation.derivative($0) })
      }
    }
    ledger.register(total)
    if neurons.count <= 6 {
      return ledger.state(
        Equation(
          total,
          neurons.map { .init([slope($0), upstream($0)], product: delta($0)) }))
    }
    for neuron in neurons.count <= 25 ? printed : GradientValues.written(neurons) {
      ledger.state(.product(delta(neuron), of: [slope(neuron), upstream(neuron)]))
    }
    return neurons.count <= 25 ? ledger.state(.sum(total, of: neurons.map(delta))) : nil
  }
}
