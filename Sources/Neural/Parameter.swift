/// What a layer learns, or keeps: the shape and the beginning of one of its tensors.
public struct ParameterDeclaration: Sendable, Hashable {
  /// What the tensor holds before anything is learnt.
  public enum Beginning: Sendable, Hashable {
    /// Uniform in −1/√n … 1/√n, n being the number of inputs of a neuron.
    case uniform(inputs: Int)
    /// The same number everywhere.
    case constant(Double)
  }

  /// The name, as PyTorch has it: `weight`, `bias`, `running_mean`, ….
  public let name: TensorName
  /// The shape.
  public let shape: [Int]
  /// What the tensor begins as.
  public let beginning: Beginning
  /// Whether it is kept but not learnt: a running statistic.
  public let isBuffer: Bool
  /// The name of the command line's option for it, without dashes.
  public let option: String
  /// What it is, in a sentence; empty where the name says it.
  public let meaning: String

  /// A parameter; its option is called as it is, with hyphens, where none is given.
  public init(
    _ name: TensorName, shape: [Int], _ beginning: Beginning, isBuffer: Bool = false,
    option: String? = nil, meaning: String = ""
  ) {
    self.name = name
    self.meaning = meaning
    self.shape = shape
    self.beginning = beginning
    self.isBuffer = isBuffer
    self.option = option ?? name.rawValue.split(separator: "_").joined(separator: "-")
  }

  /// The tensor that the parameter begins as; the same for the same generator.
  public func initial(using generator: inout SeededGenerator) -> Tensor {
    switch beginning {
    case .constant(let value): return Tensor(repeating: value, shape: shape)
    case .uniform(let inputs):
      let bound = 1 / Double(max(1, inputs)).squareRoot()
      let count = shape.reduce(1, *)
      let values = (0..<count).map { _ in
        bound * (2 * generator.nextFraction() - 1)
      }
      return Tensor(uncheckedShape: shape, values: values)
    }
  }
}

/// A tensor and what it is called.
public struct NamedTensor: Sendable, Equatable {
  /// The name.
  public let name: TensorName
  /// The tensor.
  public var tensor: Tensor

  /// A tensor with a name.
  public init(_ name: TensorName, _ tensor: Tensor) { (self.name, self.tensor) = (name, tensor) }
}

/// Tensors by name, in an order: a layer's parameters, their gradients, what a pass gives.
public struct NamedTensors: Sendable, Equatable, RandomAccessCollection,
  ExpressibleByArrayLiteral
{
  private var tensors: [NamedTensor]

  /// The tensors given.
  public init(_ tensors: [NamedTensor] = []) { self.tensors = tensors }
  /// The tensors given.
  public init(arrayLiteral tensors: NamedTensor...) { self.tensors = tensors }

  /// The index of the first.
  public var startIndex: Int { 0 }
  /// The number of tensors.
  public var endIndex: Int { tensors.count }
  /// The tensor with the given number.
  public subscript(index: Int) -> NamedTensor { tensors[index] }

  /// The tensor of that name, where there is one; a new name is put last.
  public subscript(name: TensorName) -> Tensor? {
    get { tensors.first { $0.name == name }?.tensor }
    set {
      let place = tensors.firstIndex { $0.name == name }
      switch (place, newValue) {
      case (let place?, let tensor?): tensors[place].tensor = tensor
      case (let place?, nil): tensors.remove(at: place)
      case (nil, let tensor?): tensors.append(NamedTensor(name, tensor))
      case (nil, nil): break
      }
    }
  }
}
