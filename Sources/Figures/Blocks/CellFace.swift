import Drawing

/// What one cell or neuron of a matrix says and how it looks.
struct CellFace: Sendable {
  /// Its number.
  var number: Formula?
  /// Its symbol.
  var symbol: Formula?
  /// What stands small under its number: the factors of a product.
  var detail: Formula?
  /// What stands small in the lower right corner: the weight that lies on it.
  var corner: Formula?
  /// The colour of its identity, for its text, its tint and its corner.
  var identity: Color?
  /// The colour of its value.
  var heat: Color?
  /// Whether the heat is shown beside the number; otherwise only where numbers gave way.
  var isHeat = false
  /// What the heat stands for.
  var mark: Source?
  /// Whether the value is below 0, for themes that say so by hatches.
  var isNegative = false
  /// Text that should be there but not noticed.
  var isQuiet = false
  /// Text that stands out.
  var isStrong = false
  /// A cell that is not there yet, or lies in the padding.
  var isDashed = false
  /// A place that stands for many: no cell or circle, only its sign.
  var isGap = false
  /// An outline of its own.
  var outline: Stroke?
  /// The number of the step that an outline's colour stands for.
  var badge: String?

  init() {}

  /// A value: its number, its symbol, and where a scale is given its colour.
  init(
    _ datum: Datum, _ spellings: Spellings, _ notation: Notation, _ scale: ValueScale? = nil,
    isHeat: Bool = true, weight: FontWeight = .medium
  ) {
    number =
      datum.address.tensor == Tensors.padding
      ? .number("0", .regular) : spellings.number(datum, weight)
    symbol = notation.symbol(datum)
    heat = scale.map { $0.color(of: datum.value) }
    self.isHeat = isHeat && scale != nil
    isNegative = datum.value < 0
    mark = datum.mark
  }

  /// A zero that nothing gives: there is no value at such a place.
  static var zero: CellFace {
    var face = CellFace()
    face.number = .number("0", .regular)
    face.isQuiet = true
    return face
  }

  /// A place that stands for many: ⋮ or ⋯.
  static func gap(_ sign: Formula) -> CellFace {
    var face = CellFace()
    face.number = sign
    face.isGap = true
    face.isQuiet = true
    return face
  }

  /// The lines of text that a style wants of it.
  func lines(_ labels: Labels) -> (main: Formula?, below: Formula?) {
    switch labels {
    case .numbers: (number ?? symbol, number == nil ? nil : detail)
    case .symbols: (symbol ?? number, nil)
    case .both: number == nil ? (symbol, nil) : (number, symbol ?? detail)
    }
  }

  /// The fill on a theme's paper.
  func fill(_ theme: Theme, showsHeat: Bool) -> Color? {
    if isHeat || showsHeat, let heat { return heat }
    return identity.map { theme.paper.mixed(with: $0, theme.tint) }
  }

  /// The colour of its text over its fill.
  func color(_ theme: Theme, on fill: Color?) -> Color {
    let ground = fill ?? theme.paper
    if let identity, !isHeat { return theme.text(in: identity, on: ground) }
    if isQuiet { return theme.text(in: theme.quiet, on: ground) }
    return theme.text(on: ground)
  }
}

/// Cells that an overlay covers, outlined.
struct OverlayMark: Sendable {
  /// What its rectangle is called: wires and lenses begin there.
  let name: String
  /// The first cell; outside where the overlay hangs over.
  let row: Int
  let column: Int
  /// The rows and columns from the first covered cell to the last.
  let rows: Int
  let columns: Int
  /// The steps from one covered cell to the next, for dilated overlays.
  var dilation = (rows: 1, columns: 1)
  /// The outline.
  var style: PositionStyle
  /// The number of the step, on a corner.
  var badge: String?
}
