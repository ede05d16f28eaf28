/// A value that goes into a step, and where it stands.
public struct Operand: Sendable, Hashable {
  /// Where the value stands; nil for a constant, such as the zeros of a padding.
  public var address: Address?
  /// The value.
  public var value: Double

  /// A value with its address, or a constant.
  @inlinable
  public init(_ value: Double, at address: Address? = nil) {
    (self.value, self.address) = (value, address)
  }
}

/// What a step makes of its terms.
public enum Rule: Sendable, Hashable {
  /// Σ value · factor over the terms, plus the addend where there is one.
  case sum
  /// Σ value over the terms, divided by the divisor.
  case mean(divisor: Double)
  /// The largest of the values, which is that of the term with the given number.
  case largest(winner: Int)
  /// The value of the only term, as it is.
  case copy
  /// A function of the terms' values, by name: `sigmoid`, `softmax`, `variance`, ….
  case function(String)
  /// Each product is added to a target of its own; the step's target is where the factor stands.
  case spread
}

/// One term of a step.
public struct StepTerm: Sendable, Hashable {
  /// The value: an activation, a weight, a component of a gradient.
  public var value: Operand
  /// What the value is multiplied by; nil where the rule takes values alone.
  public var factor: Operand?
  /// value · factor, or the value; 0 in the padding.
  public var product: Double
  /// Where the product is added, in a step that spreads; nil where that is outside of the tensor.
  public var target: Address?
  /// Whether the value is one of the zeros around (or between) the cells of a tensor.
  public var isPadding: Bool
  /// The cell of the overlay, where there is one.
  public var kernelCell: Cell?

  /// A term.
  @inlinable
  public init(
    _ value: Operand, times factor: Operand? = nil, product: Double? = nil,
    target: Address? = nil, isPadding: Bool = false, kernelCell: Cell? = nil
  ) {
    self.value = value
    self.factor = factor
    self.product =
      product ?? (isPadding ? 0 : factor.map { value.value * $0.value } ?? value.value)
    self.target = target
    self.isPadding = isPadding
    self.kernelCell = kernelCell
  }
}

/// The terms of a step, each computed when it is asked for.
public struct StepTerms: RandomAccessCollection, Sendable {
  /// The number of terms.
  public let endIndex: Int
  private let term: @Sendable (Int) -> StepTerm

  /// As many terms as `count`, each computed from its number.
  public init(count: Int, _ term: @escaping @Sendable (Int) -> StepTerm) {
    (self.endIndex, self.term) = (count, term)
  }

  /// The terms given.
  public init(_ terms: [StepTerm]) {
    self.init(count: terms.count) { terms[$0] }
  }

  /// The index of the first term.
  public var startIndex: Int { 0 }

  /// The term with the given number.
  public subscript(index: Int) -> StepTerm {
    precondition(index >= 0 && index < endIndex, "term \(index) of \(endIndex)")
    return term(index)
  }
}

/// One step of an account: what fills one target, or spreads from it, and from which terms.
public struct AccountStep: Sendable {
  /// A function applied to what the rule gives, and where the outcome stands: a = σ(z).
  public struct Application: Sendable, Hashable {
    /// The function.
    public var function: Activation
    /// Where its value stands.
    public var target: Address
    /// Its value.
    public var value: Double

    /// A function applied.
    public init(_ function: Activation, target: Address, value: Double) {
      (self.function, self.target, self.value) = (function, target, value)
    }
  }

  /// The step's number in its account.
  public var index: Int
  /// What the step fills; in a step that spreads, where the factor stands that it hands out.
  public var target: Address
  /// What is made of the terms.
  public var rule: Rule
  /// The overlay position, where there is an overlay.
  public var position: OverlayPosition?
  /// The terms, computed when they are asked for.
  public var terms: StepTerms
  /// What is added to a sum: the bias.
  public var addend: Operand?
  /// What the rule gives: the target's value; in a step that spreads, the factor.
  public var result: Double
  /// The activation function that follows, where the layer has one.
  public var application: Application?
  /// The element of a total that the result is added to, where there is one: a component of ∂C/∂b
  /// is added to ∂C/∂b.
  public var total: Address?

