import Drawing
import Testing

@testable import Lectures

@Suite("Pictures on a page")
struct ImageSettingTests {
  private func image(
    caption: String? = "A *board*", source: String? = nil, width: Double = 1
  ) -> Block {
    .image(
      ImageRequest(
        file: .trial("photo.jpg"), alt: "A board", caption: caption.map { .trial($0) },
        source: source.map { .trial($0) }, width: width))
  }

  private func page(_ blocks: Block...) throws -> Deck.Page {
    let slide = LessonSlide(title: "A slide", blocks: blocks, place: .trial)
    return try #require(try DeckBuilder.trial.deck(of: .trial([slide])).pages.last)
  }

  private func frame(_ page: Deck.Page) throws -> Rectangle {
    let images = page.scene.flattened.compactMap { item -> Rectangle? in
      if case .image(_, let frame) = item { frame } else { nil }
    }
    return try #require(images.first)
  }

  @Test("It keeps its proportions, stays on the page and has its caption below")
  func proportions() throws {
    let page = try page(.words("Some words."), image(source: "By [somebody](https://a.org)"))
    let frame = try frame(page)
    #expect(abs(frame.width / frame.height - 1.5) < 1e-9)
    expectLegible(page)
    let caption = try #require(page.scene.texts.first { $0.string.contains("board") })
    #expect(caption.bounds.minY > frame.maxY && caption.bounds.minX >= frame.minX - 0.5)
    #expect(page.scene.description.contains("A board. A board."))
    #expect(page.scene.description.contains("By somebody."))
  }

  @Test("It takes no more of the width than it may, nor than its pixels are good for")
  func widths() throws {
    #expect(abs(try frame(page(image(width: 0.3))).width - 0.3 * 1168) < 0.01)
    // 300 pixels on at most 600 units.
    #expect(abs(try frame(page(image())).width - 600) < 0.01)
  }

  @Test("Beside and below others it gets smaller, and what does not fit is said")
  func crowded() throws {
    let text = Block.words(Array(repeating: "words", count: 8).joined(separator: "\n\n"))
    #expect(try frame(page(text, image())).width < 400)
    #expect(throws: LessonError.self) {
      try page(.words(Array(repeating: "words", count: 14).joined(separator: "\n\n")), image())
    }
    let columns = try page(
      .columns([Column(blocks: [image()]), Column(blocks: [.words("Beside it.")])]))
    #expect(abs(try frame(columns).width - 560) < 0.01)
  }

  @Test("A deck has it as a picture that came as a file")
  func part() throws {
    let page = try page(image())
    let pictures = page.parts.compactMap { part -> Raster.File? in
      if case .picture(let scene) = part.content { scene.pictureFile } else { nil }
    }
    #expect(pictures.map(\.kind) == [.jpeg])
  }

  @Test("A file that is not there is a mistake at its place")
  func missing() throws {
    let error = #expect(throws: LessonError.self) {
      try page(.image(ImageRequest(file: .trial("none.png"), alt: "a")))
    }
    #expect(error?.place == .trial)
  }
}
