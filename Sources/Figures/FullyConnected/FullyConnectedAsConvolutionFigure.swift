import Drawing
import Neural
import Wording

/// A fully connected layer is a convolution whose filters are as large as its input: each has one
/// overlay position, and each feature map is 1 × 1.
struct FullyConnectedAsConvolutionFigure: Figure {
  private let subject: FullyConnectedSubject
  private let ways: FullyConnectedAsConvolution

  init(subject: FullyConnectedSubject) {
    self.subject = subject
    ways = FullyConnectedAsConvolution(subject)
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let layout = FullyConnectedAsConvolutionLayout(pen: pen, subject: subject, ways: ways)
    let lines = Stage.band(
      of: bands(pen), style: style, least: [layout.readablePitch], size: layout.pitch)
    let stage = Stage(
      pen: pen, title: .number(say("A fully connected layer is a convolution"), .semibold),
      subtitle: .words(subtitle), step: (subject.step, ways.flat.steps.count), band: lines)
    return stage.scene(layout.pictures(in: stage.room), description: description)
  }

  private var subtitle: String {
    let maps = ways.flat.layer.neurons
    return say("\(subject.shapeText) input") + "  ⋆  "
      + (maps == 1 ? say("a filter as large") : say("\(maps) filters as large"))
      + ", " + say("one overlay position") + "  →  "
      + (maps == 1 ? say("a feature map of 1 × 1") : say("\(maps) feature maps of 1 × 1"))
  }

  private var description: String {
    let step = subject.step
    let neurons = ways.flat.layer.neurons
    let verdict =
      switch ways.agreement {
      case .equal:
        say("Both ways give the same for all \(neurons) neurons, as the program checked.")
      case .notFinite: say("The two were not compared, because some numbers are too large.")
      case .different: "\(ways.agreement.words())."
      }
    return [
      "\(subtitle).",
      say(
        """
        Row \(index: step) of the weights of \(subject.inputName), reshaped to \
        \(subject.shapeText), is the filter of feature map \(index: step).
        """),
      say(
        """
        Fully connected, neuron \(index: step) gets \
        z = \(NumberFormat.shortest(ways.flat.steps[step].z)); as a convolution it gets \
        z = \(NumberFormat.shortest(ways.convolution.steps[step].z)).
        """), verdict,
    ].joined(separator: " ")
  }

  // MARK: - Both ways in the band

  /// Both ways; less of them, as far as it may give way; nothing.
  private func bands(_ pen: Pen) -> [[Picture]] {
    let neuron = subject.step
    let flat = ways.flat.steps[neuron]
    let step = ways.convolution.steps[neuron]
    let notation = FullyConnectedNotation(pass: ways.flat)
    let cells = PassNotation(ways.convolution)
    let verdict = pen.verdict(ways.agreement, equal)
    let names = [say("fully connected"), say("as a convolution")].map {
      pen.label($0, size: 15.5, color: pen.theme.muted)
    }
    let nameWidth = (names.map(\.bounds.width).max() ?? 0) + 28
    let width = pen.bandWidth - nameWidth - verdict.bounds.width - 28
    let sums = [
      Sum(
        lead: [notation.z(neuron), .relation("=")],
        terms: flat.terms.indices.map {
          term([notation.weight(neuron, $0), .space(0.12), notation.input($0)], $0, pen)
        }, tail: [.relation("+"), notation.bias(neuron)] + result(flat.z, pen)),
      Sum(
        lead: [notation.z(neuron), .relation("=")],
        terms: step.terms.enumerated().map {
          term(
            [
              cells.weight($1.weightCell, channel: $1.channel), .space(0.12),
              cells.input($1.cell, channel: $1.channel),
            ], $0, pen)
        }, tail: [.relation("+"), notation.bias(neuron)] + result(step.z, pen)),
    ]
    guard width >= 360 else {
      let lines = sums.map { $0.picture(pen: pen, size: 22, width: pen.bandWidth) }
      return [lines + [verdict], lines, [verdict], []]
    }
    let lines = zip(names, sums).map { name, sum in
      sum.picture(pen: pen, size: 22, width: width).moved(nameWidth, 0).over(name)
    }
    func judged(_ line: Picture) -> Picture {
      verdict.moved(pen.bandWidth - verdict.bounds.maxX, 0).over(line)
    }
    return [[lines[0], judged(lines[1])], [judged(lines[0])], []]
  }

  private func term(_ factors: [Formula], _ index: Int, _ pen: Pen) -> Formula {
    let color = ways.colorsWeights ? pen.theme.weight(index) : pen.theme.ink
    return .colored(pen.theme.text(in: color, on: pen.theme.band), .row(factors))
  }

  private var equal: String {
    switch ways.flat.layer.neurons {
    case 1: say("equal")
    case 2: say("equal for both neurons")
    case let count: say("equal for all \(count) neurons")
    }
  }

  private func result(_ z: Double, _ pen: Pen) -> [Formula] {
    guard pen.style.labels != .symbols else { return [] }
    let format = NumberFormat(for: [z])
    let color = pen.theme.text(in: pen.theme.positions[0], on: pen.theme.band)
    return [
      .relation(format.isExact(z) ? "=" : "≈"), .colored(color, .number(format.string(z), .bold)),
    ]
  }
}
