import Testing

@testable import MarkupBackend

@Suite("Links in markup")
struct MarkupLinkTests {
  @Test(
    "Web pages, mail and places next to the page can be led to",
    arguments: [
      "https://example.org/a:b?c#d", "HTTP://example.org", "mailto:ada@example.org", "#7.2",
      "notes/a.html", "/a:b", "?a:b", "#a:b",
    ])
  func allowed(target: String) {
    #expect(MarkupLink.address(target) == target)
  }

  @Test(
    "What could run something leads nowhere",
    arguments: [
      "", "javascript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
      "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", ":",
    ])
  func refused(target: String) {
    #expect(MarkupLink.address(target) == nil)
  }
}
