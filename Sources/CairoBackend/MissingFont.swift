import CCairo
import Drawing

/// A font family that figures are made for, but that is not installed.
public struct MissingFont: Sendable, Equatable {
  /// The family's name.
  public let family: String
  /// The Debian package that brings it.
  public let package: String
  /// The family that stands in for it.
  public let replacement: String
}
