import Drawing
import Neural
import Wording

extension FiltersFigure {
  var title: String {
    let count = layer.maps
    let number = subject.run.stages[subject.index].number
    let times = states.compactMap(\.epoch)
    if shown.count < count {
      return states.count > 1
        ? say("\(shown.count) of \(count) filters of layer \(number), those that changed most")
        : say(
          "\(shown.count) of \(count) filters of layer \(number), those with the largest weights")
    }
    guard states.count > 1 else {
      return count == 1
        ? say("The filter of layer \(number) and its map")
        : say("The \(count) filters of layer \(number) and their maps")
    }
    if count == 1 {
      return times[0] == 0
        ? say("The filter of layer \(number), before and after training")
        : say("The filter of layer \(number), after \(times[0]) and \(times[1]) epochs")
    }
    return times[0] == 0
      ? say("The \(count) filters of layer \(number), before and after training")
      : say("The \(count) filters of layer \(number), after \(times[0]) and \(times[1]) epochs")
  }

  /// How the network did at the later time.
  var scoreWords: String {
    guard let epoch = states.last?.epoch, let record = subject.course?.record(of: epoch) else {
      return ""
    }
    let share = FiltersFigure.percent(record.heldOut?.accuracy ?? record.training.accuracy)
    return record.heldOut != nil
      ? say("then \(share) of what is held out are told right")
      : say("then \(share) of the examples are told right")
  }

  var planeWords: String {
    let (part, count) = (channels.count, layer.channelsInGroup)
    return part < count ? say("\(part) of \(count) planes of each filter") : ""
  }

  func band(_ spellings: Spellings, _ notation: Notation) -> Band {
    var lines: [Formula] = []
    let sum: [Formula] =
      layer.channels > 1
      ? [
        .scripts(.math("∑"), sub: .math("c"), sup: nil), .space(0.2),
        notation.general(Tensors.input, "c"), .relation(layer.operation.sign),
        notation.general(Tensors.weight, "k,c"),
      ]
      : [
        notation.general(Tensors.input), .relation(layer.operation.sign),
        notation.general(Tensors.weight, "k"),
      ]
    let z = Formula.row(
      [notation.general(Tensors.z, "k"), .relation("=")] + sum
        + [.relation("+"), notation.general(Tensors.bias, "k")])
    lines.append(z)
    if let activation = subject.activation {
      lines.append(
        .row([
          notation.general(Tensors.a, "k"), .relation("="),
          activation == .identity
            ? notation.general(Tensors.z, "k")
            : .row([
              .function(activation), .math("("), notation.general(Tensors.z, "k"), .math(")"),
            ]),
        ]))
    }
    var parts: [Band.Part] = [.lines(lines)]
    if let place = subject.mostChanged {
      let (before, after) = (subject.weight(0, at: place), subject.weight(1, at: place))
      parts.append(
        .lines([
          .words(say("the weight that changed most")),
          .row([
            notation.symbol(
              Source.Address(
                stage: after.address.stage, tensor: Tensors.weight,
                index: Array(after.address.index.dropFirst()))),
            .space(0.6), spellings.number(before, .regular), .relation("→"),
            spellings.number(after, .bold),
          ]),
        ]))
    }
    return Band(parts)
  }

  func description(_ spellings: Spellings) -> String {
    var words = [pass.caption + "."]
    let names = shown.map { Voice.current.notation.index($0) }.joined(separator: ", ")
    words.append(
      say("Shown are the filters \(names), each over its feature map of \(subject.inputName)."))
    if let place = subject.mostChanged {
      let (before, after) = (subject.weight(0, at: place), subject.weight(1, at: place))
      let map = Voice.current.notation.index(before.address.index[1])
      words.append(
        say(
          """
          The weight that changed most is one of filter \(map): from \(spellings.text(before)) to \
          \(spellings.text(after)).
          """))
    }
    if let course = subject.course, let epoch = states.last?.epoch,
      let record = course.record(of: epoch), let score = record.heldOut
    {
      words.append(
        say(
          """
          After epoch \(epoch) the network tells \(FiltersFigure.percent(score.accuracy)) of what \
          is held out.
          """))
    }
    return words.joined(separator: " ")
  }
}
