/// The kinds of layer that there are.
public enum LayerRegistry {
  /// Every kind; the activation functions are as many kinds.
  public static let declarations: [LayerDeclaration] = layers + ActivationLayer.declarations

  /// The kinds, one line each.
  private static let layers: [LayerDeclaration] = [
    AdaptiveAveragePooling.declaration,
    Add.declaration,
    AveragePooling.declaration,
    BatchNormalisation.declaration,
    Concatenate.declaration,
    Convolution.declaration,
    Dropout.declaration,
    Flatten.declaration,
    FullyConnected.declaration,
    GlobalAveragePooling.declaration,
    GlobalMaxPooling.declaration,
    LogSoftmax.declaration,
    MaxPooling.declaration,
    ParametricReLU.declaration,
    Part.declaration,
    Scale.declaration,
    Softmax.declaration,
    TransposedConvolution.declaration,
  ]

  /// The declaration of a kind; nil where there is none of that name.
  public static subscript(kind: String) -> LayerDeclaration? {
    declarations.first { $0.kind == kind }
  }
}
