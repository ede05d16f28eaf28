import Drawing

@testable import OfficeBackend

extension Deck {
  /// A page of parts.
  static func page(_ label: String, _ parts: [Part], paper: Color = .white) -> Page {
    Page(
      label: label,
      scene: Scene(
        size: Size(1280, 720), background: paper, title: "page", description: "all of it",
        items: []), parts: parts)
  }

  static func title(_ text: String, color: Color = Theme.light.ink) -> Part {
    Part(
      .title(Line([Run(text, weight: .semibold, color: color)], size: 27)),
      frame: Rectangle(56, 28, 1168, 44))
  }

  static func picture(_ description: String) -> Part {
    Part(
      .picture(
        Scene(
          size: Size(400, 300), background: .white, title: "figure", description: description,
          items: [.rectangle(Rectangle(0, 0, 10, 10), radius: 0, .fill(.black))])),
      frame: Rectangle(100, 200, 400, 300))
  }

  /// A deck that uses all that a presentation can show.
  static let full = Deck(
    title: "Maps & <filters>", author: "Ada Example", date: "Winter 2026", language: "de",
    slides: [
      Slide(
        number: 1, section: "", title: "Maps", notes: "",
        pages: [page("1", [title("Maps & <filters>")])]),
      Slide(
        number: 2, section: "Forward", title: "Steps", notes: "First.\n\nThen \"this\" & that.",
        pages: [
          page(
            "2.1",
            [
              title("Steps"),
              Part(
                .text([
                  Line(
                    [Run("Plain ", color: .black), Run("bold", weight: .bold, color: .black)],
                    size: 24),
                  Line(
                    [
                      Run("a", family: .math, color: .black),
                      Run("0,1", family: .math, color: .black, script: .sub),
                      Run("L", family: .math, color: .black, script: .sup),
                    ], size: 24, level: 1),
                  Line([Run("deeper", color: .black)], size: 24, level: 2),
                  Line(
                    [
                      Run("web", color: .black, link: "https://example.org/?a=1&b=2"),
                      Run("step", color: .black, link: "#2.2"),
                      Run("slide", color: .black, link: "#2"),
                      Run("nowhere", color: .black, link: "#99"),
                    ], size: 24),
                ]), frame: Rectangle(56, 104, 1168, 200)),
              picture("a map"),
            ]),
          page("2.2", [title("Steps"), picture("a map"), picture("another map")]),
        ]),
      Slide(
        number: 3, section: "Back", title: "Dark", notes: "",
        pages: [page("3", [title("Dark", color: .white)], paper: Theme.dark.paper)]),
    ])
}

extension Presentation {
  /// The presentation with stand-ins for its pictures.
  func bytes() throws -> [UInt8] {
    try render(
      pictures.indices.map { index in
        Picture(svg: Array("<svg>\(index)</svg>".utf8), png: [0x89, 0x50, UInt8(index)])
      })
  }
}
