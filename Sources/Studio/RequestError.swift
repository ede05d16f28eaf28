import Neural

/// Why a computation could not be made of what was asked for, and which option is to blame.
public struct RequestError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of mistake it is.
  public enum Kind: Sendable, Equatable {
    /// Something is asked for that there is not, or that contradicts something else.
    case usage
    /// The data cannot be read, or do not fit together.
    case data
    /// A source is not there.
    case missing
  }

  /// The kind.
  public var kind: Kind
  /// The option that is wrong, by its name without dashes; nil where it is none, or several.
  public var subject: String?
  /// Which of several values of the option is wrong, counted from 0, where that is known.
  public var part: Int?
  /// What is wrong, and what would be right; options are written with their dashes.
  public var description: String

  /// An error.
  public init(_ kind: Kind, subject: String? = nil, _ description: String) {
    (self.kind, self.subject, self.description) = (kind, subject, description)
  }

  /// The error without dashes before the names of options, as files have them.
  public var withoutDashes: String { description.replacing("--", with: "") }
}

extension RequestError {
  /// What a layer refuses; `declaration` says which option its setting or parameter is.
  init(_ error: LayerError, of declaration: LayerDeclaration) {
    let subject: String? =
      switch error {
      case .target, .cost: error.subject
      default:
        error.subject.flatMap { name in
          declaration.setting(named: name)?.name
            ?? declaration.possibleParameters.first { $0.name.rawValue == name }?.option
        }
      }
    self.init(.data, subject: subject, error.description)
  }

  /// What a network refuses.
  init(_ error: NetworkError) {
    switch error.problem {
    case .noSuchStage: self.init(.usage, subject: "at", error.description)
    case .inputShape: self.init(.data, subject: "input", error.description)
    case .gradientShape: self.init(.data, subject: "upstream", error.description)
    case .targetCount: self.init(.data, subject: "target", error.description)
    case .costOfProbabilities: self.init(.data, subject: "cost", error.description)
    case .layer(.target(let problem), _): self.init(.data, subject: "target", problem)
    case .layer(.cost(let problem), _): self.init(.data, subject: "cost", problem)
    default: self.init(.data, subject: "network", error.description)
    }
  }
}
