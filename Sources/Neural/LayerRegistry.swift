/// The kinds of layer that there are.
public enum LayerRegistry {
  /// Every kind, one line each.
  public static let declarations: [LayerDeclaration] = [
    AveragePooling.declaration,
    Convolution.declaration,
    FullyConnected.declaration,
    MaxPooling.declaration,
  ]

  /// The declaration of a kind; nil where there is none of that name.
  public static subscript(kind: String) -> LayerDeclaration? {
    declarations.first { $0.kind == kind }
  }
}
