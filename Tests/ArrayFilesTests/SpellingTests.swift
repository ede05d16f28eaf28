import Testing

@testable import ArrayFiles

@Suite struct SpellingTests {
  @Test(
    "The distance counts insertions, removals and replacements",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3),
      ("sobel", "sobel-x", 2),
    ])
  func distance(left: String, right: String, expected: Int) {
    #expect(Spelling.distance(left, right) == expected)
  }

  @Test(
    "A slip finds its word, another word finds nothing",
    arguments: [
      ("sobelx", "sobel-x"), ("digt", "digit"), ("Lapalcian", "laplacian"), ("photo", nil),
      ("", nil),
    ])
  func nearest(word: String, expected: String?) {
    let candidates = ["digit", "letter", "sobel-x", "sobel-y", "laplacian"]
    #expect(Spelling.nearest(to: word, among: candidates) == expected)
  }
}
