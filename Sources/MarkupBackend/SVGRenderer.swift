import Drawing

/// Renders a scene as an SVG document with real, selectable text.
///
/// The document stands alone: it carries a subset of each font in use under a private family name
/// where a subsetter is given, names the installed fonts as a fallback, and has the scene's title
/// and alt text for readers that do not see it. Page units are CSS pixels, 96 an inch. Groups keep
/// their tag as `class` (the kind) and `data-name`. The same scene gives the same bytes.
///
/// Source: Scalable Vector Graphics (SVG) 2, W3C; WAI-ARIA Graphics Module for `role` and labels.
public struct SVGRenderer: Sendable {
  private let fonts: (any FontSubsetter)?
  private let prefix: String?

  /// A renderer.
  ///
  /// - Parameters:
  ///   - fonts: Where the glyphs in use come from; with nil, text names the installed fonts only,
  ///     and is fitted into its measured width where another font has to stand in.
  ///   - prefix: What stands before every id, class and family name of the document's own. Without
  ///     one it is made from what the document shows, so that different documents can stand inline
  ///     in one page.
  public init(fonts: (any FontSubsetter)? = nil, prefix: String? = nil) {
    self.fonts = fonts
    self.prefix = prefix.map(MarkupText.name)
  }

  /// The scene as an SVG document.
  public func render(_ scene: Scene) -> String {
    var faces = FontFaces(
      for: scene.textRuns.map { ($0.string, $0.font) }, from: fonts,
      prefix: prefix ?? SVGRenderer.stem)
    let prefix = self.prefix ?? SVGRenderer.prefix(of: scene, faces: faces)
    faces.prefix = prefix
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + SVGRenderer.element(scene, prefix: prefix, faces: faces, styleSheet: faces.styleSheet)
  }

  private static let stem = "convlens"

  /// A prefix that other scenes do not have, and the same scene in other faces neither.
  private static func prefix(of scene: Scene, faces: FontFaces) -> String {
    let element = element(scene, prefix: stem, faces: faces, styleSheet: faces.signature)
    let digest = sha256(Array(element.utf8)).prefix(6).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return "\(stem)-\(digest.joined())"
  }

  /// The scene as an `svg` element, for a document of its own or to stand inline in a page, whose
  /// style sheet then serves all of its scenes.
  static func element(
    _ scene: Scene, prefix: String, faces: FontFaces, styleSheet: String? = nil,
    shared: SharedGroups? = nil
  ) -> String {
    let width = MarkupText.number(scene.size.width)
    let height = MarkupText.number(scene.size.height)
    let background = Item.rectangle(
      Rectangle(origin: .zero, size: scene.size), radius: 0, .fill(scene.background))
    // What is in an image is hidden from voices, and links must not be.
    let role = scene.groups("link").isEmpty ? "img" : "group"
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="\(role)" \
      aria-labelledby="\(prefix)-title \(prefix)-desc" \
      fill="none" stroke-linecap="round" stroke-linejoin="round">
      <title id="\(prefix)-title">\(MarkupText.escaped(scene.title))</title>
      <desc id="\(prefix)-desc">\(MarkupText.escaped(scene.description))</desc>
      \(styleSheet.map { "<style>\n\($0)</style>\n" } ?? "")\
      \(SVGBody([background] + scene.items, faces: faces, shared: shared).markup)\
      </svg>

      """
  }
}
