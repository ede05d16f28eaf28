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
