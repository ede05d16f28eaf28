import Drawing
import Figures
import Wording

/// How many pages of a deck a sheet of its handout shows.
public enum Handout: Int, Sendable, CaseIterable {
  /// Two, each with lines below.
  case two = 2
  /// Four, each with lines beside.
  case four = 4
  /// Six, each with lines beside.
  case six = 6
}

extension Deck {
  /// The deck as a handout: A4 sheets with small pages and ruled lines for notes. Of a slide with
  /// several pages the last is shown, on which all is there.
  ///
  /// Every slide of the result is a sheet of one page, whose parts are empty. Links to slides lead
  /// to the sheets that show them.
  public func handout(_ handout: Handout, metrics: any TextMetrics) -> Deck {
    var deck = self
    for index in deck.slides.indices {
      deck.slides[index].pages = deck.slides[index].pages.suffix(1)
    }
    return deck.speaking {
      deck.sheets(
        labels: labels, perSheet: handout.rawValue, theme: .print,
        frame: SheetPage.Frame(title: title, author: author), metrics: metrics)
    }
  }

  /// The labels of the pages of each slide.
  private var labels: [Int: [String]] {
    Dictionary(slides.map { ($0.number, $0.pages.map(\.label)) }) { first, _ in first }
  }

  /// The deck as sheets with what stands at the head and foot of each.
  ///
  /// - Parameter labels: The labels of all pages of each slide, by its number, which links may name.
  func sheets(
    labels: [Int: [String]] = [:], perSheet: Int, theme: Theme, frame: SheetPage.Frame,
    metrics: any TextMetrics
  ) -> Deck {
    let sheet = SheetPage(perSheet: perSheet, theme: theme, metrics: metrics)
    let all = slides.flatMap { slide in slide.pages.map { (slide: slide, page: $0) } }
    let groups = stride(from: 0, to: all.count, by: perSheet).map { start in
      all[start..<min(start + perSheet, all.count)]
    }
    var targets: [String: String] = [:]
    for (index, group) in groups.enumerated() {
      for (slide, page) in group {
        for label in labels[slide.number] ?? [page.label] { targets[label] = String(index + 1) }
        if page == slide.pages.first { targets[String(slide.number)] = String(index + 1) }
      }
    }
    var deck = self
    deck.slides = groups.enumerated().map { index, group in
      var frame = frame
      frame.number = say("Page \(index + 1) of \(groups.count)")
      var scene = sheet.scene(
        group.map(\.page), titles: group.map(\.slide.title), frame: frame)
      scene.items = scene.items.map { $0.leading(to: targets) }
      let first = group.first?.slide
      return Slide(
        number: index + 1, section: first?.section ?? "", title: first?.title ?? scene.title,
        notes: "",
        pages: [Page(label: String(index + 1), scene: scene, parts: [])])
    }
    return deck
  }

  /// Speaks the deck's language.
  func speaking<Value>(_ draw: () -> Value) -> Value {
    var voice = Voice.current
    voice.language = Language.named(language) ?? .english
    return Voice.$current.withValue(voice, operation: draw)
  }
}

extension Item {
  /// The item with its links to pages leading to the sheets that show them.
  fileprivate func leading(to targets: [String: String]) -> Item {
    guard case .group(var tag, let items) = self else { return self }
    if tag.kind == "link", tag.name.hasPrefix("#") {
      tag.name = targets[String(tag.name.dropFirst())].map { "#\($0)" } ?? tag.name
    }
    return .group(tag, items.map { $0.leading(to: targets) })
  }
}
