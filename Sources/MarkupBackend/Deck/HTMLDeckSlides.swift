import Drawing

extension HTMLDeck {
  /// The slides in order, each with its pages and notes.
  func slides(faces: FontFaces, shared: SharedGroups) -> String {
    var markup = ""
    var number = 0
    var labels: Set<String> = []
    for slide in deck.slides {
      markup += "<section class=\"slide\">\n"
      for page in slide.pages {
        number += 1
        // An id must not stand twice, whatever the deck's labels are.
        let isFirst = labels.insert(page.label).inserted
        markup += self.page(
          page, of: slide, id: isFirst ? page.label : "\(page.label)-\(number)", number: number,
          faces: faces, shared: shared)
      }
      markup += HTMLDeck.notes(slide.notes) + "</section>\n"
    }
    return markup
  }

  private func page(
    _ page: Deck.Page, of slide: Deck.Slide, id: String, number: Int, faces: FontFaces,
    shared: SharedGroups
  ) -> String {
    let id = MarkupText.escaped(id)
    let name = MarkupText.escaped("\(words.slide) \(page.label): \(slide.title)")
    let paper = page.scene.background
    let tone = paper.luminance < 0.18 ? "dark" : "light"
    return """
      <article class="page" id="\(id)" data-tone="\(tone)" \
      style="--paper:\(MarkupText.color(paper))">
      \(SVGRenderer.element(page.scene, prefix: "p\(number)", faces: faces, shared: shared))\
      <a class="cover" href="#\(id)" aria-label="\(name)"><span>\(id)</span></a>
      </article>

      """
  }

  /// The notes as one `p` element a paragraph; nothing where there are none.
  private static func notes(_ notes: String) -> String {
    let paragraphs = MarkupText.paragraphs(notes)
    return paragraphs.isEmpty ? "" : "<aside class=\"notes\">\n\(paragraphs)</aside>\n"
  }
}
