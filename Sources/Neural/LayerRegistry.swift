/// The kinds of layer that there are.
public enum LayerRegistry {
  /// Every kind; the activation functions are as many kinds.
  public static let declarations: [LayerDeclaration] = layers + ActivationLayer.declarations

  /// The kinds, one line each.
  private static let layers: [LayerDeclaration] = [
    AdaptiveAveragePooling.declaration,
    Add.declaration,
    Affine.declaration,
    AveragePooling.declaration,
    BatchNormalisation.declaration,
    Clip.declaration,
    Concatenate.declaration,
    Convolution.declaration,
    Divide.declaration,
    Dropout.declaration,
    Flatten.declaration,
    FullyConnected.declaration,
    GlobalAveragePooling.declaration,
    GlobalMaxPooling.declaration,
    InstanceNormalisation.declaration,
    Linear.declaration,
    LocalResponseNormalisation.declaration,
    LogSoftmax.declaration,
    MatrixProduct.declaration,
    MaxPooling.declaration,
    Mean.declaration,
    Multiply.declaration,
    Pad.declaration,
    ParametricReLU.declaration,
    Part.declaration,
    Reshape.declaration,
    Resize.declaration,
    Scale.declaration,
    Softmax.declaration,
    Squeeze.declaration,
    Subtract.declaration,
    Transpose.declaration,
    TransposedConvolution.declaration,
    Unsqueeze.declaration,
  ]

  /// The declaration of a kind; nil where there is none of that name.
  public static subscript(kind: String) -> LayerDeclaration? {
    declarations.first { $0.kind == kind }
  }
}
