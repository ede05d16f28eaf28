import Drawing

/// How one cell or neuron looks.
struct CellLook {
  /// What the cell says; `nil` for nothing.
  var text: Formula?
  /// What stands small below it.
  var caption: Formula?
  /// The fill.
  var fill: Color?
  /// The colour of the text.
  var color: Color
  /// The outline of its own, drawn over the hairlines.
  var outline: Stroke?

  init(
    _ text: Formula? = nil, caption: Formula? = nil, fill: Color? = nil, color: Color,
    outline: Stroke? = nil
  ) {
    self.text = text
    self.caption = caption
    self.fill = fill
    self.color = color
    self.outline = outline
  }
}
