/// What a tensor of a stage is called: `input`, `weight`, `z`, `output_gradient`, …
///
/// The names are those that traces write. Parameters are called as PyTorch calls them.
public struct TensorName: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
  private let name: Interned

  /// The name, in snake case.
  public var rawValue: String { name.text }

  /// A name.
  public init(rawValue: String) { name = Interned(rawValue) }
  /// A name.
  public init(stringLiteral name: StringLiteralType) { self.init(rawValue: name) }

  // Written out, since what every raw-representable type has would spell both names for it.

  /// Whether two are the same name.
  public static func == (left: TensorName, right: TensorName) -> Bool { left.name == right.name }
  /// Feeds the name into a hash.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// What a layer takes, aᴸ⁻¹; of several inputs the first.
  public static let input: TensorName = "input"
  /// What a layer takes as its input with the given number, from 0.
  public static func input(_ number: Int) -> TensorName {
    number == 0 ? .input : TensorName(rawValue: "input.\(number)")
  }
  /// The shared weights w.
  public static let weight: TensorName = "weight"
  /// The biases b.
  public static let bias: TensorName = "bias"
  /// The raw activations z.
  public static let z: TensorName = "z"
  /// The activations a = σ(z) of a layer that has an activation function of its own.
  public static let a: TensorName = "a"
  /// What comes out of a layer that has no z.
  public static let output: TensorName = "output"
  /// The slope σ′(z) at each neuron.
  public static let activationDerivatives: TensorName = "activation_derivatives"
  /// ∂C/∂a of what comes out: the gradient that comes from the next layer.
  public static let outputGradient: TensorName = "output_gradient"
  /// δ = ∂C/∂z = σ′(z) · ∂C/∂a, one for each neuron: the components of ∂C/∂b.
  public static let biasGradientComponents: TensorName = "bias_gradient_components"
  /// ∂C/∂aᴸ⁻¹: the gradient that goes back to what feeds the layer; of several inputs the first.
  public static let activationGradient: TensorName = "activation_gradient"
  /// ∂C/∂aᴸ⁻¹ of the input with the given number, from 0.
  public static func activationGradient(_ number: Int) -> TensorName {
    number == 0 ? .activationGradient : TensorName(rawValue: "activation_gradient.\(number)")
  }
  /// ∂C/∂aᴸ⁻¹ before what stands in a padding that repeats values is added to the cells it repeats.
  static let paddedActivationGradient: TensorName = "padded_activation_gradient"
  /// The gradient of a parameter: `weight_gradient` for `weight`.
  public static func gradient(of parameter: TensorName) -> TensorName {
    // Those of almost all layers are at hand; the others are spelled.
    if parameter == .weight { return weightGradient }
    if parameter == .bias { return biasGradient }
    return TensorName(rawValue: "\(parameter.rawValue)_gradient")
  }
  private static let weightGradient: TensorName = "weight_gradient"
  private static let biasGradient: TensorName = "bias_gradient"
}

extension TensorName: CustomStringConvertible {
  /// The name.
  public var description: String { rawValue }
}

/// The indices of one element of a tensor, outermost first; at most five of them.
///
/// An array of at most five numbers that needs no memory of its own, since each term of each step
/// has two of these.
public struct Indices: RandomAccessCollection, Sendable, Hashable {
  @usableFromInline let storage: (Int32, Int32, Int32, Int32, Int32)
  @usableFromInline let rank: Int32

  /// The largest number of dimensions.
  public static let limit = 5

  /// The indices given; at most ``limit``.
  public init(_ indices: Int...) { self.init(indices) }

  /// The indices given; at most ``limit``.
  public init(_ indices: some Collection<Int>) {
    precondition(indices.count <= Self.limit, "\(indices.count) indices")
    var rest = indices.makeIterator()
    func next() -> Int32 { rest.next().map(Int32.init) ?? 0 }
    storage = (next(), next(), next(), next(), next())
    rank = Int32(indices.count)
  }

  /// Two indices: a row and a column.
  @inlinable
  public init(row: Int, column: Int) {
    storage = (Int32(row), Int32(column), 0, 0, 0)
    rank = 2
  }

