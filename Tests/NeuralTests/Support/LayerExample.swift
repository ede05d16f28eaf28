import Neural

/// A layer of some kind with random settings and inputs, made from nothing but what the kind
/// declares.
struct LayerExample {
  let layer: any Layer
  let inputs: [Tensor]
  let mode: Mode
  /// A random gradient ∂C/∂a of the output.
  let outputGradient: Tensor

  /// As many examples of a kind as its settings ask for. Those that the layer refuses are passed
  /// over, since not all settings go together.
  static func examples(of declaration: LayerDeclaration) throws -> [LayerExample] {
    var examples: [LayerExample] = []
    let count = 4 + 2 * declaration.settings.count
    for seed in 0..<(50 * count) where examples.count < count {
      var random = Generator(seed: UInt64(seed))
      do throws(LayerError) {
        examples.append(try LayerExample(of: declaration, using: &random))
      } catch { continue }
    }
    return examples
  }

  private init(of declaration: LayerDeclaration, using random: inout Generator) throws(LayerError) {
    let shape = (0..<random.integer(1...3)).map { _ in random.integer(1...6) }
    let count = declaration.inputs == .one ? 1 : random.integer(2...3)
    let shapes = Array(repeating: shape, count: count)
    var seeded = SeededGenerator(seed: random.next())
    layer = try declaration.layer(
      settings: random.settings(of: declaration), parameters: [], inputs: shapes,
      generator: &seeded)
    mode = random.integer(0...1) == 0 ? .inference : .training
    let items = layer.couplesItems(in: mode) ? [random.integer(2...3)] : []
    inputs = shapes.map { random.values(in: -4...4, shape: items + $0) }
    outputGradient = random.values(
      in: -1...1, shape: items + (try layer.outputShape(of: shapes)))
    _ = try layer.forward(inputs, mode: mode)
  }

  /// The layer with other parameters.
  func layer(with parameters: NamedTensors) throws -> any Layer {
    try layer.declaration.make(layer.settings, parameters, inputs.map(\.shape))
  }
}

extension Generator {
  /// A tensor of the given shape, uniform in a range.
  mutating func values(in range: ClosedRange<Double>, shape: [Int]) -> Tensor {
    var tensor = Tensor(shape: shape)
    for index in tensor.values.indices {
      tensor = tensor.replacing(index, with: .random(in: range, using: &self))
    }
    return tensor
  }

  /// Random settings of a kind: of those with a default, about half.
  mutating func settings(of declaration: LayerDeclaration) -> Settings {
    var settings = Settings()
    for setting in declaration.settings
    where setting.defaultValue == nil || integer(0...1) == 0 {
      settings[setting.name] = value(of: setting.type)
    }
    return settings
  }

  private mutating func value(of type: SettingType) -> SettingValue {
    switch type {
    case .whole(let minimum): .whole(integer(minimum...(minimum + 2)))
    case .wholes(let minimum):
      .wholes(
        (0..<integer(1...3)).map { _ in integer(max(minimum, -1)...(max(minimum, -1) + 2)) })
    case .number(let bounds):
      .number(.random(in: bounds.clamped(to: -2...2), using: &self))
    case .flag: .flag(integer(0...1) == 0)
    case .extent(let minimum): .extent(extent(minimum...(minimum + 2)))
    case .padding:
      integer(0...1) == 0
        ? .padding(PaddingRule.words.randomElement(using: &self).flatMap(PaddingRule.init) ?? .same)
        : .padding(
          .explicit(
            Padding(
              top: integer(0...2), bottom: integer(0...2), left: integer(0...2),
              right: integer(0...2))))
    case .choice(let words): .choice(words.randomElement(using: &self) ?? "")
    case .activation:
      .activation(Activation.allCases.randomElement(using: &self) ?? .identity)
    }
  }
}

extension Tensor {
  /// The tensor with one of its elements replaced, by its row-major number.
  func replacing(_ index: Int, with value: Double) -> Tensor {
    var values = values
    values[index] = value
    return (try? Tensor(shape: shape, values: values)) ?? self
  }
}
