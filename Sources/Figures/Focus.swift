import Drawing

/// What a figure looks at in a stage's run, and what it calls the operands.
public struct Focus: Sendable, Hashable {
  /// The item of the batch.
  public var item: Int
  /// The step of the pass; nil for the first, or for all in a figure that shows all.
  public var step: Int?
  /// What the input is, for the alt text: `digit 7`.
  public var inputName: String
  /// What the filter is: `sobel-x`.
  public var filterName: String
  /// How an input without negative values is coloured: ink for strokes, light for photographs.
  public var shade: ValueScale.Kind
  /// Whether the input is a picture, whose three channels are red, green and blue.
  public var isPicture = false
  /// Whether all maps of a layer are shown, where a figure else shows one.
  public var showsAllMaps = false

  /// A focus.
  public init(
    item: Int = 0, step: Int? = nil, inputName: String = "input", filterName: String = "filter",
    shade: ValueScale.Kind = .ink
  ) {
    (self.item, self.step) = (item, step)
    (self.inputName, self.filterName, self.shade) = (inputName, filterName, shade)
  }
}
