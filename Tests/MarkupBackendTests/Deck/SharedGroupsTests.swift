import Drawing
import Testing

@testable import MarkupBackend

@Suite("Groups that pages share")
struct SharedGroupsTests {
  private let faces = FontFaces(for: [], from: SpellingSubsetter(), prefix: "c")

  private func shared(_ pages: [[Item]]) -> SharedGroups {
    SharedGroups(
      of: pages.map {
        Scene(size: Size(1, 1), background: .white, title: "", description: "", items: $0)
      }, faces: faces, prefix: "s")
  }

  private func markup(_ items: [Item], _ groups: SharedGroups) -> String {
    SVGBody(items, faces: faces, shared: groups).markup
  }

  @Test("A group of several pages is defined once and referred to, without its tags")
  func reference() {
    let groups = shared([[matrix], [matrix], [matrix]])
    #expect(groups.definitions.hasPrefix("<g id=\"s1\">\n<text"))
    #expect(groups.definitions.components(separatedBy: "<text").count == 5)
    #expect(!groups.definitions.contains("cell"))
    #expect(markup([matrix], groups) == "<use href=\"#s1\"/>\n")
  }

  @Test("A group of one page stands there, and what it shares with others is referred to")
  func parts() throws {
    let cells = try #require(contents(of: matrix))
    let other = Item.group(Tag("matrix"), [cells[0], cells[1]].map { $0.moved(5, 5) } + [cells[2]])
    let groups = shared([[matrix], [other]])
    #expect(groups.definitions.components(separatedBy: "<g id").count == 2)
    #expect(markup([other], groups).components(separatedBy: "<text").count == 3)
    #expect(markup([other], groups).hasSuffix("<use href=\"#s1\"/>\n"))
  }

  private func contents(of item: Item) -> [Item]? {
    if case .group(_, let items) = item { items } else { nil }
  }

  @Test("Running text, links and little things stand on every page")
  func notShared() {
    let sentence = Item.group(
      Tag("text"), [text("A sentence that can be selected.", .label(16), at: .zero)])
    let little = Item.group(Tag("dot"), [.circle(center: .zero, radius: 1, .fill(.black))])
    let pages: [[Item]] = [[sentence, link("#2", "On"), little]]
    let groups = shared(pages + pages)
    #expect(groups.definitions.isEmpty)
    #expect(markup(pages[0], groups).contains("selected"))
    #expect(markup(pages[0], groups).contains("<a href=\"#2\">"))
  }

  @Test("Groups are numbered in the order of their appearance")
  func order() {
    let others = (1...5).map { step in matrix.moved(Double(step), 0) }
    let first = shared([others, others])
    #expect(first.definitions.components(separatedBy: "<g id").count == 6)
    for (index, other) in others.enumerated() {
      #expect(markup([other], first) == "<use href=\"#s\(index + 1)\"/>\n")
    }
  }
}
