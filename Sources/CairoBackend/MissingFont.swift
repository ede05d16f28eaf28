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

/// The families of the visual language that are not installed, in the order of `FontFamily`.
public func missingFonts() -> [MissingFont] {
  FontFamily.allCases.compactMap { family in
    let face = Face(Font(family, size: 1))
    guard let found = installedFamily(for: family.rawValue, face), found != family.rawValue
    else { return nil }
    let replacement = installedFamily(for: Face.replacement, face) ?? found
    return MissingFont(family: family.rawValue, package: family.package, replacement: replacement)
  }
}

/// The family that Pango sets where `family` is asked for.
func installedFamily(for family: String, _ face: Face) -> String? {
  LineCache.shared.withLock { cache in
    cache.withTypesetter { $0.withFont(face, family: family) { _, found in found } }
  }
}

extension FontFamily {
  /// The Debian package that brings the family.
  var package: String {
    switch self {
    case .label: "fonts-inter"
    case .math: "fonts-lmodern"
    }
  }
}
