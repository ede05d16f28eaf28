import Neural

/// What the tensors and elements that a step names are called in words.
struct Naming {
  /// The stage of the step; what stands in another is called by that.
  private let stage: String

  /// The names from the place of a step.
  ///
  /// A step that spreads from what comes out of another stage is of the stage that it spreads to.
  init(of step: AccountStep) {
    let spread = step.rule == .spread ? step.terms.first { $0.target != nil }?.target : nil
    stage = (spread ?? step.target).stage
  }

  /// Indices in parentheses, as the notation counts them.
  static func place(_ indices: some Collection<Int>) -> String {
    let notation = Voice.current.notation
    let spelled = indices.map { notation.index($0).replacing("-", with: "−") }
    return "(\(spelled.joined(separator: ", ")))"
  }

  /// A whole tensor, of which an operand is one element: the weights.
  func tensor(_ operand: Operand) -> String {
    operand.address.map(tensor) ?? say("the constant")
  }

  /// A whole tensor: the weights.
  func tensor(_ address: Address) -> String {
    if address.stage == NetworkPlan.input { return say("the input") }
    if address.stage != stage, address.stage != NetworkPlan.cost {
      return Naming.isHandedBack(address.tensor)
        ? say("what comes back from \(address.stage)")
        : say("what comes out of \(address.stage)")
    }
    return Naming.tensor(address.tensor)
  }

  /// A whole tensor of a stage, by its name; of a name that nobody knows, its words.
  static func tensor(_ name: TensorName) -> String {
    if let phrase = PhraseTable.names[name.rawValue] { return say(phrase) }
    if let number = number(in: name, after: .input) { return say("input number \(index: number)") }
    if let number = number(in: name, after: .activationGradient) {
      return say("the gradient of input number \(index: number)")
    }
    return plain(name.rawValue)
  }

  /// Whether a tensor goes back to what feeds its stage.
  private static func isHandedBack(_ name: TensorName) -> Bool {
    name == .activationGradient || number(in: name, after: .activationGradient) != nil
  }

  /// The number in the name of one of several inputs, or of its gradient: 1 in `input.1`.
  private static func number(in name: TensorName, after first: TensorName) -> Int? {
    guard name.rawValue.hasPrefix(first.rawValue + ".") else { return nil }
    return Int(name.rawValue.dropFirst(first.rawValue.count + 1))
  }

  /// A function of a step's values, by its name: an activation function is called what it is called
  /// everywhere, with its number.
  static func function(_ name: String) -> String { PhraseTable.names[name].map(say) ?? name }

  /// One value of a tensor, before its number: the slope of the activation function.
  func value(_ operand: Operand) -> String {
    guard let address = operand.address, address.stage == stage else { return tensor(operand) }
    switch address.tensor {
    case .weight: return say("the weight")
    case .z: return say("the raw activation")
    case .a: return say("the activation")
    case .activationDerivatives: return say("the slope of the activation function")
    case .biasGradientComponents: return say("the component of the bias gradient")
    default: return tensor(address)
    }
  }

  /// One element of a tensor, after "its": component of the bias gradient.
  func singular(_ address: Address) -> String {
    switch address.tensor {
    case .biasGradientComponents: say("component of the bias gradient")
    case .outputGradient: say("gradient from the next layer")
    default: say("value")
    }
  }

  /// What a step is about: the neuron or the element that it fills.
  func subject(_ address: Address) -> String {
    switch address.tensor {
    case .z, .a, .output, .biasGradientComponents, .outputGradient: neuron(address)
    default: element(address)
    }
  }

  /// The neuron that an element belongs to.
  func neuron(_ address: Address) -> String {
    let indices = Array(address.indices)
    switch indices.count {
    case 1: return say("neuron \(index: indices[0])")
    case 2: return say("map \(index: indices[0]), neuron \(index: indices[1])")
    case 3: return say("map \(index: indices[0]), neuron \(Naming.place(indices[1...]))")
    default: return element(address)
    }
  }

  /// One element of a tensor: the gradient of the weight (0, 1) of channel 0 in the filter of map 2.
  func element(_ address: Address) -> String {
    let indices = Array(address.indices)
    switch (address.tensor, indices.count) {
    case (.gradient(of: .weight), 4):
      return say(
        """
        the gradient of the weight \(Naming.place(indices[2...])) of channel \(index: indices[1]) \
        in the filter of map \(index: indices[0])
        """)
    case (.gradient(of: .weight), 2):
      return say(
        "the gradient of the weight from input \(index: indices[1]) to neuron \(index: indices[0])")
    case (.gradient(of: .bias), 1):
      return say("the gradient of bias \(index: indices[0])")
    case (.activationGradient, 3):
      return say(
        "the gradient of the input \(Naming.place(indices[1...])) of channel \(index: indices[0])")
    case (.activationGradient, 1):
      return say("the gradient of input \(index: indices[0])")
    default:
      return indices.isEmpty
        ? tensor(address) : say("\(tensor(address)) at \(Naming.place(indices))")
    }
  }

  /// A name as words: running mean.
  private static func plain(_ name: String) -> String {
    name.replacing("_", with: " ").replacing(".", with: " ")
  }
}
