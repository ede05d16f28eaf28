import Documents
import Drawing

/// Takes chosen numbers out of drawn figures, or makes them stand out, for a worksheet and its key.
struct Blanking {
  let blanks: [Located<Blank>]
  /// Whether the answers show.
  let isFilled: Bool
  let style: TextStyle

  /// The figures' items with their blanks, and the numbers that they hide.
  ///
  /// - Throws: ``LessonError`` at a blank of which no figure has anything.
  func applied(to items: [Item]) throws(LessonError) -> (items: [Item], hidden: [String]) {
    let figures = items.groups("figure")
    var chosen: [[BlankName.Pattern]] = Array(repeating: [], count: figures.count)
    var addresses: [Set<Source.Address>] = Array(repeating: [], count: figures.count)
    for blank in blanks {
      let meanings = BlankName.meanings(of: blank.value)
      let named = figures.map { BlankAddresses(blank.value, in: $0.items).addresses }
      let found = zip(figures, named).map { figure, named in
        named == nil ? meanings.first { Blanking.has($0, in: figure.items) } ?? [] : []
      }
      guard
        found.contains(where: { !$0.isEmpty }) || named.contains(where: { $0?.isEmpty == false })
      else {
        throw LessonError(Blanking.message(blank.value, in: figures.map(\.items)), at: blank.place)
      }
      for index in figures.indices {
        chosen[index] += found[index]
        addresses[index].formUnion(named[index] ?? [])
      }
    }
    var rest = chosen[...]
    var known = addresses[...]
    var hidden: [String] = []
    let blanked = items.map { item -> Item in
      guard case .group(let tag, let inner) = item, tag.kind == "figure",
        let patterns = rest.popFirst(), let addresses = known.popFirst()
      else { return item }
      if !addresses.isEmpty {
        hidden += BlankAddresses.numbers(of: addresses, in: inner)
        return .group(tag, inner.map { self.item($0, at: addresses) })
      }
      guard !patterns.isEmpty else { return item }
      // Numbers that a text below repeats are taken out there too.
      let own = Blanking.numbers(of: patterns, in: inner)
      hidden += own
      let echoes = own.compactMap(DrawnNumber.init)
      return .group(
        tag,
        inner.map { self.item($0, of: patterns, echoes: echoes, isMatched: nil, isEcho: false) })
    }
    return (blanked, hidden)
  }

  /// The groups that say again what other parts of a figure show.
  private static let echoing: Set<String> = ["band", "output", "sum", "position"]

  private func item(
    _ item: Item, of patterns: [BlankName.Pattern], echoes: [DrawnNumber],
    isMatched: BlankName.Pattern?, isEcho: Bool
  ) -> Item {
    switch item {
    case .group(let tag, let items):
      let match = patterns.first { $0.matches(tag) } ?? isMatched
      let echo = isEcho || Blanking.echoing.contains(tag.kind)
      return .group(
        tag,
        items.map {
          self.item($0, of: patterns, echoes: echoes, isMatched: match, isEcho: echo)
        })
    case .text(let run):
      let isBlank =
        isMatched.map { Blanking.hides(run, $0) } ?? false
        || (isEcho && Blanking.isNumber(run) && Blanking.repeats(run, echoes))
      return isBlank ? blank(run, isInText: isEcho) : item
    default: return item
    }
  }

  /// The item without the numbers of addresses, wherever they stand.
  private func item(_ item: Item, at addresses: Set<Source.Address>) -> Item {
    switch item {
    case .group(let tag, let items):
      // The ends of a scale give away the largest of the values that are hidden.
      if tag.kind == "legend", let tensor = tag.source?.address.tensor,
        addresses.contains(where: { $0.tensor == tensor })
      {
        return .group(
          tag,
          items.map { item in
            if case .text(let run) = item, Blanking.isNumber(run) {
              blank(run, isInText: true)
            } else {
              item
            }
          })
      }
      return .group(tag, items.map { self.item($0, at: addresses) })
    case .text(let run):
      guard let source = run.source, source.printed != nil, addresses.contains(source.address)
      else { return item }
      return blank(run, isInText: true)
    default: return item
    }
  }