  /// A step.
  public init(
    index: Int, target: Address, rule: Rule, position: OverlayPosition? = nil, terms: StepTerms,
    addend: Operand? = nil, result: Double, application: Application? = nil, total: Address? = nil
  ) {
    self.index = index
    self.target = target
    self.rule = rule
    self.position = position
    self.terms = terms
    self.addend = addend
    self.result = result
    self.application = application
    self.total = total
  }
}

/// A named lazy list of steps of a pass: the forward pass, or a gradient in one of its views.
///
/// Step 40,000 costs what step 0 costs: each is computed from its index, from the pass's operands.
public struct Account: RandomAccessCollection, Sendable {
  /// What an account is called, as traces name the pass.
  public struct Name: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
    /// The name, in snake case.
    public let rawValue: String
    /// A name.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// A name.
    public init(stringLiteral name: StringLiteralType) { rawValue = name }

    /// The forward pass.
    public static let forward: Name = "forward"
    /// δ, one component of ∂C/∂b for each neuron.
    public static let biasGradient: Name = "bias_gradient"
    /// ∂C/∂b as one dot product for each map.
    public static let biasGradientCorrelation: Name = "bias_gradient_correlation"
    /// ∂C/∂w as one contribution for each neuron.
    public static let weightGradient: Name = "weight_gradient"
    /// ∂C/∂w as one dot product for each weight.
    public static let weightGradientCorrelation: Name = "weight_gradient_correlation"
    /// ∂C/∂aᴸ⁻¹ as one contribution for each neuron.
    public static let activationGradient: Name = "activation_gradient"
    /// ∂C/∂aᴸ⁻¹ as one dot product for each cell of the input.
    public static let activationGradientConvolution: Name = "activation_gradient_convolution"
    /// ∂C/∂aᴸ⁻¹ as one sum over windows for each cell of the input.
    public static let activationGradientAccumulation: Name = "activation_gradient_accumulation"
  }

  /// The name.
  public let name: Name
  /// The tensor that the steps fill or add up to.
  public let result: TensorName
  /// The shape of that tensor.
  public let resultShape: [Int]
  /// How the steps are counted, row-major: [maps, rows, columns] where there is one for each
  /// neuron. Its product is the number of steps.
  public let shape: [Int]
  /// The number of steps.
  public let endIndex: Int
  let step: @Sendable (Int) -> AccountStep

  /// An account of the given steps, each computed from its number.
  public init(
    _ name: Name, result: TensorName, shape resultShape: [Int], steps shape: [Int],
    _ step: @escaping @Sendable (Int) -> AccountStep
  ) {
    self.name = name
    self.result = result
    self.resultShape = resultShape
    self.shape = shape
    self.endIndex = shape.reduce(1, *)
    self.step = step
  }

  /// The index of the first step.
  public var startIndex: Int { 0 }

  /// The step with the given number.
  public subscript(index: Int) -> AccountStep {
    precondition(index >= 0 && index < endIndex, "step \(index) of \(endIndex)")
    return step(index)
  }

  /// The result: what the steps fold into, in the order of the steps and their terms.
  ///
  /// A step fills its target, or the target of the function that follows; adds to a total; or
  /// spreads its products, whichever stands in ``result``.
  public var fold: Tensor {
    var values = [Double](repeating: 0, count: resultShape.reduce(1, *))
    for step in self {
      if step.rule == .spread {
        for term in step.terms {
          guard let target = term.target, target.tensor == result else { continue }
          values[target.indices.offset(in: resultShape)] += term.product
        }
      } else if let total = step.total, total.tensor == result {
        values[total.indices.offset(in: resultShape)] += step.result
      } else if let application = step.application, application.target.tensor == result {
        values[application.target.indices.offset(in: resultShape)] = application.value
      } else {
        values[step.target.indices.offset(in: resultShape)] = step.result
      }
    }
    return Tensor(uncheckedShape: resultShape, values: values)
  }

  /// The steps with a given first index, as an account of their own; both the steps and the result
  /// must have that index.
  func slice(_ first: Int) -> Account {
    let (inner, step) = (Array(shape.dropFirst()), step)
    let start = first * inner.reduce(1, *)
    return Account(name, result: result, shape: Array(resultShape.dropFirst()), steps: inner) {
      index in
      var moved = step(start + index)
      moved.index = index
      return moved
    }
  }
}
