/// A subset of a font's file that holds just the glyphs in use.
public struct FontSubset: Sendable, Equatable {
  /// The font file's bytes.
  public let data: [UInt8]
  /// The file's format as CSS names it: "opentype" or "truetype".
  public let format: String

  /// A subset.
  public init(data: [UInt8], format: String) {
    self.data = data
    self.format = format
  }
}

/// Cuts a font's file down to the characters in use, so that it can travel inside a document.
public protocol FontSubsetter: Sendable {
  /// The subset of the file that sets `font`, or nil where the font is not installed.
  ///
  /// The family and the weight choose the file; the size does not matter.
  func subset(of font: Font, keeping characters: Set<Unicode.Scalar>) -> FontSubset?
}
