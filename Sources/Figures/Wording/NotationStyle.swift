import Drawing

/// How symbols and indices are written.
///
/// Figures are written in the article's notation, which this translates: a_{0,1}^{L−1}, w, ∂C/∂w.
public struct NotationStyle: Sendable, Equatable {
  /// What gradients are of.
  public enum Gradients: String, Sendable, CaseIterable {
    /// The cost, as in the article: ∂C/∂w, with the layer L.
    case cost = "∂C/∂w"
    /// The loss, as in many frameworks: ∂L/∂W, with the layer ℓ.
    case loss = "∂L/∂W"
  }

  /// The letter of activations and inputs.
  public enum Activations: String, Sendable, CaseIterable {
    /// As in the article.
    case a
    /// As where an input is x.
    case x
  }

  /// The first index of rows, columns, channels and maps: 0 or 1.
  public var firstIndex: Int
  /// What gradients are of.
  public var gradients: Gradients
  /// The letter of activations.
  public var activations: Activations

  /// A notation; `firstIndex` is 0 or 1.
  public init(
    firstIndex: Int = 0, gradients: Gradients = .cost, activations: Activations = .a
  ) {
    precondition(firstIndex == 0 || firstIndex == 1, "indices count from 0 or 1")
    self.firstIndex = firstIndex
    self.gradients = gradients
    self.activations = activations
  }

  /// The article's notation.
  public static let article = NotationStyle()

  /// An index, given as it counts from 0.
  public func index(_ index: Int) -> String { String(index + firstIndex) }
}

extension NotationStyle {
  /// A formula of the article in this notation.
  public func written(_ formula: Formula) -> Formula {
    guard self != .article else { return formula }
    switch formula {
    case .math(let text): return .math(letters(text))
    case .words(let text): return .words(written(text))
    case .number(let text, let weight): return .number(written(text), weight)
    case .relation, .space: return formula
    case .scripts(let base, let sub, let sup):
      return .scripts(written(base), sub: sub.map(indices), sup: sup.map(layers))
    case .fraction(let top, let bottom): return .fraction(written(top), written(bottom))
    case .row(let parts): return .row(parts.map(written))
    case .colored(let color, let formula): return .colored(color, written(formula))
    case .sourced(let source, let formula): return .sourced(source, written(formula))
    }
  }

  /// Running text of the article in this notation: the gradients in it.
  public func written(_ text: String) -> String {
    guard self != .article, text.contains("∂C") else { return text }
    var written = text
    if activations == .x { written = written.replacing("∂C/∂a", with: "∂C/∂x") }
    if gradients == .loss {
      written = written.replacing("∂C/∂w", with: "∂L/∂W").replacing("∂C", with: "∂L")
    }
    return written
  }

  /// Symbols in this notation; letters of words, such as those of `max`, stay.
  private func letters(_ text: String) -> String {
    let characters = Array(text)
    func isLatin(_ index: Int) -> Bool {
      characters.indices.contains(index) && characters[index].isASCII && characters[index].isLetter
    }
    return String(
      characters.indices.map { index in
        guard !isLatin(index - 1), !isLatin(index + 1) else { return characters[index] }
        switch characters[index] {
        case "a" where activations == .x: return "x"
        case "C" where gradients == .loss: return "L"
        case "w" where gradients == .loss: return "W"
        default: return characters[index]
        }
      })
  }

  /// A subscript, whose integers are indices.
  private func indices(_ sub: Formula) -> Formula {
    guard firstIndex != 0, case .math(let text) = sub else { return sub }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      Int(part).map(index) ?? String(part)
    }
    return .math(parts.joined(separator: ","))
  }

  /// A superscript that names a layer.
  private func layers(_ sup: Formula) -> Formula {
    guard gradients == .loss, case .math(let text) = sup else { return sup }
    return .math(text.replacing("L", with: "ℓ"))
  }
}
