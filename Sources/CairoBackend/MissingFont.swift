import Drawing

/// A font family that figures are made for, but that is not installed.
public struct MissingFont: Sendable, Equatable {
  /// The family's name.
  public let family: String
  /// The Debian package that brings it.
  public let package: String
  /// The family that stands in for it; nil where there is no font at all.
  public let replacement: String?
}

/// The families of the visual language that are not installed, in the order of `FontFamily`.
public func missingFonts() -> [MissingFont] {
  FontFamily.allCases.compactMap { missingFont($0.rawValue, package: $0.package) }
}

/// The family as a missing one, or nil where it is installed.
func missingFont(_ family: String, package: String) -> MissingFont? {
  guard installedFamily(for: family) != family else { return nil }
  return MissingFont(
    family: family, package: package, replacement: installedFamily(for: Face.replacement))
}

/// The family that Pango sets where `family` is asked for; nil where there is no font at all.
func installedFamily(for family: String) -> String? {
  LineCache.shared.withLock { cache in
    cache.withTypesetter { typesetter in
      typesetter.withFont(Face(.label(1)), family: family) { _, found in found }
    }
  }
}

extension FontFamily {
  /// The Debian package that brings the family.
  var package: String {
    switch self {
    case .label: "fonts-inter"
    case .math: "fonts-lmodern"
    case .code: "fonts-dejavu-core"
    }
  }
}
