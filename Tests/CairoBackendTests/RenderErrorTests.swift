import CCairo
import Testing

@testable import CairoBackend

@Suite("Errors of rendering")
struct RenderErrorTests {
  @Test("A status of cairo is told in words, after what was being done")
  func message() {
    #expect(throws: RenderError("writing: out of memory")) {
      try RenderError.check(CAIRO_STATUS_NO_MEMORY, "writing")
    }
  }

  @Test("Success is no error")
  func success() throws {
    try RenderError.check(CAIRO_STATUS_SUCCESS, "writing")
  }
}
