import Drawing
import Testing

@Suite struct LinkTargetTests {
  @Test(
    "What a URI cannot hold is percent-encoded, what is encoded stays",
    arguments: [
      ("https://example.org/a_b?c=d&e#f", "https://example.org/a_b?c=d&e#f"),
      ("https://a.org/><script>", "https://a.org/%3E%3Cscript%3E"),
      ("https://a.org/x y\"z\\", "https://a.org/x%20y%22z%5C"),
      ("https://a.org/%20%zz%", "https://a.org/%20%25zz%25"),
      ("https://a.org/é", "https://a.org/%C3%A9"),
      ("http://[::1]:80/[a]", "http://[::1]:80/%5Ba%5D"),
      ("https://a.org/#a#b", "https://a.org/#a%23b"), ("mailto:a@b.org", "mailto:a@b.org"),
      ("https://a.org/\u{600}<", "https://a.org/%D8%80%3C"),
    ])
  func uri(target: String, expected: String) {
    #expect(LinkTarget.uri(target) == expected)
  }

  @Test(
    "No character of a path is a mark of a URI but the slash",
    arguments: [
      ("a-images/b.png", "a-images/b.png"),
      ("a b#c?d%20:e/<f>.png", "a%20b%23c%3Fd%2520%3Ae/%3Cf%3E.png"),
    ])
  func path(path: String, expected: String) {
    #expect(LinkTarget.path(Array(path.utf8)) == expected)
    #expect(LinkTarget.path([0xFF]) == "%FF")
  }
}
