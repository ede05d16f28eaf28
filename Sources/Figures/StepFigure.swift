import Drawing
import Neural

/// One overlay position in full: the underlay, its products with the weights, their sum, and the
/// neuron that it fills. What earlier steps filled in is quiet, what is to come is empty.
struct StepFigure: Figure {
  let subject: Subject
  private let pass: Convolution.ForwardPass
  private let step: DotProduct
  private let notation: Notation

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
    step = pass.steps[subject.step]
    notation = Notation(pass)
  }

  /// The channels that the step's map sees.
  private var channels: Range<Int> {
    let first = pass.layer.firstChannel(ofMap: step.map)
    return first..<(first + pass.layer.channelsInGroup)
  }

  /// Whether each weight gets a colour of its own, which needs a small input and few weights.
  private var colorsWeights: Bool {
    step.terms.count <= 9 && pass.sweep.underlay.rows <= 6 && pass.sweep.underlay.columns <= 6
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let stage = Stage(
      pen: pen, title: title, subtitle: subtitle, step: (subject.step, pass.steps.count),
      band: band(pen))
    let layout = StepLayout(
      pen: pen, pass: pass, step: step, channels: channels, colorsWeights: colorsWeights,
      subject: subject)
    return stage.scene(layout.pictures(in: stage.room), description: description)
  }

  private var title: Formula {
    let operation = pass.layer.operation == .crossCorrelation ? "Cross-correlation" : "Convolution"
    return .number(
      "\(operation), step \(subject.step + 1) of \(pass.steps.count)", .semibold)
  }

  private var subtitle: Formula {
    let neuron = step.position.neuron
    return .words(
      pass.caption
        + (pass.steps.count > 1
          ? "   ·   neuron at row \(neuron.row), column \(neuron.column)" : ""))
  }

  private var description: String {
    let neuron = step.position.neuron
    return "\(pass.caption). Step \(subject.step + 1) of \(pass.steps.count): the overlay "
      + "\(subject.filterName) over \(subject.inputName) with its corner at row "
      + "\(step.position.origin.row), column \(step.position.origin.column). The sum of its "
      + "\(step.terms.count) products is \(NumberFormat.shortest(step.dotProduct)); with the bias "
      + "\(NumberFormat.shortest(step.bias)) neuron \(neuron.row),\(neuron.column) gets "
      + "z = \(NumberFormat.shortest(step.z))"
      + (pass.layer.activation == .identity
        ? "." : " and a = \(NumberFormat.shortest(step.a)).")
  }

  // MARK: - The band

  private func band(_ pen: Pen) -> [Picture] {
    let z = notation.z(step.position.neuron, map: step.map)
    let lead = pen.formula(.row([z, .relation("=")]), size: 22)
    let symbols = Sum(
      lead: [z, .relation("=")], terms: symbolTerms(pen),
      tail: [.relation("+"), notation.bias(map: step.map)]
    ).picture(pen: pen, size: 22, width: Stage.bandWidth)
    var lines = [symbols]
    if pen.style.labels != .symbols {
      let indent = lead.bounds.width - pen.formula(.relation("="), size: 22).bounds.width
      let numbers = self.numbers(pen).picture(
        pen: pen, size: 22, width: Stage.bandWidth - indent)
      lines.append(
        Picture(
          bounds: Rectangle(
            0, numbers.bounds.minY, indent + numbers.bounds.width, numbers.bounds.height),
          items: numbers.moved(indent - numbers.bounds.minX, 0).items))
    }
    return lines
  }

  private func color(of term: Term, _ pen: Pen) -> Color {
    guard colorsWeights else { return pen.theme.ink }
    return pen.theme.weight(
      Underlay(pass: pass, channel: term.channel).weightIndex(term.kernelCell))
  }

  private func symbolTerms(_ pen: Pen) -> [Formula] {
    step.terms.map { term in
      .colored(color(of: term, pen), notation.product(term))
    }
  }

  /// The sum in numbers; with several channels one summand a channel.
  private func numbers(_ pen: Pen) -> Sum {
    let terms: [Formula]
    var exact: Bool
    if pass.layer.channelsInGroup == 1 {
      let values = NumberFormat(for: step.terms.map(\.value))
      let weights = NumberFormat(for: step.terms.map(\.weight))
      exact = step.terms.allSatisfy { values.isExact($0.value) && weights.isExact($0.weight) }
      terms = step.terms.map { term in
        let weight = weights.string(term.weight)
        return .colored(
          color(of: term, pen),
          .number(
            values.string(term.value) + "·" + (weight.hasPrefix("−") ? "(\(weight))" : weight),
            .regular))
      }
    } else {
      let sums = channels.map { channel in
        step.terms.filter { $0.channel == channel }.map(\.product).reduce(0, +)
      }
      let format = NumberFormat(for: sums)
      exact = sums.allSatisfy(format.isExact)
      terms = sums.enumerated().map { index, sum in
        let text = format.string(sum)
        return .number(index > 0 && text.hasPrefix("−") ? "(\(text))" : text, .regular)
      }
    }
    let bias = NumberFormat(for: [step.bias])
    let z = NumberFormat(for: [step.z])
    exact = exact && bias.isExact(step.bias) && z.isExact(step.z)
    let biasText = bias.string(step.bias)
    var tail: [Formula] = [
      .relation("+"),
      .number(biasText.hasPrefix("−") ? "(\(biasText))" : biasText, .regular),
      .relation(exact ? "=" : "≈"),
      .colored(pen.theme.positions[0], .number(z.string(step.z), .bold)),
    ]
    if pass.layer.activation != .identity {
      let a = NumberFormat(for: [step.a])
      tail += [
        .space(1.4), notation.a(step.position.neuron, map: step.map), .relation("="),
        .function(pass.layer.activation), .math("("),
        notation.z(step.position.neuron, map: step.map), .math(")"),
        .relation(a.isExact(step.a) ? "=" : "≈"),
        .colored(pen.theme.positions[0], .number(a.string(step.a), .bold)),
      ]
    }
    return Sum(lead: [.relation("=")], terms: terms, tail: tail)
  }
}
