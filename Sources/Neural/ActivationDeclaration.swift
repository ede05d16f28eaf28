/// What an activation function is called, its formula, and the number that it can be told.
///
/// Options, help, schemas and the kinds of layer that apply one function are made from these.
public struct ActivationDeclaration: Sendable {
  /// The name, in kebab case: `leaky-relu`.
  public let name: String
  /// σ(z) as a formula.
  public let formula: String
  /// The number that the function takes, with its default; nil where it takes none.
  public let parameter: SettingDeclaration?
  let make: @Sendable (Double) -> Activation

  /// The function with a number; one that takes none is what it is.
  public func activation(_ value: Double? = nil) -> Activation { make(value ?? defaultValue) }

  fileprivate var defaultValue: Double {
    if case .number(let value) = parameter?.defaultValue { value } else { 0 }
  }

  private init(_ activation: Activation, _ name: String, _ formula: String) {
    (self.name, self.formula, parameter) = (name, formula, nil)
    make = { _ in activation }
  }

  private init(
    _ name: String, _ formula: String, _ parameter: String,
    in bounds: ClosedRange<Double> = -Double.infinity...Double.infinity, default value: Double,
    _ meaning: String, _ make: @escaping @Sendable (Double) -> Activation
  ) {
    (self.name, self.formula, self.make) = (name, formula, make)
    self.parameter = SettingDeclaration(
      parameter, .number(bounds), default: .number(value), meaning)
  }

  static let identity = ActivationDeclaration(.identity, "identity", "z")
  static let sigmoid = ActivationDeclaration(.sigmoid, "sigmoid", "1 / (1 + e⁻ᶻ)")
  static let tanh = ActivationDeclaration(.tanh, "tanh", "tanh z")
  static let relu = ActivationDeclaration(.relu, "relu", "max(0, z)")
  static let leakyReLU = ActivationDeclaration(
    "leaky-relu", "z for z > 0, slope · z otherwise", "slope", default: 0.01,
    "The slope for z ≤ 0."
  ) { .leakyReLU(slope: $0) }
  static let softplus = ActivationDeclaration(.softplus, "softplus", "ln(1 + eᶻ)")
  static let elu = ActivationDeclaration(
    "elu", "z for z > 0, α (eᶻ − 1) otherwise", "alpha", default: 1,
    "α: the function goes to −α on the left."
  ) { .elu(alpha: $0) }
  static let selu = ActivationDeclaration(
    .selu, "selu", "λ z for z > 0, λ α (eᶻ − 1) otherwise, with λ = 1.0507… and α = 1.6733…")
  static let celu = ActivationDeclaration(
    "celu", "z for z > 0, α (e^(z/α) − 1) otherwise", "alpha",
    in: Double.leastNormalMagnitude...Double.infinity, default: 1,
    "α, above 0: the function goes to −α on the left."
  ) { .celu(alpha: $0) }
  static let silu = ActivationDeclaration(.silu, "silu", "z / (1 + e⁻ᶻ)")
  static let gelu = ActivationDeclaration(.gelu, "gelu", "z Φ(z)")
  static let geluTanh = ActivationDeclaration(
    .geluTanh, "gelu-tanh", "z / 2 · (1 + tanh(√(2/π) (z + 0.044715 z³)))")
  static let relu6 = ActivationDeclaration(.relu6, "relu6", "min(max(0, z), 6)")
  static let hardSigmoid = ActivationDeclaration(
    .hardSigmoid, "hard-sigmoid", "min(max(0, z / 6 + ½), 1)")
  static let hardSwish = ActivationDeclaration(
    .hardSwish, "hard-swish", "z · min(max(0, z / 6 + ½), 1)")
  static let softsign = ActivationDeclaration(.softsign, "softsign", "z / (1 + |z|)")
  static let mish = ActivationDeclaration(.mish, "mish", "z tanh(ln(1 + eᶻ))")
  static let thresholdedReLU = ActivationDeclaration(
    "thresholded-relu", "z for z > α, 0 otherwise", "alpha", default: 1,
    "α: the function is 0 up to there."
  ) { .thresholdedReLU(alpha: $0) }
}

