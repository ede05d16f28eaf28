import Drawing
import Neural

/// What a figure shows: a pass, which of its steps, and what its operands are called.
public struct Subject: Sendable {
  /// The forward pass.
  public var pass: Convolution.ForwardPass { didSet { computed = nil } }
  /// The step that figures of a single overlay position show.
  public var step: Int
  /// What the input is, for the alt text: `digit 7`.
  public var inputName: String
  /// What the filter is: `sobel-x`.
  public var filterName: String

  /// How an input without negative values is coloured: ink for strokes, light for photographs.
  public var shade: ValueScale.Kind
  /// Whether the input is a picture, whose three channels are red, green and blue.
  public var isPicture = false
  /// Whether all maps of the layer are shown, where a figure else shows one.
  public var showsAllMaps = false

  /// How many neurons the fully connected layer has that a figure compares the pass with; nil for
  /// as many as the pass.
  public var neurons: Int?

  /// The stage of a network that the pass belongs to; empty for a layer by itself.
  public var stage = ""
  /// The layer's number in its network, which symbols bear instead of L; nil for a layer by itself.
  public var layerNumber: Int?

  /// The activations, where whoever ran the pass has them already.
  private var computed: [Double]?

  /// A subject; `step` must be one of the pass's.
  public init(
    pass: Convolution.ForwardPass, step: Int = 0, inputName: String = "input",
    filterName: String = "filter", shade: ValueScale.Kind = .ink, neurons: Int? = nil
  ) {
    precondition(neurons.map { $0 > 0 } ?? true, "a layer has neurons")
    precondition(pass.steps.indices.contains(step), "step \(step) of \(pass.steps.count)")
    self.pass = pass
    self.step = step
    self.inputName = inputName
    self.filterName = filterName
    self.shade = shade
    self.neurons = neurons
  }
}

extension Subject: StageSubject {
  /// The forward pass of a convolution.
  init?(_ run: StageRun, focus: Focus) {
    guard let pass = run.pass(ofItem: focus.item) as? Convolution.ForwardPass else { return nil }
    self.init(
      pass: pass, step: focus.step ?? 0, inputName: focus.inputName, filterName: focus.filterName,
      shade: focus.shade)
    (isPicture, showsAllMaps) = (focus.isPicture, focus.showsAllMaps)
    computed = run.outputs[focus.item].values
  }
}

extension Subject {
  /// The activations of all maps, each in row order.
  var activations: [Double] { computed ?? pass.featureMaps().a.values }

  /// The activations of one map in row order.
  func activations(ofMap map: Int) -> [Double] {
    let count = pass.sweep.count
    return Array(activations[(map * count)..<((map + 1) * count)])
  }
}

extension Subject {
  /// The scale that the input's cells are coloured by, the same for all channels.
  func inputScale(_ theme: Theme) -> ValueScale {
    let isSigned = pass.input.values.contains { $0 < 0 }
    return ValueScale(isSigned ? .signed : shade, over: pass.input.values, theme: theme)
  }
}

extension Subject {
  /// What a stage of a network computed; nil where its layer is no convolution, or has no such step.
  ///
  /// - Parameters:
  ///   - run: the stage's run.
  ///   - focus: the step that figures of a single overlay position show.
  ///   - item: the item of the batch.
  ///   - isNumbered: whether symbols bear the layer's number, a¹, instead of aᴸ.
  public init?(_ run: StageRun, focus: Int = 0, item: Int = 0, isNumbered: Bool = false) {
    guard let pass = run.pass(ofItem: item) as? Convolution.ForwardPass,
      pass.steps.indices.contains(focus)
    else { return nil }
    self.init(pass: pass, step: focus)
    stage = run.stage.name
    layerNumber = isNumbered ? run.number : nil
    computed = run.outputs[item].values
  }
}
