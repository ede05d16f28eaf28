import Drawing

/// A page of scenes in order, each with a caption and its alt text, in one self-contained file.
///
/// The scenes stand inline as SVG and share one set of embedded fonts, in which the page's own text
/// is set too. Nothing is loaded from elsewhere, so the page opens from disk.
public struct HTMLPage: Sendable, Equatable {
  /// A part of the page: a heading, its scenes in order, and what they show.
  public struct Section: Sendable, Equatable {
    /// The heading.
    public var title: String
    /// What the scenes show, below them; blank lines separate paragraphs.
    public var caption: String
    /// The scenes in order.
    public var scenes: [Scene]

    /// A section.
    public init(title: String, caption: String, scenes: [Scene]) {
      self.title = title
      self.caption = caption
      self.scenes = scenes
    }
  }

  /// The page's title and main heading.
  public var title: String
  /// What comes before the sections; blank lines separate paragraphs.
  public var introduction: String
  /// The sections in order.
  public var sections: [Section]
  /// The language of the page's text, as a BCP 47 tag.
  public var language: String

  /// A page.
  public init(title: String, introduction: String, sections: [Section], language: String = "en") {
    self.title = title
    self.introduction = introduction
    self.sections = sections
    self.language = language
  }

  /// The page as an HTML document.
  ///
  /// - Parameter fonts: Where the glyphs in use come from, once for the whole page; with nil, text
  ///   names the installed fonts only.
  public func render(fonts: (any FontSubsetter)? = nil) -> String {
    let faces = FontFaces(for: texts, from: fonts, prefix: HTMLPage.prefix)
    var body = ""
    for (index, section) in sections.enumerated() {
      body += HTMLPage.markup(of: section, number: index + 1, faces: faces)
    }
    let title = MarkupText.escaped(title)
    let isLong = sections.count > 2
    return """
      <!DOCTYPE html>
      <html lang="\(MarkupText.escaped(language))">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>
      \(faces.styleSheet)\(HTMLPage.styleSheet)</style>
      </head>
      <body class="\(faces.className(of: HTMLPage.textFont))">
      <header>
      <h1 class="\(faces.className(of: HTMLPage.headingFont))">\(title)</h1>
      \(MarkupText.paragraphs(introduction))</header>
      \(isLong ? contents : "")<main>
      \(body)</main>
      </body>
      </html>

      """
  }

  /// What stands before every id and class of the page's own.
  private static let prefix = "convlens"
  private static let textFont = Font.label(17)
  private static let headingFont = Font.label(28, .semibold)
  private static let descriptionLabel = "Description"
  private static let contentsLabel = "Figures"

  /// Every text of the page with its font, for the fonts to be cut down to.
  private var texts: [(string: String, font: Font)] {
    var texts = [(introduction, HTMLPage.textFont), (title, HTMLPage.headingFont)]
    texts.append((HTMLPage.descriptionLabel + HTMLPage.contentsLabel, HTMLPage.textFont))
    // The list of sections is numbered by the browser.
    texts.append(("0123456789.", HTMLPage.textFont))
    for section in sections {
      texts.append((section.title, HTMLPage.headingFont))
      texts.append((section.title + section.caption, HTMLPage.textFont))
      for scene in section.scenes {
        texts.append((scene.description, HTMLPage.textFont))
        texts += scene.textRuns.map { ($0.string, $0.font) }
      }
    }
    return texts.map { (string: $0.0, font: $0.1) }
  }

  private var contents: String {
    let entries = sections.enumerated().map { index, section in
      "<li><a href=\"#section-\(index + 1)\">\(MarkupText.escaped(section.title))</a></li>\n"
    }
    return """
      <nav aria-label="\(HTMLPage.contentsLabel)">
      <ol>
      \(entries.joined())</ol>
      </nav>

      """
  }

  private static func markup(of section: Section, number: Int, faces: FontFaces) -> String {
    var figures = ""
    for (index, scene) in section.scenes.enumerated() {
      let id = "\(prefix)-\(number)-\(index + 1)"
      figures += SVGRenderer.element(scene, prefix: id, faces: faces)
      // Screen readers have the alt text with the picture; this is for everyone else.
      guard !scene.description.isEmpty else { continue }
      figures += """
        <details>
        <summary>\(descriptionLabel)</summary>
        \(MarkupText.paragraphs(scene.description))</details>

        """
    }
    let caption =
      section.caption.isEmpty
      ? "" : "<figcaption>\n\(MarkupText.paragraphs(section.caption))</figcaption>\n"
    return """
      <section id="section-\(number)">
      <h2 class="\(faces.className(of: headingFont))">\(MarkupText.escaped(section.title))</h2>
      <figure>
      \(figures)\(caption)</figure>
      </section>

      """
  }

  private static let styleSheet = """
    :root{--ink:#171c28;--muted:#5b6575;--hairline:#d9dee6;--accent:#0072b2}
    body{margin:0 auto;padding:3rem 1.25rem 6rem;max-width:72rem;background:#fff;\
    color:var(--ink);font-size:1.0625rem;line-height:1.6}
    header,nav{max-width:42rem}
    h1{margin:0 0 1rem;font-size:2.25rem;line-height:1.2}
    h2{margin:0 0 1rem;font-size:1.375rem;line-height:1.3}
    p{margin:0 0 .75rem;overflow-wrap:break-word}
    a{color:var(--accent)}
    nav ol{margin:1.5rem 0 0;padding-left:2rem;columns:18rem;column-gap:2.5rem}
    section{margin-top:4rem}
    figure{margin:0}
    figure svg{display:block;max-width:100%;height:auto;border:1px solid var(--hairline);\
    border-radius:6px;box-sizing:border-box}
    details{margin:.5rem 0 1.5rem;max-width:42rem;color:var(--muted);font-size:.9375rem}
    summary{cursor:pointer}
    figcaption{margin-top:1rem;max-width:42rem}
    @media (max-width:40rem){body{padding-top:1.5rem}h1{font-size:1.75rem}section{margin-top:2.5rem}}
    @media print{
    @page{margin:15mm}
    body{max-width:none;padding:0;font-size:10.5pt}
    details,nav{display:none}
    section{margin-top:2rem;break-inside:avoid}
    h1,h2{break-after:avoid}
    figure svg{max-height:20cm}
    }

    """
}
