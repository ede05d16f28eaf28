import Drawing
import Figures
import Wording

// Running text as the paragraphs of a deck, for formats that break lines themselves.
extension TextStyle {
  /// The paragraphs of a text; items with numbers have those in their words, not a bullet too.
  func lines(of markup: Markup) -> [Deck.Line] {
    markup.paragraphs.map { paragraph in
      if case .code(let block) = paragraph.kind {
        return CodeSetting(block: block, style: self).line()
      }
      guard paragraph.number.isEmpty else {
        let number = Deck.Run("\(paragraph.number) ", weight: weight, color: color)
        return Deck.Line([number] + runs(of: paragraph.spans), size: size)
      }
      let style = style(for: paragraph.kind)
      let kind: Deck.Line.Kind =
        switch paragraph.kind {
        case .heading: .heading
        case .quote: .quote
        case .display: .display
        case .text, .code: .text
        }
      return Deck.Line(
        style.runs(of: paragraph.spans), size: style.size, level: paragraph.level, kind: kind)
    }
  }

  /// The runs of spans.
  func runs(of spans: [Markup.Span]) -> [Deck.Run] {
    spans.flatMap { span -> [Deck.Run] in
      let color = color(of: span.style)
      switch span.content {
      case .text(let text) where span.style.isCode:
        return [
          Deck.Run(
            text, family: .code, weight: weight(of: span.style), color: color,
            link: span.style.link)
        ]
      case .text(let text):
        return Formula.families(of: text).map { run in
          Deck.Run(
            run.text, family: run.family, weight: weight(of: span.style), color: color,
            link: span.style.link)
        }
      case .formula(let formula):
        let formula = Voice.current.notation.writtenWhereNoted(formula)
        var runs = runs(of: formula, color: color, link: span.style.link)
        // The first stands for all where formulas are written in LaTeX.
        for index in runs.indices { runs[index].latex = index == 0 ? formula.latex : "" }
        return runs
      case .blank(let answer):
        if blanks == .answers {
          var style = self
          style.color = self.answer
          style.weight = .semibold
          return style.runs(of: answer)
        }
        return [Deck.Run("______", color: theme.frame)]
      }
    }
  }

  /// The runs of a formula on one line; a fraction is set with a stroke.
  private func runs(
    of formula: Formula, color: Color, script: Deck.Run.Script = .none, link: String
  ) -> [Deck.Run] {
    func run(_ text: String, _ family: FontFamily, _ weight: FontWeight = .regular) -> Deck.Run {
      Deck.Run(text, family: family, weight: weight, color: color, script: script, link: link)
    }
    func runs(_ formula: Formula) -> [Deck.Run] {
      self.runs(of: formula, color: color, script: script, link: link)
    }
    switch formula {
    case .math(let text): return [run(Formula.italics(text), .math)]
    case .words(let text):
      return Formula.families(of: text).map { run($0.text, $0.family) }
    case .number(let text, let weight):
      return Formula.families(of: text).map { run($0.text, $0.family, weight) }
    case .relation(let text): return [run(" \(text) ", .math)]
    case .space(let ems): return ems > 0 ? [run(" ", .math)] : []
    case .colored(let own, let inner):
      return self.runs(of: inner, color: own, script: script, link: link)
    case .sourced(_, let inner): return runs(inner)
    case .row(let parts): return parts.flatMap(runs)
    case .scripts(let base, let sub, let sup):
      func scripted(_ formula: Formula, _ script: Deck.Run.Script) -> [Deck.Run] {
        self.runs(of: formula, color: color, script: script, link: link)
      }
      return runs(base) + (sub.map { scripted($0, .sub) } ?? [])
        + (sup.map { scripted($0, .sup) } ?? [])
    case .construct(let construct): return construct.runs(of: runs, sign: { run($0, .math) })
    case .fraction(let top, let bottom):
      func part(_ formula: Formula) -> [Deck.Run] {
        let inner = runs(formula)
        return inner.count == 1 ? inner : [run("(", .math)] + inner + [run(")", .math)]
      }
      return part(top) + [run("/", .math)] + part(bottom)
    }
  }
}

extension FormulaConstruct {
  /// The construction on one line: what stands in it, and the signs that it has there.
  fileprivate func runs(
    of formula: (Formula) -> [Deck.Run], sign: (String) -> Deck.Run
  ) -> [Deck.Run] {
    switch self {
    case .accent(let accent, let inner):
      // A mark joins the letter before it.
      var runs = formula(inner)
      if runs.count == 1, inner.plainText.count == 1 { runs[0].text += accent.combining }
      return runs
    case .root(let inner, let index):
      return (index.map(formula) ?? []) + [sign("√(")] + formula(inner) + [sign(")")]
    case .fenced(let left, let inner, let right):
      return [left, right].allSatisfy(\.isEmpty)
        ? formula(inner)
        : [sign(left)] + formula(inner) + [sign(right)]
    case .grid(let rows, let columns):
      let gap = columns == .aligned ? "" : ", "
      return rows.enumerated().flatMap { index, row in
        (index > 0 ? [sign("; ")] : [])
          + row.enumerated().flatMap { column, cell in
            (column > 0 && !gap.isEmpty ? [sign(gap)] : []) + formula(cell)
          }
      }
    case .limits(let base, let below, let above):
      return formula(.scripts(base, sub: below, sup: above))
    case .large(let sum): return [sign(sum)]
    case .noted(let inner): return formula(inner)
    }
  }
}
