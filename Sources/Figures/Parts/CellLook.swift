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
  /// The colour of diagonal lines over the fill, which say that a value is negative.
  var hatch: Color?

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

  /// A cell filled by its value; a theme that hatches negative values marks it so.
  init(
    _ text: Formula? = nil, caption: Formula? = nil, value: Double, scale: ValueScale, theme: Theme
  ) {
    let fill = scale.color(of: value)
    self.init(text, caption: caption, fill: fill, color: theme.text(on: fill))
    if theme.hatchesNegative, value < 0 {
      hatch = fill.mixed(with: theme.negative, 0.25)
    }
  }
}
