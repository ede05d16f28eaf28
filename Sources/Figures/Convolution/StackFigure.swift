import Drawing
import Neural
import Wording

/// Separate 2-D correlations, one for each channel, added up; beside it one 3-D correlation of the
/// stack of channels with the stack of filters, which gives the same.
struct StackFigure: Figure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass
  private let step: DotProduct
  private let separate: SeparateCorrelations

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
    step = pass.steps[subject.step]
    separate = SeparateCorrelations(pass: pass, map: step.map)
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let stage = Stage(
      pen: pen, title: .number(title, .semibold), subtitle: .words(pass.caption), band: band(pen))
    let layout = StackLayout(
      pen: pen, subject: subject, map: step.map, separate: separate)
    return stage.scene(stage.fitted(layout.pictures), description: description)
  }

  // MARK: - Words

  private var title: String {
    switch (separate.channels.count, pass.layer.operation) {
    case (1, .crossCorrelation): say("One channel: one 2-D correlation")
    case (1, .convolution): say("One channel: one 2-D convolution")
    case (let count, .crossCorrelation):
      say("\(count) separate 2-D correlations, added, are one 3-D correlation")
    case (let count, .convolution):
      say("\(count) separate 2-D convolutions, added, are one 3-D convolution")
    }
  }

  /// What each channel gives to the step's neuron alone.
  private var parts: [Double] { separate.results.map { $0[step.position.index] } }

  private func band(_ pen: Pen) -> [Picture] {
    // One of the two ways to the sum says nothing without the other.
    guard !pen.isShallow else { return [] }
    let neuron = step.position.neuron
    // In symbols the channels stand for whole maps.
    let name = pen.formula(
      pen.style.labels == .symbols
        ? .space(0)
        : .words(say("neuron \(index: neuron.row),\(index: neuron.column)") + "  "),
      size: 20, color: pen.theme.muted)
    let start = name.bounds.width + 14
    let leads = [say("channel by channel"), say("as one dot product")].map {
      pen.formula(.words($0), size: 20, color: pen.theme.muted)
    }
    let wide = max(330, start + (leads.map(\.bounds.width).max() ?? 0) + 24)
    // In a narrow panel the sums need the room of the neuron's name.
    let isNarrow = pen.style.panel != nil && wide > pen.bandWidth * 0.55
    let indent = isNarrow ? wide - start : wide
    let sums = [channelSum(pen.style.labels), dotProduct(pen.style.labels)]
    return zip(leads, sums).map { lead, sum in
      let line = sum.picture(pen: pen, size: 21, width: pen.bandWidth - indent)
      return .joined([
        isNarrow ? .empty : name.moved(-name.bounds.minX, 0),
        lead.moved((isNarrow ? 0 : start) - lead.bounds.minX, 0),
        line.moved(indent - line.bounds.minX, 0),
      ])
    }
  }

  private func channelSum(_ labels: Labels) -> Sum {
    let sign = pass.layer.operation.sign
    let shown = Slot.slots(0..<parts.count, limit: 12)
    if labels == .symbols {
      return Sum(
        lead: [],
        terms: shown.map { slot in
          slot.shown.map { index in
            let channel = separate.channels.lowerBound + index
            return .row([
              .symbol("a", sub: "\(channel)"), .relation(sign), .symbol("w", sub: "\(channel)"),
            ])
          } ?? .math("⋯")
        }, tail: [])
    }
    let format = NumberFormat(for: parts)
    return Sum(
      lead: [],
      terms: shown.map { slot in
        slot.shown.map { .number(Self.parenthesised(format.string(parts[$0]), $0), .medium) }
          ?? .math("⋯")
      },
      tail: tail(isExact: parts.allSatisfy(format.isExact)))
  }

  private func dotProduct(_ labels: Labels) -> Sum {
    let shown = Slot.slots(0..<step.terms.count, limit: 12)
    let terms = shown.compactMap(\.shown).map { step.terms[$0] }
    if labels == .symbols {
      return Sum(
        lead: [],
        terms: shown.map { slot in
          slot.shown.map { PassNotation(pass).product(step.terms[$0]) } ?? .math("⋯")
        }, tail: [])
    }
    let values = NumberFormat(for: terms.map(\.value))
    let weights = NumberFormat(for: terms.map(\.weight))
    return Sum(
      lead: [],
      terms: shown.map { slot in
        slot.shown.map { index in
          let term = step.terms[index]
          let weight = Self.parenthesised(weights.string(term.weight), 1)
          return .number(
            Self.parenthesised(values.string(term.value), index) + "·" + weight, .regular)
        } ?? .math("⋯")
      },
      tail: tail(
        isExact: terms.allSatisfy { values.isExact($0.value) && weights.isExact($0.weight) }))
  }

  private func tail(isExact: Bool) -> [Formula] {
    let format = NumberFormat(for: [step.dotProduct])
    return [
      .relation(isExact && format.isExact(step.dotProduct) ? "=" : "≈"),
      .number(format.string(step.dotProduct), .bold),
    ]
  }

  private static func parenthesised(_ text: String, _ index: Int) -> String {
    index > 0 && text.hasPrefix("−") ? "(\(text))" : text
  }

  private var description: String {
    let shown = NumberFormat.shortest
    let neuron = step.position.neuron
    let listed = parts.count <= 6 ? parts : Array(parts.prefix(3)) + parts.suffix(1)
    let numbers = listed.map(shown).joined(separator: ", ")
    let sum =
      listed.count < parts.count
      ? say(
        """
        Neuron \(index: neuron.row),\(index: neuron.column): among others \(numbers); the sum is \
        \(shown(step.dotProduct)), the same as by one dot product of \(step.terms.count) terms.
        """)
      : say(
        """
        Neuron \(index: neuron.row),\(index: neuron.column): \(numbers); the sum is \
        \(shown(step.dotProduct)), the same as by one dot product of \(step.terms.count) terms.
        """)
    return [
      pass.caption + ".",
      say(
        """
        Each of \(parts.count) channels meets its own filter; the separate results are added.
        """), sum,
    ].joined(separator: " ")
  }
}
