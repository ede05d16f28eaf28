import Neural

/// What there is to show: a network's run, the stage that is looked at, and what was brought beside
/// them.
public struct Exhibit: Sendable {
  /// What a figure shows nothing without.
  public struct Needs: OptionSet, Sendable {
    /// The members as bits.
    public let rawValue: Int
    /// A set of needs.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// A run that went backward.
    public static let gradient = Needs(rawValue: 1)
    /// The course of a training run.
    public static let course = Needs(rawValue: 2)
    /// Labelled examples.
    public static let examples = Needs(rawValue: 4)
  }

  /// The run; with gradients where there is something that the backward pass began with.
  public let run: NetworkRun
  /// The number of the stage that is looked at.
  public let stageIndex: Int
  /// Whether the stage was asked for; else a figure of the network may choose another.
  public var isStageChosen = false
  /// The cost that the network learns by; nil where it is not known.
  public var cost: Cost?
  /// How the network learnt; nil where that was not brought.
  public var course: TrainingCourse?
  /// What the network can learn from; nil where that was not brought.
  public var examples: Examples?
  /// What is held out from learning; nil where that was not brought.
  public var heldOut: Examples?
  /// How many examples a step of learning takes.
  public var batch: Int
  /// The learning rate η.
  public var rate: Double

  /// An exhibit of a run; the stage is the last unless another is named.
  public init(
    _ run: NetworkRun, stageIndex: Int? = nil, course: TrainingCourse? = nil,
    examples: Examples? = nil, heldOut: Examples? = nil, batch: Int = 32, rate: Double = 0.1
  ) {
    let stageIndex = stageIndex ?? run.stages.count - 1
    precondition(run.stages.indices.contains(stageIndex), "a stage of the run")
    (self.run, self.stageIndex) = (run, stageIndex)
    (self.course, self.examples, self.heldOut) = (course, examples, heldOut)
    (self.batch, self.rate) = (batch, rate)
  }

  /// What figures may need and there is.
  public var offers: Needs {
    var offers: Needs = stage.hasGradients ? .gradient : []
    if course != nil { offers.insert(.course) }
    if examples != nil || heldOut != nil { offers.insert(.examples) }
    return offers
  }

  /// The stage that is looked at.
  public var stage: StageRun { run.stages[stageIndex] }
}
