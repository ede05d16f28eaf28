import Drawing
import Wording

/// The band below a figure: formulas in symbols above the same in numbers, and remarks.
struct Band: Sendable {
  /// One part of the band; lines stand between them.
  enum Part: Sendable {
    /// An equation, its numbers centred under its symbols.
    case equation(BandEquation)
    /// Lines one below the other.
    case lines([Formula])
    /// Another way to a result, and whether it led to the same.
    case verdict(Formula, Agreement, words: String = say("equal to the sum above"))
    /// The same with words for the way, and small matrices where there is room for their numbers.
    case equivalence(Equivalence)
    /// A small drawing.
    case drawing(@Sendable (Pen) -> Picture)
    /// A remark that gives way first: a line that stands out and a quiet one.
    case remark(String, String)
  }

  /// Another way to a result, drawn.
  struct Equivalence: Sendable {
    /// Which way it is.
    let words: String
    /// The way in symbols.
    let formula: Formula
    /// The matrices and the signs between them.
    let blocks: [any Block]
    let agreement: Agreement

    /// The largest height of the matrices.
    private static let height = 96.0
    private static let gap = 40.0

    func picture(width: Double, _ pen: Pen) -> Picture {
      let verdict = pen.verdict(agreement, size: 17)
      let way = pen.formula(formula, size: 20)
      let lines = pen.lines(of: words, size: 17, width: min(330, width * 0.5)).map {
        pen.formula(.words($0), size: 17, color: pen.theme.muted)
      }
      let told = Picture.column(lines + [way], spacing: 10, alignment: .start)
      let room = width - told.bounds.width - verdict.bounds.width - 2 * Equivalence.gap
      if room > 160, !blocks.isEmpty {
        let row = Stack.row(blocks, gap: 12, widest: 40)
          .layout(in: Size(room, Equivalence.height), pen)
        if row.loss < 100, row.size.width <= room + 0.5 {
          return .spread(
            [
              told, Picture(bounds: Rectangle(origin: .zero, size: row.size), items: row.items),
              verdict,
            ],
            width: width)
        }
      }
      if room > -Equivalence.gap { return .spread([told, verdict], width: width) }
      return .column([way, verdict], spacing: 13, alignment: .start)
    }
  }

  let parts: [Part]

  init(_ parts: [Part]) { self.parts = parts }

  private static let inset = Size(28, 18)
  private static let divider = 52.0
  private static let lineGap = 16.0

  /// The band drawn, with its height, at a width and at most so high.
  func layout(width: Double, height: Double, _ pen: Pen) -> Layout {
    let inner = width - 2 * Band.inset.width
    var kept = parts
    var omissions: [Omission] = []
    while !kept.isEmpty {
      let rows = rows(of: kept, width: inner, pen)
      let total =
        rows.map(\.bounds.height).reduce(0, +) + Band.lineGap * Double(rows.count - 1)
        + 2 * Band.inset.height
      let isWide = rows.contains { $0.bounds.width > inner + 0.5 }
      if total <= height && !isWide {
        return drawn(rows, width: width, height: total, omissions: omissions, pen)
      }
      // Remarks go first, then what stands last.
      let last = kept.lastIndex { if case .remark = $0 { true } else { false } }
      kept.remove(at: last ?? kept.count - 1)
      omissions = [Omission(.remarks, in: say("explanation"))]
    }
    var empty = Layout(size: .zero)
    for omission in omissions { empty.omit(omission) }
    return empty
  }

  private func drawn(
    _ rows: [Picture], width: Double, height: Double, omissions: [Omission], _ pen: Pen
  ) -> Layout {
    let size = Size(width, height)
    let lines = Picture.column(rows, spacing: Band.lineGap, alignment: .start)
      .placed(at: Point(Band.inset.width, Band.inset.height))
    let ground = Item.rectangle(
      Rectangle(origin: .zero, size: size), radius: 8, .fill(pen.theme.band))
    var layout = Layout(size: size, items: [.group(Tag("band"), [ground] + lines.items)])
    for omission in omissions { layout.omit(omission) }
    return layout
  }

