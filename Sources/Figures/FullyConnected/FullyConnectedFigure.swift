import Drawing
import Neural
import Wording

/// A fully connected layer: every input leads to every neuron through a weight of its own. The
/// weights of one neuron are strong, the others quiet.
struct FullyConnectedFigure: Figure {
  private let subject: FullyConnectedSubject
  private let pass: FullyConnected.ForwardPass

  init(subject: FullyConnectedSubject) {
    self.subject = subject
    pass = subject.forward
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let layout = FullyConnectedLayout(pen: pen, subject: subject)
    let lines = FullyConnectedLines(
      pen: pen, pass: pass, neuron: subject.step, color: layout.color)
    let gradients = subject.backward.map { [lines.gradients($0)] } ?? []
    let band = Stage.band(
      of: [lines.pictures() + gradients, lines.pictures(), [lines.brief()], []], style: style,
      least: [26], size: layout.radius)
    let stage = Stage(
      pen: pen, title: .number(say("A fully connected layer"), .semibold),
      subtitle: .words(subtitle),
      step: (subject.step, pass.steps.count), band: band)
    return stage.scene(layout.pictures(in: stage.room), description: description(layout))
  }

  private var subtitle: String {
    let shape = subject.inputShape
    let isFlattened = shape.count { $0 > 1 } > 1
    return pass.caption
      + (isFlattened
        ? "   ·   " + say("\(subject.shapeText) input, flattened row by row") : "")
  }

  private func description(_ layout: FullyConnectedLayout) -> String {
    [
      say(
        """
        \(pass.caption). Every input of \(subject.inputName) leads to every neuron through a \
        weight of its own.
        """), sumWords(layout), neuronWords(layout),
    ].joined(separator: " ")
  }

  /// What the neuron that stands out adds up.
  private func sumWords(_ layout: FullyConnectedLayout) -> String {
    let step = layout.step
    let shown = layout.inputs.items.map { index -> String in
      let term = step.terms[index]
      return say("\(NumberFormat.shortest(term.weight)) times \(NumberFormat.shortest(term.value))")
    }.joined(separator: ", ")
    let hidden = pass.layer.inputs - layout.inputs.items.count
    let products = hidden > 0 ? say("\(shown) and \(hidden) more products") : shown
    let (neuron, bias) = (subject.step, NumberFormat.shortest(step.bias))
    let z = NumberFormat.shortest(step.z)
    guard pass.layer.activation != .identity else {
      return say(
        "Neuron \(index: neuron) adds up \(products); with the bias \(bias) it gets z = \(z).")
    }
    let letter = Voice.current.notation.written(.math("a")).plainText
    return say(
      """
      Neuron \(index: neuron) adds up \(products); with the bias \(bias) it gets z = \(z) and \
      \(letter) = \(NumberFormat.shortest(step.a)).
      """)
  }

  /// What the neurons come to.
  private func neuronWords(_ layout: FullyConnectedLayout) -> String {
    let shown = layout.neurons.items.map {
      say("neuron \(index: $0) has \(NumberFormat.shortest(pass.shown($0)))")
    }.joined(separator: ", ").capitalizedFirst
    let hidden = pass.layer.neurons - layout.neurons.items.count
    return hidden > 0 ? say("\(shown); \(hidden) more are left out.") : shown + "."
  }
}

extension FullyConnectedSubject {
  /// The shape of the input in words: `2 × 8 × 8`, without a single channel.
  var shapeText: String {
    let shape = inputShape.first == 1 ? Array(inputShape.dropFirst()) : inputShape
    return shape.map(String.init).joined(separator: " × ")
  }
}

extension String {
  /// The string with its first letter in upper case.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