  /// Three indices: a channel or map, a row, a column.
  @inlinable
  public init(channel: Int, _ cell: Cell) {
    storage = (Int32(channel), Int32(cell.row), Int32(cell.column), 0, 0)
    rank = 3
  }

  /// Four indices: a map, a channel, a row, a column.
  @inlinable
  public init(map: Int, channel: Int, _ cell: Cell) {
    storage = (Int32(map), Int32(channel), Int32(cell.row), Int32(cell.column), 0)
    rank = 4
  }

  /// One index.
  @inlinable
  public init(only index: Int) {
    storage = (Int32(index), 0, 0, 0, 0)
    rank = 1
  }

  /// The indices of the element with the given row-major number in a tensor of a shape.
  public init(of offset: Int, in shape: [Int]) {
    var rest = offset
    var indices = [Int](repeating: 0, count: shape.count)
    for place in shape.indices.reversed() {
      (rest, indices[place]) = rest.quotientAndRemainder(dividingBy: shape[place])
    }
    self.init(indices)
  }

  /// The row-major number of the element in a tensor of a shape of the same rank.
  public func offset(in shape: [Int]) -> Int {
    zip(self, shape).reduce(0) { $0 * $1.1 + $1.0 }
  }

  /// The index of the first index.
  public var startIndex: Int { 0 }
  /// The number of indices.
  public var endIndex: Int { Int(rank) }

  /// The index in the given dimension.
  public subscript(dimension: Int) -> Int {
    precondition(dimension >= 0 && dimension < Int(rank), "dimension \(dimension) of \(rank)")
    switch dimension {
    case 0: return Int(storage.0)
    case 1: return Int(storage.1)
    case 2: return Int(storage.2)
    case 3: return Int(storage.3)
    default: return Int(storage.4)
    }
  }

  /// Whether two are the same.
  public static func == (left: Indices, right: Indices) -> Bool {
    left.rank == right.rank && left.storage == right.storage
  }

  /// Feeds the indices into a hash.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(rank)
    for index in self { hasher.combine(index) }
  }
}

/// Where a value stands: a stage of a network, a tensor of that stage, and an element of it.
///
/// Within a pass the stage is empty, since a layer does not know what it is called; a
/// ``StageRun`` fills it in, and calls what feeds a stage by the name of the stage that it comes
/// from, so that one value has one address.
public struct Address: Sendable, Hashable {
  @usableFromInline var stageName: Interned
  /// The tensor.
  public var tensor: TensorName
  /// The element.
  public var indices: Indices
  @usableFromInline var itemNumber: Int32

  /// The stage's name; empty within a pass.
  public var stage: String {
    get { stageName.text }
    set { stageName = Interned(newValue) }
  }

  /// The item of a batch; nil where there is one item.
  @inlinable public var item: Int? {
    get { itemNumber < 0 ? nil : Int(itemNumber) }
    set { itemNumber = newValue.map(Int32.init) ?? -1 }
  }

  /// An address within a pass.
  @inlinable
  public init(_ tensor: TensorName, _ indices: Indices, item: Int? = nil) {
    (stageName, self.tensor, self.indices) = (.empty, tensor, indices)
    itemNumber = item.map(Int32.init) ?? -1
  }

  /// An address.
  public init(stage: String, _ tensor: TensorName, _ indices: Indices, item: Int? = nil) {
    self.init(tensor, indices, item: item)
    self.stage = stage
  }

  /// The address of another element of the same tensor.
  func at(_ indices: Indices) -> Address {
    var address = self
    address.indices = indices
    return address
  }

  /// Whether two addresses are in the same tensor of the same stage.
  @inlinable
  public func isInTensor(of other: Address) -> Bool {
    stageName == other.stageName && tensor == other.tensor
  }
}

extension Address: CustomStringConvertible {
  /// The address as messages print it: `conv1.z[0, 1, 2]`.
  public var description: String {
    let place = indices.map(String.init).joined(separator: ", ")
    let name = stage.isEmpty ? tensor.rawValue : "\(stage).\(tensor.rawValue)"
    return item.map { "\(name)[\(place)] of item \($0)" } ?? "\(name)[\(place)]"
  }
}