  /// The parts in rows: side by side where they fit, with lines between them.
  private func rows(of parts: [Part], width: Double, _ pen: Pen) -> [Picture] {
    var rows: [[Picture]] = []
    var used = 0.0
    for (index, part) in parts.enumerated() {
      // An equation may be shortened to leave the others their room, but not to nothing.
      let others = parts.enumerated().filter { $0.offset != index }.map {
        Band.picture(of: $0.element, width: width * 0.4, pen).bounds.width + Band.divider
      }.reduce(0, +)
      let whole = Band.picture(of: part, width: width, pen)
      let room = max(width - others, width * 0.46)
      let picture =
        whole.bounds.width > room && index == 0 && parts.count > 1
        ? Band.picture(of: part, width: room, pen) : whole
      if rows.isEmpty || used + Band.divider + picture.bounds.width > width {
        rows.append([rows.isEmpty ? picture : whole])
        used = rows[rows.count - 1][0].bounds.width
      } else {
        rows[rows.count - 1].append(picture)
        used += Band.divider + picture.bounds.width
      }
    }
    return rows.map { row in
      let height = row.map(\.bounds.height).max() ?? 0
      var x = 0.0
      var result: [Picture] = []
      for (index, picture) in row.enumerated() {
        if index > 0 {
          x += Band.divider / 2
          let line = Path.line(Point(x, 0), Point(x, height))
          result.append(
            Picture(
              bounds: Rectangle(x, 0, 0, height),
              items: [.path(line, .stroke(pen.theme.hairline, 1.4))]))
          x += Band.divider / 2
        }
        result.append(picture.placed(at: Point(x, (height - picture.bounds.height) / 2)))
        x += picture.bounds.width
      }
      return Picture(bounds: Rectangle(0, 0, x, height), items: result.flatMap(\.items))
    }
  }

  private static func picture(of part: Part, width: Double, _ pen: Pen) -> Picture {
    switch part {
    case .equation(let equation): equation.picture(width: width, pen)
    case .lines(let lines):
      .column(
        lines.map { pen.formula($0, size: pen.legible(20, $0)) }, spacing: 13, alignment: .start)
    case .verdict(let formula, let agreement, let words):
      .column(
        [pen.formula(formula, size: 20), pen.verdict(agreement, words, size: 17)], spacing: 13,
        alignment: .start)
    case .equivalence(let equivalence): equivalence.picture(width: width, pen)
    case .drawing(let draw): draw(pen)
    case .remark(let strong, let quiet):
      .column(
        pen.lines(of: strong, size: 17, width: 235).map {
          pen.formula(.number($0, .semibold), size: 17)
        }
          + [
            quiet.isEmpty ? .empty : pen.formula(.words(quiet), size: 17, color: pen.theme.muted)
          ].filter { !$0.isEmpty }, spacing: 14, alignment: .start)
    }
  }
}

extension Picture {
  /// Pictures from the left edge of a width to its right one, their middles in a line.
  fileprivate static func spread(_ pictures: [Picture], width: Double) -> Picture {
    let used = pictures.map(\.bounds.width).reduce(0, +)
    let gap = max(0, (width - used) / Double(max(1, pictures.count - 1)))
    let height = pictures.map(\.bounds.height).max() ?? 0
    var x = 0.0
    return .joined(
      pictures.map { picture in
        defer { x += picture.bounds.width + gap }
        return picture.placed(at: Point(x, (height - picture.bounds.height) / 2))
      })
  }
}

extension Pen {
  /// Words in lines of at most a width.
  func lines(of text: String, size: Double, width: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      let longer = lines.last.map { $0 + " " + word } ?? String(word)
      if !lines.isEmpty, formula(.words(longer), size: size).bounds.width <= width {
        lines[lines.count - 1] = longer
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
