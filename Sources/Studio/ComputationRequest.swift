import Drawing
import Neural

/// What is to be computed: a network or a single layer, what goes in, what comes back.
///
/// Everything is a value: tensors are tensors, settings are settings. What is read from text, from
/// files or from a lesson becomes values before.
public struct ComputationRequest: Sendable, Equatable {
  /// What computes.
  public enum Model: Sendable, Equatable {
    /// A single layer: a network of one stage that is named after its kind.
    case layer(LayerRequest)
    /// A network.
    case network(NetworkRequest)
  }

  /// What computes.
  public var model: Model
  /// What goes in: an item, or a batch.
  public var input: TitledTensor
  /// Where the backward pass begins; without it there is none.
  public var upstream: Upstream?
  /// Whether the network learns or answers.
  public var mode: Mode
  /// The stage that is looked at; nil for the last.
  public var stage: String?
  /// The item of the batch that is looked at.
  public var item: Int
  /// Whether gradients of parameters are added up over the items or averaged.
  public var reduction: Reduction
  /// How an input without negative values is coloured; nil leaves it to the kind of input.
  public var shade: ValueScale.Kind?
  /// Whether all maps of a layer are shown, where a figure else shows one.
  public var showsAllMaps = false
  /// The cost that the network learns by, where it is known.
  public var cost: Cost?
  /// How the network learnt, for figures of that.
  public var course: TrainingCourse?
  /// What the network can learn from, for figures of that.
  public var examples: Examples?
  /// What is held out from learning, for figures that try the network on it.
  public var heldOut: Examples?
  /// The examples of a step of learning.
  public var batch = 32
  /// The learning rate η.
  public var rate = 0.1

  /// A request.
  public init(
    _ model: Model, input: TitledTensor, upstream: Upstream? = nil, mode: Mode = .inference,
    stage: String? = nil, item: Int = 0, reduction: Reduction = .sum,
    shade: ValueScale.Kind? = nil
  ) {
    (self.model, self.input, self.upstream) = (model, input, upstream)
    (self.mode, self.stage, self.item) = (mode, stage, item)
    (self.reduction, self.shade) = (reduction, shade)
  }
}

/// A single layer as it is asked for.
public struct LayerRequest: Sendable, Equatable {
  /// The kind.
  public var kind: String
  /// What it is told.
  public var settings: Settings
  /// What it learns, in any shape that the layer can be brought to take it in; what is not given
  /// begins as the layer declares.
  public var parameters: [TensorName: TitledTensor]
  /// The seed of the parameters that are not given.
  public var seed: UInt64
  /// Where channels stand in what is given.
  public var layout: OperandLayout
  /// What goes in beside the input, where the layer takes several.
  public var others: [TitledTensor] = []

  /// A layer.
  public init(
    _ kind: String, settings: Settings = Settings(),
    parameters: [TensorName: TitledTensor] = [:], seed: UInt64 = 0,
    layout: OperandLayout = OperandLayout()
  ) {
    (self.kind, self.settings, self.parameters) = (kind, settings, parameters)
    (self.seed, self.layout) = (seed, layout)
  }
}

/// A network as it is asked for.
public struct NetworkRequest: Sendable, Equatable {
  /// The stages.
  public var plan: NetworkPlan
  /// Parameters by their names: `conv1.weight`.
  public var parameters: [String: TitledTensor]
  /// The seed of the parameters that are not given.
  public var seed: UInt64
  /// What every number of an input is divided by before it goes in.
  public var inputDivisor: Double

  /// A network.
  public init(
    _ plan: NetworkPlan, parameters: [String: TitledTensor] = [:], seed: UInt64 = 0,
    inputDivisor: Double = 1
  ) {
    (self.plan, self.parameters, self.seed) = (plan, parameters, seed)
    self.inputDivisor = inputDivisor
  }
}
