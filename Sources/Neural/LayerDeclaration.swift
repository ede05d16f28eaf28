/// What a user gives a single layer: settings, inputs, and parameters in whatever shapes they have.
public struct LayerOperands: Sendable {
  /// What the layer is told.
  public var settings: Settings
  /// The inputs, each an item or a batch.
  public var inputs: [Tensor]
  /// The parameters that are given.
  public var parameters: NamedTensors
  /// Where channels stand in them.
  public var layout = OperandLayout()
  /// The parameters that are one kernel for however many channels there are.
  public var kernels: Set<TensorName> = []

  /// Operands.
  public init(settings: Settings = Settings(), inputs: [Tensor], parameters: NamedTensors = []) {
    (self.settings, self.inputs, self.parameters) = (settings, inputs, parameters)
  }
}

/// Operands in the shapes that a layer takes.
public struct FittedOperands: Sendable {
  /// The settings, with those that follow from the parameters.
  public var settings: Settings
  /// The inputs of each item: `items[item][input]`.
  public var items: [[Tensor]]
  /// The parameters in their declared shapes.
  public var parameters: NamedTensors
  /// What titles say behind the names of operands that were not taken as they are.
  public var remarks: [TensorName: String] = [:]

  /// Operands that fit.
  public init(settings: Settings, items: [[Tensor]], parameters: NamedTensors) {
    (self.settings, self.items, self.parameters) = (settings, items, parameters)
  }
}

/// How many inputs a layer takes.
public enum InputCount: Sendable, Hashable {
  /// One.
  case one
  /// Two or more.
  case several
}

/// What a kind of layer declares, once: from it come options and their help, lesson keys, schemas,
/// network files, trace headers and captions.
public struct LayerDeclaration: Sendable {
  /// The kind's name, in kebab case: `max-pooling`.
  public let kind: String
  /// What the layer does, in a line.
  public let meaning: String
  /// What it can be told.
  public let settings: [SettingDeclaration]
  /// How many inputs it takes.
  public let inputs: InputCount
  /// Whether the layer counts as one of its own (L), or belongs to the one that alone feeds it: an
  /// activation function, softmax, dropout, flatten.
  public let countsAsLayer: Bool
  /// The parameters that the settings ask for over inputs of the given shapes.
  public let parameters:
    @Sendable (_ settings: Settings, _ inputs: [[Int]]) throws(LayerError) -> [ParameterDeclaration]
  /// The layer with the given settings (defaults included) and parameters (all of those declared).
  public let make:
    @Sendable (_ settings: Settings, _ parameters: NamedTensors, _ inputs: [[Int]])
      throws(LayerError) -> any Layer
  /// Brings what a user gives a single layer into the shapes that the layer takes.
  public let fit: @Sendable (_ operands: LayerOperands) throws(LayerError) -> FittedOperands

  /// A declaration.
  ///
  /// - Parameter fit: `nil` for a layer whose inputs are taken as they are, each one item.
  public init(
    kind: String, _ meaning: String, settings: [SettingDeclaration] = [],
    inputs: InputCount = .one, countsAsLayer: Bool = true,
    parameters:
      @escaping @Sendable (Settings, [[Int]]) throws(LayerError) ->
      [ParameterDeclaration] = { _, _ in [] },
    fit: (@Sendable (LayerOperands) throws(LayerError) -> FittedOperands)? = nil,
    make: @escaping @Sendable (Settings, NamedTensors, [[Int]]) throws(LayerError) -> any Layer
  ) {
    self.kind = kind
    self.meaning = meaning
    self.settings = settings
    self.inputs = inputs
    self.countsAsLayer = countsAsLayer
    self.parameters = parameters
    self.make = make
    self.fit =
      fit ?? { operands in
        FittedOperands(
          settings: operands.settings, items: [operands.inputs], parameters: operands.parameters)
      }
  }

  /// The declaration of a setting; nil where the kind has none of that name.
  public func setting(named name: String) -> SettingDeclaration? {
    settings.first { $0.name == name }
  }

  /// The layer over inputs of the given shapes, parameters that are not given beginning as declared.
  ///
  /// - Throws: ``LayerError`` where a setting is unknown, a parameter unknown or of another shape
  ///   than declared, or the layer refuses them.
  public func layer(
    settings: Settings, parameters given: NamedTensors, inputs: [[Int]],
    generator: inout SeededGenerator
  ) throws(LayerError) -> any Layer {
    for name in settings.names where setting(named: name) == nil {
      throw .unknownSetting(kind: kind, name: name, known: self.settings.map(\.name))
    }
    let settings = settings.completed(by: self.settings)
    let declared = try parameters(settings, inputs)
    if let unknown = given.first(where: { tensor in
      !declared.contains { $0.name == tensor.name }
    }) {
      throw .unknownParameter(
        kind: kind, name: unknown.name.rawValue, known: declared.map(\.name.rawValue))
    }
    var tensors = NamedTensors()
    for declaration in declared {
      let tensor = given[declaration.name] ?? declaration.initial(using: &generator)
      guard tensor.shape == declaration.shape else {
        throw .shape(
          of: declaration.name.rawValue, expected: declaration.shape, found: tensor.shape)
      }
      tensors[declaration.name] = tensor
    }
    return try make(settings, tensors, inputs)
  }
}