extension Activation: CaseIterable {
  /// What each function is called, in the order of the help.
  public static let declarations: [ActivationDeclaration] = [
    .identity, .sigmoid, .tanh, .relu, .leakyReLU, .softplus, .elu, .selu, .celu, .silu, .gelu,
    .geluTanh, .relu6, .hardSigmoid, .hardSwish, .softsign, .mish, .thresholdedReLU,
  ]

  /// Every function, those that take a number with its default.
  public static var allCases: [Activation] { declarations.map { $0.activation() } }

  /// What the function is called, its formula, and the number that it can be told.
  public var declaration: ActivationDeclaration {
    switch self {
    case .identity: .identity
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    case .relu: .relu
    case .leakyReLU: .leakyReLU
    case .softplus: .softplus
    case .elu: .elu
    case .selu: .selu
    case .celu: .celu
    case .silu: .silu
    case .gelu: .gelu
    case .geluTanh: .geluTanh
    case .relu6: .relu6
    case .hardSigmoid: .hardSigmoid
    case .hardSwish: .hardSwish
    case .softsign: .softsign
    case .mish: .mish
    case .thresholdedReLU: .thresholdedReLU
    }
  }

  /// The name, without the number.
  public var name: String { declaration.name }

  /// The number that the function was told; nil where it takes none.
  public var parameter: Double? {
    switch self {
    case .leakyReLU(let value), .elu(let value), .celu(let value), .thresholdedReLU(let value):
      value
    case .identity, .sigmoid, .tanh, .relu, .softplus, .selu, .silu, .gelu, .geluTanh, .relu6,
      .hardSigmoid, .hardSwish, .softsign, .mish:
      nil
    }
  }
}

extension Activation: RawRepresentable, CustomStringConvertible {
  /// The function that a text names: `relu`, `leaky-relu`, or `leaky-relu:0.2` with its number.
  ///
  /// - Throws: ``ActivationError`` where there is none of that name, or the number cannot be.
  public init(parsing text: String) throws(ActivationError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let declaration = Activation.declarations.first(where: { $0.name == parts[0] }) else {
      throw .unknown(text, known: Activation.declarations.map(\.name))
    }
    guard parts.count == 2 else {
      self = declaration.activation()
      return
    }
    guard let parameter = declaration.parameter else {
      throw .noParameter(declaration.name, found: String(parts[1]))
    }
    guard case .number(let value) = try? parameter.type.value(from: String(parts[1])) else {
      throw .parameter(
        declaration.name, name: parameter.name, found: String(parts[1]),
        remedy: parameter.type.remedy)
    }
    self = declaration.activation(value)
  }

  /// The function that a text names, as ``init(parsing:)`` reads it; nil where it names none.
  public init?(rawValue: String) { try? self.init(parsing: rawValue) }

  /// The function as ``init(parsing:)`` reads it: its name, and its number where that is not the
  /// usual one.
  public var rawValue: String {
    guard let parameter, parameter != declaration.defaultValue else { return name }
    return "\(name):\(SettingValue.number(parameter).text)"
  }

  /// The function as ``init(parsing:)`` reads it.
  public var description: String { rawValue }

  // Written out, since what every raw-representable type has would spell both functions for it.

  /// Whether two are the same function with the same number.
  public static func == (left: Activation, right: Activation) -> Bool {
    left.name == right.name && left.parameter == right.parameter
  }

  /// Feeds the function and its number into a hash.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(parameter)
  }
}

/// What can be wrong with the name of an activation function.
public enum ActivationError: Error, Equatable {
  /// There is none of that name.
  case unknown(String, known: [String])
  /// The function takes no number.
  case noParameter(String, found: String)
  /// The function's number is none, or one that cannot be.
  case parameter(String, name: String, found: String, remedy: String)
}

extension ActivationError: CustomStringConvertible {
  /// The error as a sentence.
  public var description: String {
    switch self {
    case .unknown(let text, _): "there is no activation function '\(text)'; \(remedy)"
    case .noParameter(let name, let found): "\(name):\(found): \(remedy)"
    case .parameter(let function, let name, let found, _):
      "the \(name) of \(function) is '\(found)'; \(remedy)"
    }
  }

  /// What would be right, as an order: `give identity, sigmoid, …`.
  public var remedy: String {
    switch self {
    case .unknown(_, let known): "give " + known.joined(separator: ", ")
    case .noParameter(let name, _): "give \(name) alone, since it takes no number"
    case .parameter(_, _, _, let remedy): remedy
    }
  }
}
