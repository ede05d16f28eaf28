import Neural

/// What there is to say of a network's stages: shapes, parameters, multiplications, what is seen.
public struct NetworkSummary: Sendable {
  /// One stage.
  public struct Row: Sendable {
    /// The stage's name.
    public let name: String
    /// The kind of its layer.
    public let kind: String
    /// What the plan tells the layer, by name, as network files have it.
    public let settings: [(name: String, value: String)]
    /// What feeds it.
    public let sources: [String]
    /// The shape of what comes out.
    public let outputShape: [Int]
    /// The number of parameters that are learnt.
    public let parameters: Int
    /// The number of numbers that are kept but not learnt, such as running means.
    public let buffers: Int
    /// The number of multiplications of a forward pass.
    public let multiplications: Int
    /// What a neuron sees of the network's input.
    public let field: ReceptiveField
  }

  /// The network's name.
  public let name: String
  /// The shape of its input.
  public let inputShape: [Int]
  /// Its inputs by name, where it has several.
  public let namedInputs: [NetworkPlan.NamedInput]
  /// The stages in order.
  public let rows: [Row]

  /// What there is to say of a plan and the network that was made of it.
  public init(_ plan: NetworkPlan, _ network: Network) {
    precondition(plan.stages.count == network.stages.count, "a network of another plan")
    name = network.name
    inputShape = network.inputShape
    namedInputs = plan.namedInputs
    let fields = network.receptiveFields
    rows = network.stages.indices.map { index in
      let (stage, planned) = (network.stages[index], plan.stages[index])
      let declaration = stage.layer.declaration
      let declared = (try? declaration.parameters(stage.layer.settings, stage.inputShapes)) ?? []
      func count(_ parameters: [ParameterDeclaration]) -> Int {
        parameters.reduce(0) { $0 + $1.shape.reduce(1, *) }
      }
      return Row(
        name: stage.name, kind: declaration.kind,
        settings: declaration.settings.compactMap { setting in
          planned.settings[setting.name].map { (setting.name, $0.text) }
        },
        sources: stage.sources.map { source in
          switch source {
          case .input: NetworkPlan.input
          case .stage(let number): network.stages[number].name
          }
        },
        outputShape: stage.outputShape,
        parameters: count(declared.filter { !$0.isBuffer }),
        buffers: count(declared.filter(\.isBuffer)),
        multiplications: stage.layer.multiplications(over: stage.inputShapes),
        field: fields[index])
    }
  }

  /// What there is to say of a plan.
  ///
  /// - Throws: ``NetworkError`` where no network can be made of it.
  public init(_ plan: NetworkPlan) throws(NetworkError) { self.init(plan, try plan.network()) }

  /// The number of parameters that the network learns.
  public var parameters: Int { rows.reduce(0) { $0 + $1.parameters } }
  /// The number of numbers that it keeps but does not learn.
  public var buffers: Int { rows.reduce(0) { $0 + $1.buffers } }
  /// The number of multiplications of a forward pass.
  public var multiplications: Int { rows.reduce(0) { $0 + $1.multiplications } }
}