  /// The box in the place of a number, empty or with the number in a strong colour.
  private func blank(_ run: TextRun, isInText: Bool) -> Item {
    let size = run.font.size
    // A cell has more room to write in than a line of text.
    let width =
      isInText ? run.extents.width + size * 0.16 : max(run.extents.width + size * 0.5, size * 1.9)
    let (above, below) = isInText ? (0.9, 0.2) : (1.02, 0.3)
    let box = Rectangle(
      run.bounds.midX - width / 2, run.origin.y - size * above, width, size * (above + below))
    let paper = style.theme.paper
    guard isFilled else {
      return .group(
        Tag("blank"),
        [
          .rectangle(
            box, radius: 3,
            Paint(fill: paper, stroke: Stroke(color: style.theme.frame, width: 1.2)))
        ])
    }
    var filled = run
    filled.color = style.answer
    return .group(
      Tag("blank", run.string),
      [
        .rectangle(
          box, radius: 3, Paint(fill: paper, stroke: Stroke(color: style.answer, width: 1.2))),
        .text(filled),
      ])
  }

  // MARK: - What is chosen

  private static func has(_ patterns: [BlankName.Pattern], in items: [Item]) -> Bool {
    !numbers(of: patterns, in: items).isEmpty
  }

  /// The numbers that patterns choose.
  private static func numbers(of patterns: [BlankName.Pattern], in items: [Item]) -> [String] {
    func collect(_ item: Item, _ match: BlankName.Pattern?) -> [String] {
      switch item {
      case .group(let tag, let inner):
        let own = patterns.first { $0.matches(tag) } ?? match
        return inner.flatMap { collect($0, own) }
      case .text(let run): return match.map { hides(run, $0) } ?? false ? [run.string] : []
      default: return []
      }
    }
    return items.flatMap { collect($0, nil) }
  }

  private static func hides(_ run: TextRun, _ pattern: BlankName.Pattern) -> Bool {
    isNumber(run) && (!pattern.isResult || run.font.weight == .bold)
  }

  /// Numbers of figures are set in the label font; indices in the font of formulas.
  private static func isNumber(_ run: TextRun) -> Bool {
    run.font.family == .label && DrawnNumber(run.string) != nil
  }

  private static func repeats(_ run: TextRun, _ numbers: [DrawnNumber]) -> Bool {
    DrawnNumber(run.string).map { number in numbers.contains { $0.isSame(as: number) } } ?? false
  }

  private static func message(_ blank: Blank, in figures: [[Item]]) -> String {
    let asked = blank.name.isEmpty ? blank.kind : "\(blank.kind): \(blank.name)"
    guard !figures.isEmpty else {
      return "there is no figure on this slide, of which a worksheet could leave '\(asked)' blank"
    }
    let names = BlankName.all.filter { name in
      figures.contains { figure in
        BlankAddresses(Blank(kind: name.words[0]), in: figure).addresses.map { !$0.isEmpty }
          ?? name.meanings.contains { has($0, in: figure) }
      }
    }
    guard !names.isEmpty else {
      return "the figure shows no numbers that could be left blank as '\(asked)'; "
        + "labels: numbers may show them"
    }
    return "the figure shows no numbers called '\(asked)'; it has "
      + names.map { "'\($0.words[0])'" }.joined(separator: ", ")
  }
}

extension Blanking {
  /// Words in which the hidden numbers, also with more digits than they were drawn with, are dots.
  static func hiding(_ hidden: [String], in words: String) -> String {
    let answers = hidden.compactMap(DrawnNumber.init)
    guard !answers.isEmpty else { return words }
    var result = ""
    var token = ""
    func flush() {
      // A full stop or a comma at the end is the sentence's.
      var end = ""
      while let last = token.last, ".,e".contains(last) { end = String(token.removeLast()) + end }
      let isAnswer = DrawnNumber(token).map { number in answers.contains { $0.isSame(as: number) } }
      result += (isAnswer == true ? "…" : token) + end
      token = ""
    }
    for character in words {
      let isPart = character == "," || character == "e" ? !token.isEmpty : false
      if character.isNumber || ".−-".contains(character) || isPart {
        token.append(character)
      } else {
        flush()
        result.append(character)
      }
    }
    flush()
    return result
  }
}
