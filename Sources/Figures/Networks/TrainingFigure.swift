import Drawing
import Neural
import Wording

/// How a network learns: the right answers and the cost by epoch, and below them one filter as it
/// grows, each of its states at its true epoch.
struct TrainingFigure: ComposedFigure {
  private let subject: TrainingSubject

  init(subject: TrainingSubject) { self.subject = subject }

  private var course: TrainingCourse { subject.course }

  var ledger: Ledger {
    var ledger = Ledger()
    for part in subject.parts {
      ledger.register([subject.lastAccuracy(part), subject.lastCost(part)])
    }
    return ledger
  }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let chart = CourseChart(subject: subject, spellings: spellings)
      let filter = (place: say("filter"), cost: 60)
      let shares = (place: say("right answers"), cost: 90)
      func part(_ hasFilters: Bool, _ hasShares: Bool) -> any Block {
        var part = chart
        (part.hasFilters, part.hasShares) = (hasFilters && subject.filter != nil, hasShares)
        let lacking =
          (hasFilters || subject.filter == nil ? [] : [filter]) + (hasShares ? [] : [shares])
        return lacking.isEmpty ? part : Lacking(lacking, part)
      }
      return Sheet(
        title: .number(say("Learning, epoch by epoch"), .semibold),
        subtitle: subtitle,
        body: FirstThatFits([
          part(true, true), part(false, true), part(true, false), part(false, false),
        ]),
        band: band, description: description(spellings))
    }
  }

  // MARK: - Words

  private var subtitle: [String] {
    let count = course.epochs.count
    return [
      count == 1
        ? say("the network \(course.network) in one epoch")
        : say("the network \(course.network) in \(NumberFormat.grouped(count)) epochs"),
      course.keptEpoch < count ? say("the parameters of epoch \(course.keptEpoch) are kept") : "",
    ]
  }

  /// What the cost is, and over how much each curve is.
  private var band: Band {
    let counts = subject.parts.map { part in
      let count = NumberFormat.grouped(subject.scores(part).last?.count ?? 0)
      return switch part {
      case .training: say("\(count) examples to learn from")
      case .validation: say("\(count) kept apart for choosing")
      case .heldOut: say("\(count) held out")
      }
    }
    let times =
      subject.parts.count > 1
      ? say("training: each example as it is met; the others: after the epoch")
      : say("each example counts as it is met, while the network learns")
    return Band([
      .lines([
        .row([
          .math("C"), .relation("="), .fraction(.math("1"), .math("n")), .space(0.1),
          .scripts(.math("∑"), sub: .math("x"), sup: nil), .space(0.15),
          .symbol("C", sub: "x"),
        ])
      ]),
      .lines([
        .words(say("the mean cost of the examples")),
        .words(counts.joined(separator: "   ·   ")),
      ]),
      .remark("", times),
    ])
  }

  private func description(_ spellings: Spellings) -> String {
    var words = [subtitle[0] + "."]
    for part in subject.parts {
      let (cost, share) = (subject.lastCost(part), subject.lastAccuracy(part))
      let first = NumberFormat(for: [subject.scores(part)[0].cost]).string(
        subject.scores(part)[0].cost)
      words.append(
        say(
          """
          \(CourseChart.name(part)): the cost goes from \(first) to \(spellings.text(cost)); in the \
          end \(spellings.text(share)) % are right.
          """))
    }
    if let filter = subject.filter {
      let map = Voice.current.notation.index(filter.map)
      let epochs = filter.states.map { String($0.epoch) }.joined(separator: ", ")
      words.append(
        say(
          "Below, filter \(map) of \(filter.stage) after the epochs \(epochs), as far as there is room."
        ))
    }
    return words.joined(separator: " ")
  }
}
