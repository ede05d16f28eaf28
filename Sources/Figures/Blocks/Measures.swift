import Drawing

/// The lengths that blocks are laid out with, in page units of a page 1280 wide.
struct Measures: Sendable {
  /// The smallest text, indices included.
  var floor = 13.0
  /// What formulas are set at so that their indices reach the floor.
  var symbolFloor: Double { floor / Formula.scriptScale }
  /// What numbers, which are set in the label font, are set at to reach the floor.
  var numberFloor: Double { floor / Formula.labelScale }
  /// The page's margin.
  var margin = 56.0
  /// The size of titles above blocks.
  var heading = 19.2
  /// From a title's baseline to the block below it.
  var headingGap = 16.0
  /// The size of captions and legends.
  var caption = 14.8
  /// From a block to its caption.
  var captionGap = 14.0
  /// The least room between blocks side by side.
  var gap = 28.0
  /// The most room that is put between blocks side by side.
  var widestGap = 132.0
  /// The largest side of a cell.
  var largestCell = 116.0
  /// The largest number in a cell.
  var largestNumber = 32.0
  /// The least side of a cell that bears a tab with a weight.
  var tabCell = 60.0
  /// The least side of a cell that bears a weight as text.
  var cornerCell = 46.0
  /// The width of an overlay's outline.
  var overlay = 4.0
  /// The radius of the chain's sign nodes.
  var node = 23.0
  /// The most cells along a side that are drawn one by one.
  var mostCells = 40
}

extension Pen {
  /// The lengths that the pen lays out with.
  var measures: Measures { Measures() }
}
