import CCairo
import Drawing

/// Cuts fonts down with HarfBuzz; the files are the ones that Pango sets the text with.
public struct HarfBuzzSubsetter: FontSubsetter {
  /// A subsetter.
  public init() {}

  /// The subset of the file that sets `font`, without hints and with tabular figures; nil where
  /// the family is not installed.
  public func subset(of font: Font, keeping characters: Set<Unicode.Scalar>) -> FontSubset? {
    let face = Face(font)
    let family = font.family.rawValue
    return LineCache.shared.withLock { cache in
      cache.withTypesetter { typesetter in
        typesetter.withFont(face, family: family) { font, found in
          guard found == family else { return nil }
          return Self.subset(hb_font_get_face(pango_font_get_hb_font(font)), keeping: characters)
        }
      }
    }
  }

  private static func subset(
    _ face: OpaquePointer?, keeping characters: Set<Unicode.Scalar>
  ) -> FontSubset? {
    guard let input = hb_subset_input_create_or_fail() else { return nil }
    defer { hb_subset_input_destroy(input) }
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING.rawValue)
    for character in characters {
      hb_set_add(hb_subset_input_unicode_set(input), character.value)
    }
    hb_set_add(
      hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG), hb_tag_from_string("tnum", 4))

    guard let subset = hb_subset_or_fail(face, input) else { return nil }
    defer { hb_face_destroy(subset) }
    let blob = hb_face_reference_blob(subset)
    defer { hb_blob_destroy(blob) }
    var count: UInt32 = 0
    guard let data = hb_blob_get_data(blob, &count), count > 4 else { return nil }
    let bytes = UnsafeRawBufferPointer(start: data, count: Int(count))
    let isCompact = bytes.prefix(4).elementsEqual("OTTO".utf8)
    return FontSubset(data: Array(bytes), format: isCompact ? "opentype" : "truetype")
  }
}
