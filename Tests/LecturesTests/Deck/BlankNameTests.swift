import Drawing
import Testing

@testable import Lectures

@Suite("Names of blanks")
struct BlankNameTests {
  @Test("Every name means one thing, and something")
  func unique() {
    let words = BlankName.all.flatMap(\.words)
    #expect(Set(words).count == words.count)
    #expect(BlankName.all.allSatisfy { !$0.meanings.joined().isEmpty })
    #expect(words.allSatisfy { $0 == $0.lowercased() })
  }

  @Test(
    "A pattern means the groups whose name begins with its word",
    arguments: [
      ("input", "input 0,1", true), ("input", "input", true), ("input", "inputs 0", false),
      ("input 0,1", "input 0,1", true), ("", "anything", true), ("filter", "input 0,1", false),
    ])
  func patterns(word: String, name: String, matches: Bool) {
    let pattern = BlankName.Pattern(kind: "cell", word: word)
    #expect(pattern.matches(Tag("cell", name)) == matches)
    #expect(!pattern.matches(Tag("neuron", name)))
  }

  @Test("A name that is not known is a kind of groups")
  func kinds() {
    let meanings = BlankName.meanings(of: Blank(kind: "verdict"))
    #expect(meanings.count == 1 && meanings[0].map(\.kind) == ["verdict"])
    #expect(BlankName.meanings(of: Blank(kind: "Feature Map")).joined().count > 2)
  }
}
