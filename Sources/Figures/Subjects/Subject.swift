import Drawing
import Neural

/// What a figure shows: a pass, which of its steps, and what its operands are called.
public struct Subject: Sendable {
  /// The forward pass.
  public var pass: Convolution.ForwardPass
  /// The step that figures of a single overlay position show.
  public var step: Int
  /// What the input is, for the alt text: `digit 7`.
  public var inputName: String
  /// What the filter is: `sobel-x`.
  public var filterName: String

  /// How an input without negative values is coloured: ink for strokes, light for photographs.
  public var shade: ValueScale.Kind

  /// How many neurons the fully connected layer has that a figure compares the pass with.
  public var neurons: Int

  /// A subject; `step` must be one of the pass's.
  public init(
    pass: Convolution.ForwardPass, step: Int = 0, inputName: String = "input",
    filterName: String = "filter", shade: ValueScale.Kind = .ink, neurons: Int = 30
  ) {
    precondition(neurons > 0, "a layer has neurons")
    precondition(pass.steps.indices.contains(step), "step \(step) of \(pass.steps.count)")
    self.pass = pass
    self.step = step
    self.inputName = inputName
    self.filterName = filterName
    self.shade = shade
    self.neurons = neurons
  }
}

extension Subject: FigureSubject {
  /// The forward pass of a convolution.
  init?(_ run: StageRun, focus: Focus) {
    guard let pass = run.pass(ofItem: focus.item) as? Convolution.ForwardPass else { return nil }
    self.init(
      pass: pass, step: focus.step ?? 0, inputName: focus.inputName, filterName: focus.filterName,
      shade: focus.shade)
  }
}

extension Subject {
  /// The scale that the input's cells are coloured by, the same for all channels.
  func inputScale(_ theme: Theme) -> ValueScale {
    let isSigned = pass.input.values.contains { $0 < 0 }
    return ValueScale(isSigned ? .signed : shade, over: pass.input.values, theme: theme)
  }
}
