import Drawing
import Neural
import Wording

extension ModesFigure {
  var subtitle: [String] {
    var operands = [
      say("\(pass.sweep.underlay) input"), say("\(pass.layer.kernel) filter"), say("stride \(1)"),
    ]
    if pass.layer.geometry.dilation != Extent(1) {
      operands.append(say("dilation \(Convolution.describe(pass.layer.geometry.dilation))"))
    }
    let compared =
      modes.rows.allSatisfy(\.arePartsOfFull)
      ? "✓ " + say("valid and same are parts of full") : ""
    let missing =
      modes.rows[0].valid == nil
      ? say("The \(pass.layer.kernel) filter is larger than the \(pass.sweep.underlay) input.") : ""
    return [operands.joined(separator: ", "), missing, channels ?? "", setAside ?? "", compared]
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

  /// What the layer has but the results go without.
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

  /// How the padding of a mode lies around the input.
  func padding(_ mode: ModesPasses.Mode) -> String {
    let padding = mode.pass.sweep.padding
    let sides = [padding.top, padding.bottom, padding.left, padding.right]
    if sides.allSatisfy({ $0 == 0 }) { return say("no padding") }
    if Set(sides).count == 1 { return say("padding \(padding.top) on every side") }
    let named = [
      (padding.top, say("above")), (padding.bottom, say("below")), (padding.left, say("left")),
      (padding.right, say("right")),
    ]
    let words = named.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return say("padding \(words)")
  }

  /// How one neuron comes about in each operation: `(a ⋆ w)₀,₀ = 1·10 + 2·20 + 4·30 + 5·40 = 370`.
  func band(_ equations: [Int?], _ spellings: Spellings, _ pen: Pen) -> Band {
    let parts = zip(modes.rows, equations).compactMap { row, equation -> Band.Part? in
      guard let (mode, step) = written(row) else { return nil }
      let values = ConvolutionValues(mode.pass)
      let notation = Notation(mode.pass.layer, pen.style.voice.notation)
      let z = result(step.index, mode)
      let neuron = step.position.neuron
      let terms = step.terms.enumerated().map { order, term -> BandEquation.Term in
        let factors = [values.value(term), values.weight(term, map: 0)]
        func colored(_ formula: Formula) -> Formula {
          guard colorsWeights else { return formula }
          let index = term.weightCell.row * pass.layer.kernel.columns + term.weightCell.column
          return .colored(pen.theme.text(in: pen.theme.weight(index), on: pen.theme.band), formula)
        }
        return .init(
          colored(notation.product(factors)),
          colored(spellings.product(factors, isFirst: order == 0)))
      }
      let relation = equation.map { spellings.relation(of: $0) } ?? spellings.relation(z)
      return .equation(
        BandEquation(
          lead: .scripts(
            .row([.math("(a"), .relation(row.operation.sign), .math("w)")]),
            sub: .math("\(neuron.row),\(neuron.column)"), sup: nil), terms: terms,
          result: [relation, spellings.number(z, .bold)]))
    }
    return Band(parts)
  }

  func description(_ spellings: Spellings) -> String {
    let results = modes.rows.map { row in
      let name =
        switch row.operation {
        case .crossCorrelation: say("Cross-correlation")
        case .convolution: say("Convolution")
        }
      let valid =
        row.valid.map { say("valid \($0.extent): \(words($0, spellings))") }
        ?? say("valid: none, as the filter is larger than the input")
      let same =
        row.same.map { say("same \($0.extent): \(words($0, spellings))") } ?? ""
      let full =
        row.full.map { say("full \($0.extent): \(words($0, spellings))") }
        ?? say("full: too large to compute")
      return "\(name), " + [valid, same, full].filter { !$0.isEmpty }.joined(separator: "; ") + "."
    }
    return [
      subtitle.filter { !$0.isEmpty }.joined(separator: "   ·   ") + ".",
      say(
        """
        The filter \(subject.filterName) over \(subject.inputName), for convolution rotated by 180°.
        """),
    ].joined(separator: " ") + " "
      + zip(results, modes.rows).map { $0 + " " + stepWords($1, spellings) }
      .joined(separator: " ")
  }

  /// The neuron whose sum is written out.
  private func stepWords(_ row: ModesPasses.Row, _ spellings: Spellings) -> String {
    guard let (mode, step) = written(row) else { return "" }
    let z = result(step.index, mode)
    return StepWords(mode.pass.accounts, spellings)(step.index, of: .forward, sum: z) { _ in
      nil
    } elements: { address, _ in
      address.tensor == .z ? z : nil
    }
  }

  /// The numbers of a small result row by row; of a larger one its corners.
  private func words(_ mode: ModesPasses.Mode, _ spellings: Spellings) -> String {
    func text(_ index: Int) -> String { spellings.text(result(index, mode)) }
    guard mode.values.count <= 36 else {
      return [0, mode.values.count - 1].map(text).joined(separator: " … ")
    }
    return stride(from: 0, to: mode.values.count, by: mode.extent.columns).map { start in
      (start..<start + mode.extent.columns).map(text).joined(separator: ", ")
    }.joined(separator: "; ")
  }
}
