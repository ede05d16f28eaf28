import Testing

@testable import Lectures

@Suite("Notes without marks")
struct NotesTextTests {
  @Test(
    "Formulas are plain text, money and everything else stay",
    arguments: [
      ("Say $w - \\eta \\cdot g$ slowly.", "Say w − η · g slowly."), ("$a$$b$", "ab"),
      ("From $5 to $6.", "From $5 to $6."), ("a $ b $ c", "a $ b $ c"), ("$x", "$x"), ("", ""),
      ("$\\foo$ and $y$", "$\\foo$ and y"), ("**a** `b`", "**a** `b`"),
    ])
  func plain(notes: String, text: String) {
    #expect(NotesText.plain(notes) == text)
  }
}
