extension NetworkPlan {
  /// One of several inputs of a network, by name.
  ///
  /// A network takes one tensor. Where it has several inputs, that is a vector of all of them behind
  /// each other, row by row, and each is the stage of its name, a ``Part`` of the vector: so they have
  /// addresses, gradients and steps as all stages have.
  public struct NamedInput: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The shape of one item.
    public var shape: [Int]

    /// An input.
    public init(_ name: String, shape: [Int]) { (self.name, self.shape) = (name, shape) }

    /// The number of elements of one item.
    public var count: Int { shape.reduce(1, *) }
  }

  /// A plan of a network of several inputs; the stages are those that come after them.
  public init(name: String, inputs: [NamedInput], stages: [Stage]) {
    var parts: [Stage] = []
    var offset = 0
    for input in inputs {
      parts.append(
        Stage(
          input.name, kind: Part.declaration.kind,
          settings: Settings(["offset": .whole(offset), "shape": .wholes(input.shape)]),
          from: [NetworkPlan.input]))
      offset += input.count
    }
    self.init(name: name, inputShape: [offset], stages: parts + stages)
  }

  /// The inputs by name, in order; empty where the network has a single one.
  public var namedInputs: [NamedInput] {
    var inputs: [NamedInput] = []
    var offset = 0
    for stage in stages {
      guard stage.kind == Part.declaration.kind, stage.sources == [NetworkPlan.input],
        let shape = stage.settings.wholes("shape"), stage.settings.whole("offset") == offset
      else { break }
      inputs.append(NamedInput(stage.name, shape: shape))
      offset += inputs[inputs.count - 1].count
      if [offset] == inputShape { return inputs }
    }
    return []
  }
}
