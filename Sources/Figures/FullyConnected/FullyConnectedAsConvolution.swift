import Neural

/// A fully connected layer computed in two ways: from the flattened input, and as a convolution
/// whose filters are as large as the input, so that each has one position.
struct FullyConnectedAsConvolution {
  /// The layer over the flattened input.
  let flat: FullyConnected.ForwardPass
  /// The same weights as filters over the input as it was.
  let convolution: Convolution.ForwardPass
  /// Whether both give the same raw activations.
  let agreement: Agreement

  /// Whether each weight gets a colour of its own.
  var colorsWeights: Bool { flat.layer.inputs <= 9 }

  /// Both passes; they fit, because the subject's shape has as many elements as the layer inputs.
  init(_ subject: FullyConnectedSubject) {
    let layer = subject.forward.layer
    do {
      flat = try layer.forward(subject.forward.input.reshaped([layer.inputs]))
      convolution = try Convolution(
        weights: layer.weights.reshaped([layer.neurons] + subject.inputShape), bias: layer.bias,
        activation: layer.activation
      ).forward(subject.forward.input.reshaped(subject.inputShape))
    } catch {
      preconditionFailure("a shape of the inputs: \(error)")
    }
    let values = subject.forward.input.values.map(abs).max() ?? 0
    let weights = layer.weights.values.map(abs).max() ?? 0
    let bias = layer.bias.values.map(abs).max() ?? 0
    agreement = Agreement(
      flat.convolution.result.z.values, convolution.result.z.values,
      terms: layer.inputs + 1, size: Double(layer.inputs) * values * weights + bias)
  }
}
