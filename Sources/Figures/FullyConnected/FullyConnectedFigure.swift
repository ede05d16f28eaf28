import Drawing
import Neural

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
    let stage = Stage(
      pen: pen, title: .number("A fully connected layer", .semibold), subtitle: .words(subtitle),
      step: (subject.step, pass.steps.count),
      band: lines.pictures() + (subject.backward.map { [lines.gradients($0)] } ?? []))
    return stage.scene(layout.pictures(in: stage.room), description: description(layout))
  }

  private var subtitle: String {
    let shape = subject.inputShape
    let isFlattened = shape.count { $0 > 1 } > 1
    return pass.caption
      + (isFlattened
        ? "   ·   \(subject.shapeText) input, flattened row by row" : "")
  }

  private func description(_ layout: FullyConnectedLayout) -> String {
    let step = layout.step
    let products = layout.inputs.items.map { index -> String in
      let term = step.terms[index]
      return "\(NumberFormat.shortest(term.weight)) times \(NumberFormat.shortest(term.value))"
    }
    let hidden = pass.layer.inputs - layout.inputs.items.count
    let neurons = layout.neurons.items.map {
      "neuron \($0) has \(NumberFormat.shortest(pass.shown($0)))"
    }
    let hiddenNeurons = pass.layer.neurons - layout.neurons.items.count
    return "\(pass.caption). Every input of \(subject.inputName) leads to every neuron through a "
      + "weight of its own. Neuron \(subject.step) adds up "
      + products.joined(separator: ", ")
      + (hidden > 0 ? " and \(hidden) more products" : "")
      + "; with the bias \(NumberFormat.shortest(step.bias)) it gets z = "
      + NumberFormat.shortest(step.z)
      + (pass.layer.activation == .identity ? ". " : " and a = \(NumberFormat.shortest(step.a)). ")
      + neurons.joined(separator: ", ").capitalizedFirst
      + (hiddenNeurons > 0 ? "; \(hiddenNeurons) more are left out." : ".")
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
