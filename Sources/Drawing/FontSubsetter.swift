/// A subset of a font's file that holds just the glyphs in use.
public struct FontSubset: Sendable, Equatable {
  /// The bytes of the font file.
  public let data: [UInt8]
  /// The file's format as CSS names it: `opentype` or `truetype`.
  public let format: String

  /// A subset from its bytes and its format, `opentype` or `truetype`.
  public init(data: [UInt8], format: String) {
    self.data = data
    self.format = format
  }
}

/// Cuts fonts down to the characters in use, so that a picture can carry its own.
public protocol FontSubsetter: Sendable {
  /// The part of a font's file that is needed to set the characters, or nil where the font is not
  /// to be had. Only the font's family and weight matter, not its size.
  func subset(of font: Font, keeping characters: Set<Unicode.Scalar>) -> FontSubset?
}
