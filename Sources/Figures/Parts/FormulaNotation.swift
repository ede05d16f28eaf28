import Drawing
import Wording

extension NotationStyle {
  /// A formula of the article in this notation.
  public func written(_ formula: Formula) -> Formula {
    guard self != .article else { return formula }
    switch formula {
    case .math(let text): return .math(symbols(text))
    case .words(let text): return .words(written(text))
    case .number(let text, let weight): return .number(written(text), weight)
    case .relation, .space: return formula
    case .scripts(let base, let sub, let sup):
      return .scripts(written(base), sub: sub.map(indices), sup: sup.map(layer))
    case .fraction(let top, let bottom): return .fraction(written(top), written(bottom))
    case .row(let parts): return .row(parts.map(written))
    case .colored(let color, let formula): return .colored(color, written(formula))
    case .sourced(let source, let formula): return .sourced(source, written(formula))
    case .construct(let construct): return .construct(construct.mapped(written))
    }
  }

  /// A formula of somebody's own in this notation: what it marks as the article's, and nothing else.
  public func writtenWhereNoted(_ formula: Formula) -> Formula {
    switch formula {
    case .math, .words, .number, .relation, .space: formula
    case .scripts(let base, let sub, let sup):
      .scripts(
        writtenWhereNoted(base), sub: sub.map(writtenWhereNoted), sup: sup.map(writtenWhereNoted))
    case .fraction(let top, let bottom):
      .fraction(writtenWhereNoted(top), writtenWhereNoted(bottom))
    case .row(let parts): .row(parts.map(writtenWhereNoted))
    case .colored(let color, let inner): .colored(color, writtenWhereNoted(inner))
    case .sourced(let source, let inner): .sourced(source, writtenWhereNoted(inner))
    case .construct(.noted(let inner)): written(inner)
    case .construct(let construct): .construct(construct.mapped(writtenWhereNoted))
    }
  }

  /// A subscript; only one of symbols holds indices.
  private func indices(_ sub: Formula) -> Formula {
    guard case .math(let text) = sub else { return sub }
    return .math(indices(text))
  }

  /// A superscript; only one of symbols names a layer.
  private func layer(_ sup: Formula) -> Formula {
    guard case .math(let text) = sup else { return sup }
    return .math(layer(text))
  }
}
