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

  /// What a neuron's component of ∂C/∂b is called.
  public enum Components: String, Sendable, CaseIterable {
    /// δ = ∂C/∂z, so that ∂C/∂b is the total alone.
    case delta = "δ"
    /// ∂C/∂b with the neuron's indices, as in the article.
    case biasGradient = "∂C/∂b"
  }

  /// The first index of rows, columns, channels and maps: 0 or 1.
  public var firstIndex: Int
  /// What gradients are of.
  public var gradients: Gradients
  /// The letter of activations.
  public var activations: Activations
  /// What the components of ∂C/∂b are called.
  public var components: Components

  /// A notation; `firstIndex` is 0 or 1.
  public init(
    firstIndex: Int = 0, gradients: Gradients = .cost, activations: Activations = .a,
    components: Components = .delta
  ) {
    precondition(firstIndex == 0 || firstIndex == 1, "indices count from 0 or 1")
    self.firstIndex = firstIndex
    self.gradients = gradients
    self.activations = activations
    self.components = components
  }

  /// The article's notation.
  public static let article = NotationStyle()

  /// An index, given as it counts from 0.
  public func index(_ index: Int) -> String { String(index + firstIndex) }
}

extension NotationStyle {
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

  /// Symbols of the article in this notation; letters of words, such as those of `max`, stay.
  public func symbols(_ text: String) -> String {
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

  /// A subscript of the article in this notation: its integers are indices.
  public func indices(_ sub: String) -> String {
    guard firstIndex != 0 else { return sub }
    let parts = sub.split(separator: ",", omittingEmptySubsequences: false).map { part in
      Int(part).map(index) ?? String(part)
    }
    return parts.joined(separator: ",")
  }

  /// A superscript of the article in this notation: it names a layer.
  public func layer(_ sup: String) -> String {
    gradients == .loss ? sup.replacing("L", with: "ℓ") : sup
  }
}
