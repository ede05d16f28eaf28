/// A step that fills one element of a gradient with a dot product of an overlay and an underlay.
///
/// Which tensors these are is for the pass to say: the backward passes of a convolution are
/// themselves cross-correlations and convolutions.
public struct GradientDotProduct: Sendable {
  /// The step's number in its pass.
  public let index: Int
  /// The feature map whose bias or weight has the gradient; nil in a gradient of activations.
  public let map: Int?
  /// The channel that the gradient's element belongs to: that of the filter for a weight, that of
  /// the input for an activation; nil for a bias.
  public let channel: Int?
  /// The cell of the filter or of the input that has the gradient; (0, 0) for a bias.
  public let cell: Cell
  /// How the overlay lies over the underlay; `neuron` counts the positions, in rows and columns.
  public let position: OverlayPosition
  /// The summands; computed when they are asked for.
  public let terms: DotProduct.Terms
  /// The gradient's element: Σ of the products, added up from 0 in the order of the terms.
  public let dotProduct: Double
}
