import Drawing
import Neural
import Wording

@testable import Figures

/// The figure that `Docs/Architecture.md` builds: δ = σ′(z) · ∂C/∂a at one neuron.
struct DeltaFigure: ComposedFigure {
  let subject: GradientSubject
  private let index: Int

  init(subject: GradientSubject) {
    self.subject = subject
    index = subject.step ?? 0
  }

  // 1 · What is printed: values with their addresses.
  private func datum(_ tensor: String, _ value: Double) -> Datum {
    let step = subject.forward.pass.steps[index]
    let neuron = step.position.neuron
    return Datum(.init(tensor: tensor, index: [step.map, neuron.row, neuron.column]), value)
  }
  private var component: BiasGradientTerm {
    let pass = subject.backward
    let z = subject.forward.pass.steps[index].z
    return BiasGradientTerm(
      z: datum(Tensors.z, z),
      slope: datum(Tensors.slope, subject.forward.pass.layer.activation.derivative(z)),
      upstream: datum(Tensors.outputGradient, pass.upstreamGradient.values[index]),
      delta: datum(Tensors.delta, pass.biasGradientComponents.values[index]))
  }

  // 2 · What follows from what: the digits are chosen so that it adds up on the page.
  var ledger: Ledger {
    var ledger = Ledger()
    let term = component
    let activation = subject.forward.pass.layer.activation
    ledger.state(.function(term.slope, of: term.z) { activation.derivative($0) })
    ledger.state(.product(term.delta, of: [term.slope, term.upstream]))
    return ledger
  }

  // 3 · What is shown, in blocks; 4 · the band that explains it.
  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let notation = Notation(subject.forward.pass.layer, pen.style.voice.notation)
      let term = component
      let factors = [term.slope, term.upstream]
      func pill(_ datum: Datum) -> any Block {
        let text =
          pen.style.labels == .symbols ? notation.symbol(datum) : spellings.number(datum, .bold)
        return Titled(
          "", pen.style.labels == .symbols ? nil : notation.symbol(datum),
          Pill(datum.address.tensor, text: text))
      }
      return Sheet(
        title: .number("A neuron’s δ", .semibold), subtitle: [subject.forward.pass.caption],
        body: Wired(
          Stack.row([
            pill(term.z), pill(term.slope), Fixed.sign("·"), pill(term.upstream),
            Fixed.sign("="), pill(term.delta),
          ]),
          [Wire(.right(Tensors.z), .left(Tensors.slope))]),
        band: Band([
          .equation(
            BandEquation(
              lead: notation.symbol(term.delta),
              terms: [.init(notation.product(factors), spellings.product(factors, isFirst: true))],
              result: [spellings.relation(of: 1), spellings.number(term.delta, .bold)]))
        ]),
        description: "The slope of σ at z times ∂C/∂a is the neuron’s component of ∂C/∂b.")
    }
  }
}

/// The numbers of one component.
struct BiasGradientTerm {
  let z, slope, upstream, delta: Datum
}
