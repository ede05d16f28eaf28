import Drawing
import Neural
import Wording

/// The article's appendix A: one input and one filter, cross-correlated and convolved, valid and
/// full. The filter is drawn as it lies over the input, and so is its first position, which shows
/// why the full result is larger.
struct ModesFigure: Figure {
  let subject: Subject
  private let pass: Convolution.ForwardPass
  private let map: Int
  private let modes: ModesPasses

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
    map = subject.step / pass.sweep.count
    modes = ModesPasses(of: pass, map: map)
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let stage = Stage(
      pen: pen,
      title: .number(say("Cross-correlation and convolution, valid and full"), .semibold),
      subtitle: .words(caption), band: band(pen))
    let layout = ModesLayout(pen: pen, subject: subject, modes: modes)
    return stage.scene(stage.fitted(layout.pictures), description: description)
  }

  // MARK: - Words

  private var caption: String {
    var operands = [
      say("\(pass.sweep.underlay) input"), say("\(pass.layer.kernel) filter"), say("stride \(1)"),
    ]
    if pass.layer.geometry.dilation != Extent(1) {
      operands.append(say("dilation \(Convolution.describe(pass.layer.geometry.dilation))"))
    }
    // With stride 1, same padding keeps the extent.
    let same = say("same (not drawn) gives \(pass.sweep.underlay)")
    return ([operands.joined(separator: ", "), same] + [channels, setAside].compactMap { $0 })
      .joined(separator: "   ·   ")
  }

  /// Which channels and which map are shown, where there are several.
  private var channels: String? {
    var parts: [String] = []
    if pass.layer.channelsInGroup > 1 {
      parts.append(say("\(pass.layer.channelsInGroup) channels added up, the first one drawn"))
    }
    if pass.layer.maps > 1 { parts.append(say("feature map \(map + 1) of \(pass.layer.maps)")) }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// What the layer has but the four results go without.
  private var setAside: String? {
    var parts: [String] = []
    if pass.layer.geometry.stride != Extent(1) { parts.append(say("stride")) }
    if pass.sweep.padding != .none { parts.append(say("padding")) }
    if pass.layer.bias.values[map] != 0 { parts.append(say("bias")) }
    if pass.layer.activation != .identity { parts.append(say("activation function")) }
    guard let last = parts.last else { return nil }
    let all =
      parts.count > 1
      ? say("\(parts.dropLast().joined(separator: ", ")) and \(last)") : last
    return say("without the layer’s \(all)")
  }

  private var description: String {
    let results = modes.rows.map { row in
      let name =
        switch row.operation {
        case .crossCorrelation: say("Cross-correlation")
        case .convolution: say("Convolution")
        }
      let valid =
        row.valid.map { say("valid \($0.extent): \(words($0))") }
        ?? say("valid: none, as the filter is larger than the input")
      let full =
        row.full.map { say("full \($0.extent): \(words($0))") }
        ?? say("full: too large to compute")
      return "\(name), \(valid); \(full)."
        + (row.isValidCentreOfFull
          ? " " + say("The valid result is the centre of the full one.") : "")
    }
    return [
      caption + ".",
      say(
        """
        The filter \(subject.filterName) over \(subject.inputName), for convolution rotated by 180°.
        """),
    ].joined(separator: " ") + " " + results.joined(separator: " ")
  }

  /// The numbers of a small result row by row; of a larger one its corners.
  private func words(_ mode: ModesPasses.Mode) -> String {
    let texts = mode.values.count > 36 ? [] : mode.values.map(NumberFormat.shortest)
    if texts.isEmpty {
      let corners = [mode.values[0], mode.values[mode.values.count - 1]]
      return corners.map(NumberFormat.shortest).joined(separator: " … ")
    }
    return stride(from: 0, to: texts.count, by: mode.extent.columns).map {
      texts[$0..<($0 + mode.extent.columns)].joined(separator: ", ")
    }.joined(separator: "; ")
  }

  // MARK: - The band

  /// A sum for each operation; none in a low panel, where the results need the room.
  private func band(_ pen: Pen) -> [Picture] {
    if let panel = pen.style.panel, panel.height < 460 { return [] }
    return modes.rows.compactMap { sum($0, pen) }
  }

  /// How the first neuron comes about: `(a ⋆ w)₀,₀ = 1·10 + 2·20 + 4·30 + 5·40 = 370`.
  private func sum(_ row: ModesPasses.Row, _ pen: Pen) -> Picture? {
    guard let mode = row.valid ?? row.full else { return nil }
    let step = mode.pass.steps[0]
    let notation = PassNotation(mode.pass)
    let values = NumberFormat(for: step.terms.map(\.value))
    let weights = NumberFormat(for: step.terms.map(\.weight))
    let result = NumberFormat(for: [step.z])
    let colorsWeights = ModesLayout.colorsWeights(mode.pass)
    var isExact = result.isExact(step.z)
    let terms = step.terms.enumerated().map { index, term -> Formula in
      let underlay = Underlay(pass: mode.pass, channel: term.channel)
      let color =
        colorsWeights
        ? pen.theme.text(
          in: pen.theme.weight(underlay.weightIndex(term.kernelCell)), on: pen.theme.band)
        : pen.theme.ink
      guard pen.style.labels == .numbers else { return .colored(color, notation.product(term)) }
      isExact = isExact && values.isExact(term.value) && weights.isExact(term.weight)
      return .colored(
        color,
        .factors(values.string(term.value), weights.string(term.weight), isFirst: index == 0))
    }
    let name = Formula.scripts(
      .row([.math("(a"), .relation(row.operation.sign), .math("w)")]), sub: .math("0,0"), sup: nil)
    let tail: [Formula] =
      pen.style.labels == .symbols
      ? []
      : [
        .relation(isExact ? "=" : "≈"),
        .colored(pen.theme.positions[0], .number(result.string(step.z), .bold)),
      ]
    return Sum(lead: [name, .relation("=")], terms: terms, tail: tail)
      .picture(pen: pen, size: 22, width: pen.bandWidth)
  }
}
