import Drawing

/// A deck of four slides and six pages; some of them have notes, links, and parts in common.
let sampleDeck = Deck(
  title: "Forward & \"back\"", author: "Ada <Example>", date: "Winter", language: "de",
  slides: [
    slide(
      1, "Title", notes: "",
      [link("https://example.org/?a=1&b=2", "Out"), link("#2.3", "Across"), link("#3", "On")]),
    slide(
      2, "Steps", steps: 3, notes: "First.\nStill first.\n- one\n- two\n\nSecond <b>.", [matrix]),
    slide(3, "Matrix", notes: "More.", [matrix, link("javascript:alert(1)", "Never")]),
    slide(4, "Night", notes: "", background: Color(hex: 0x0F1420), []),
  ])

/// A group with nothing but labels.
let matrix = Item.group(
  Tag("matrix", "input"),
  (0..<4).map { index in
    .group(
      Tag("cell", "\(index)"), [text("−0.5", .label(16), at: Point(100 + 60 * Double(index), 200))])
  })

/// Text that leads somewhere.
func link(_ target: String, _ words: String) -> Item {
  .group(Tag("link", target), [text(words, .label(24), at: Point(40, 300))])
}

private func slide(
  _ number: Int, _ title: String, steps: Int = 1, notes: String, background: Color = .white,
  _ items: [Item]
) -> Deck.Slide {
  Deck.Slide(
    number: number, section: "", title: title, notes: notes,
    pages: (1...steps).map { step in
      Deck.Page(
        label: steps == 1 ? "\(number)" : "\(number).\(step)",
        scene: Scene(
          size: Size(640, 360), background: background, title: title,
          description: "Page \(step) of \(title).",
          items: [text("\(title) \(step)", .label(32, .semibold), at: Point(40, 60))] + items),
        parts: [])
    })
}
