/// The passes that a trace can hold, each a list of steps; in the order in which they are written.
///
/// A gradient can be had in two ways, and a trace holds both: as one contribution a neuron, and as
/// one sum an element of the gradient.
public enum TracePass: String, Sendable, Hashable, CaseIterable {
  /// The neurons: dot products, or in pooling selections or averages.
  case forward
  /// ∂C/∂b: each neuron's component.
  case biasGradient = "bias_gradient"
  /// ∂C/∂w: what each neuron adds to its map's filter.
  case weightGradient = "weight_gradient"
  /// ∂C/∂aᴸ⁻¹: what each neuron adds to the input's gradient.
  case activationGradient = "activation_gradient"
  /// ∂C/∂b as one cross-correlation a map, of σ′(z) with ∂C/∂a.
  case biasGradientCorrelation = "bias_gradient_correlation"
  /// ∂C/∂w as the cross-correlation of the input with the components of ∂C/∂b.
  case weightGradientCorrelation = "weight_gradient_correlation"
  /// ∂C/∂aᴸ⁻¹ as the full convolution of the filters with the components of ∂C/∂b.
  case activationGradientConvolution = "activation_gradient_convolution"
  /// ∂C/∂aᴸ⁻¹ of a pooling layer as one sum a cell of the input.
  case activationGradientAccumulation = "activation_gradient_accumulation"
}
