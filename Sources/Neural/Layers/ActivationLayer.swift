/// An activation function as a layer of its own: a = σ(x) for each element, whatever the shape.
///
/// The gradient is ∂C/∂x = σ′(x) · ∂C/∂a, element by element. Each function is a kind of layer that
/// is called as the function is; the number that some take is a setting. The functions, their
/// formulas and their sources are those of ``Activation``.
public struct ActivationLayer: Sendable, Hashable {
  /// The function σ.
  public let activation: Activation

  /// The layer that applies a function.
  public init(_ activation: Activation) { self.activation = activation }

  /// A kind for each function.
  public static let declarations: [LayerDeclaration] = Activation.declarations.map(declaration)

  private static func declaration(of function: ActivationDeclaration) -> LayerDeclaration {
    LayerDeclaration(
      kind: function.name, "the activation function σ(z) = \(function.formula)",
      settings: function.parameter.map { [$0] } ?? [], countsAsLayer: false,
      fit: { operands throws(LayerError) in
        // Without parameters to tell items from channels, only four dimensions are a batch.
        let input = try operands.onlyInput(of: function.name)
        return operands.fitted(items: input.rank == 4 ? input.unstacked : [input])
      },
      make: { settings, _, _ in
        ActivationLayer(
          function.activation(function.parameter.flatMap { settings.number($0.name) }))
      })
  }
}

extension ActivationLayer: Layer {
  /// The kind, which is the function's.
  public var declaration: LayerDeclaration {
    ActivationLayer.declaration(of: activation.declaration)
  }

  /// The function's number, where it takes one.
  public var settings: Settings {
    guard let setting = activation.declaration.parameter, let value = activation.parameter else {
      return Settings()
    }
    return Settings([setting.name: .number(value)])
  }

  /// A neuron sees the element at its place.
  public var reach: Reach { .element }

  /// The shape of the input.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    guard inputs[0].count <= Indices.limit else {
      throw .input(
        problem: "an input has at most \(Indices.limit) dimensions, not \(inputs[0].count)")
    }
    return inputs[0]
  }

  /// The pass over an input of any shape.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try forward(inputs[0])
  }

  /// The pass over an input of any shape.
  ///
  /// - Throws: ``LayerError`` where it has more than five dimensions.
  public func forward(_ input: Tensor) throws(LayerError) -> ForwardPass {
    _ = try outputShape(of: [input.shape])
    return ForwardPass(
      layer: self, input: input,
      output: Tensor(
        uncheckedShape: input.shape, values: input.values.map { activation($0) }))
  }
}

extension ActivationLayer {
  /// An activation function over one input: a step for each element.
  public struct ForwardPass: LayerForwardPass, Equatable {
    /// The layer.
    public let layer: ActivationLayer
    /// The input x.
    public let input: Tensor
    /// a = σ(x), in the shape of the input.
    public let output: Tensor

    /// The input.
    public var inputs: [Tensor] { [input] }
    /// The output has no z beside it.
    public var outputName: TensorName { .output }
    /// The output.
    public var results: NamedTensors { [NamedTensor(.output, output)] }

    /// One account: the function of one value for each element.
    public var accounts: [Account] {
      let pass = self
      return [
        Account(.forward, result: .output, shape: input.shape, steps: input.shape) { index in
          let place = Indices(of: index, in: pass.input.shape)
          return AccountStep(
            index: index, target: Address(.output, place),
            rule: .function(pass.layer.activation.description),
            terms: StepTerms([
              StepTerm(Operand(pass.input.values[index], at: Address(.input, place)))
            ]), result: pass.output.values[index])
        }
      ]
    }

    /// The gradient for a gradient ∂C/∂a of the output.
    public func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      guard outputGradient.shape == input.shape else {
        throw .shape(of: "upstream gradient", expected: input.shape, found: outputGradient.shape)
      }
      return BackwardPass(
        forward: self, outputGradient: outputGradient,
        activationDerivatives: Tensor(
          uncheckedShape: input.shape,
          values: input.values.map { layer.activation.derivative($0) }))
    }
  }

  /// The gradient of an activation function's input.
  public struct BackwardPass: LayerBackwardPass, Equatable {
    /// The forward pass that the gradient belongs to.
    public let forward: ForwardPass
    /// ∂C/∂a, which comes from the next layer.
    public let outputGradient: Tensor
    /// σ′(x).
    public let activationDerivatives: Tensor

    /// ∂C/∂x = σ′(x) · ∂C/∂a.
    public var inputGradients: [Tensor] {
      [
        Tensor(
          uncheckedShape: outputGradient.shape,
          values: zip(activationDerivatives.values, outputGradient.values).map { $0 * $1 })
      ]
    }

    /// σ′(x).
    public var results: NamedTensors {
      [NamedTensor(.activationDerivatives, activationDerivatives)]
    }

    /// One account: for each element its slope times the gradient that comes from above.
    public var accounts: [Account] {
      let (slopes, upstream) = (activationDerivatives, outputGradient)
      return [
        Account(
          .activationGradient, result: .activationGradient, shape: slopes.shape,
          steps: slopes.shape
        ) { index in
          let place = Indices(of: index, in: slopes.shape)
          let term = StepTerm(
            Operand(slopes.values[index], at: Address(.activationDerivatives, place)),
            times: Operand(upstream.values[index], at: Address(.outputGradient, place)))
          return AccountStep(
            index: index, target: Address(.activationGradient, place), rule: .sum,
            terms: StepTerms([term]), result: term.product)
        }
      ]
    }
  }
}
