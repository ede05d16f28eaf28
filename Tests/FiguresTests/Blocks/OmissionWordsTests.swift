import Drawing
import Testing

@testable import Figures

@Suite("What a figure says that it left out")
struct OmissionWordsTests {
  @Test(
    "Each kind is said in its own words, with its place",
    arguments: [
      (.remarks, "input: there is no room for all of its words"),
      (.names, "input: there is no room for symbols or row numbers"),
      (.factors, "input: there is no room for the factors of the products"),
      (.things(shown: 0, of: 1), "input: left out"),
      (.things(shown: 3, of: 40), "input: 3 of 40 shown"),
      (.numbers, "input: colours stand for the numbers"),
    ] as [(Omission.Kind, String)])
  func words(kind: Omission.Kind, expected: String) {
    #expect(Omission(kind, in: "input").words == expected)
  }

  @Test("A scene says all of it in one line, or nothing")
  func note() {
    func scene(_ omissions: [Omission]) -> Scene {
      Scene(
        size: .zero, background: .white, title: "", description: "", items: [],
        omissions: omissions)
    }
    #expect(scene([]).omissionNote == nil)
    #expect(
      scene([Omission(.numbers, in: "input"), Omission(.things(shown: 0, of: 1), in: "filter")])
        .omissionNote == "input: colours stand for the numbers; filter: left out")
  }
}
