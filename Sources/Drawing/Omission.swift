/// What a scene could not show in its room, so that who asked for it can be told.
public struct Omission: Sendable, Hashable {
  /// The kinds of things that give way, in the order in which they do.
  public enum Kind: Sendable, Hashable {
    /// A remark that explains.
    case remarks
    /// The numbers of rows and columns, or the symbols under numbers.
    case names
    /// The small lines that show from what factors a product comes.
    case factors
    /// All but some of a number of things.
    case things(shown: Int, of: Int)
    /// The numbers in cells, which are told by colour instead.
    case numbers
  }

  /// What gave way.
  public var kind: Kind
  /// Where: the words that the figure names it with, such as `input` or `feature map`.
  public var place: String

  /// An omission.
  public init(_ kind: Kind, in place: String) {
    self.kind = kind
    self.place = place
  }
}

extension Sequence where Element == Omission {
  /// The omissions in their order, each once.
  public var unique: [Omission] {
    var seen: Set<Omission> = []
    return filter { seen.insert($0).inserted }
  }
}
