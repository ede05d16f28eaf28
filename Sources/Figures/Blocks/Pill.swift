import Drawing

/// A number or words in a rounded box: a subtotal, an option.
struct Pill: Block {
  let name: String
  let text: Formula
  var stroke: Stroke?

  init(_ name: String, text: Formula, stroke: Stroke? = nil) {
    self.name = name
    self.text = text
    self.stroke = stroke
  }

  var share: Size { .zero }

  func least(_ pen: Pen) -> Size { layout(in: .zero, pen).size }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let picture = pen.formula(text, size: 21)
    let size = Size(max(62, picture.bounds.width + 26), 42)
    let box = Rectangle(origin: .zero, size: size)
    let stroke = stroke ?? Stroke(color: pen.theme.ink, width: 1.8)
    var layout = Layout(
      size: size,
      items: [
        .group(
          Tag("pill", name),
          [.rectangle(box, radius: 8, Paint(fill: pen.theme.paper, stroke: stroke))]
            + picture.centered(at: box.center).items)
      ])
    layout.anchors[name] = box
    return layout
  }
}
