import Neural

/// What the tensors and elements that a step names are called in words.
struct Naming {
  /// The stage of the step; what stands in another is called by that.
  private let stage: String

  /// The names from the place of a step.
  init(of step: AccountStep) { stage = step.target.stage }

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
    if address.stage != stage { return say("what comes out of \(address.stage)") }
    switch address.tensor {
    case .input: return say("the input")
    case .weight: return say("the weights")
    case .bias: return say("the bias")
    case .z: return say("the raw activations")
    case .a: return say("the activations")
    case .output: return say("the output")
    case .activationDerivatives: return say("the slopes of the activation function")
    case .outputGradient: return say("the gradient that comes from the next layer")
    case .biasGradientComponents: return say("the components of the bias gradient")
    case .gradient(of: .weight): return say("the gradient of the weights")
    case .gradient(of: .bias): return say("the gradient of the bias")
    case .activationGradient: return say("the gradient of the input")
    default: return plain(address.tensor)
    }
  }

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
    default: plain(address.tensor)
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
  private func plain(_ name: TensorName) -> String {
    name.rawValue.replacing("_", with: " ").replacing(".", with: " ")
  }
}
