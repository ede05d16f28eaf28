/// The families of the visual language.
public enum FontFamily: String, Sendable, Hashable, CaseIterable {
  /// Inter: labels and numbers.
  case label = "Inter"
  /// Latin Modern Math: formulas.
  case math = "Latin Modern Math"
  /// DejaVu Sans Mono: program code, every character as wide as the others.
  case code = "DejaVu Sans Mono"
}

/// The weights in use.
public enum FontWeight: Int, Sendable, Hashable, CaseIterable {
  /// Running labels.
  case regular = 400
  /// Names and numbers.
  case medium = 500
  /// Titles.
  case semibold = 600
  /// Results.
  case bold = 700
}

/// A font at a size, in page units. Numbers are set in tabular figures.
public struct Font: Sendable, Hashable {
  /// The family.
  public var family: FontFamily
  /// The size in page units.
  public var size: Double
  /// The weight; formulas have only the regular one.
  public var weight: FontWeight

  /// A font.
  public init(_ family: FontFamily, size: Double, weight: FontWeight = .regular) {
    self.family = family
    self.size = size
    self.weight = weight
  }

  /// A label font.
  public static func label(_ size: Double, _ weight: FontWeight = .regular) -> Font {
    Font(.label, size: size, weight: weight)
  }

  /// A formula font.
  public static func math(_ size: Double) -> Font { Font(.math, size: size) }

  /// A font for program code.
  public static func code(_ size: Double, _ weight: FontWeight = .regular) -> Font {
    Font(.code, size: size, weight: weight)
  }

  /// The same font at another size.
  public func sized(_ size: Double) -> Font { Font(family, size: size, weight: weight) }
}

/// How much room a string takes in a font, in page units.
public struct TextExtents: Sendable, Hashable {
  /// The advance width.
  public var width: Double
  /// How far the ink reaches above the baseline.
  public var ascent: Double
  /// How far the ink reaches below the baseline; negative where it ends above.
  public var descent: Double

  /// Extents.
  public init(width: Double, ascent: Double, descent: Double) {
    (self.width, self.ascent, self.descent) = (width, ascent, descent)
  }

  /// The ink's height.
  public var height: Double { ascent + descent }
}

/// Measures text; what a figure is laid out with, and what must agree with the renderer.
public protocol TextMetrics: Sendable {
  /// The extents of a string set on one line.
  func extents(of string: String, in font: Font) -> TextExtents
}
