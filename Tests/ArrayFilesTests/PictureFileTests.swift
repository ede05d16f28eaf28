import Testing

@testable import ArrayFiles

@Suite("Pictures for people")
struct PictureFileTests {
  private func png(_ type: PNGFixture.ColorType, _ samples: [Int], width: Int = 2) -> PNGFixture {
    let channels = [.grey: 1, .rgb: 3, .greyAlpha: 2, .rgba: 4, .palette: 1][type] ?? 1
    return PNGFixture(
      width: width, height: samples.count / channels / width, type: type, samples: samples)
  }

  @Test("An opaque picture is its pixels, in three colours, and its file")
  func opaque() throws {
    let file = png(.grey, [0, 255, 51, 102]).file
    let picture = try PictureFile(file, longest: 100)
    #expect(picture.pixels == [0, 0, 0, 255, 255, 255, 51, 51, 51, 102, 102, 102])
    #expect(picture.bytes == file && picture.width == 2 && picture.height == 2)
    #expect(
      try PictureFile(png(.rgb, [1, 2, 3, 4, 5, 6]).file, longest: 9).pixels == [1, 2, 3, 4, 5, 6])
  }

  @Test("What is transparent is laid over white, so that the file does not go with it")
  func transparent() throws {
    let picture = try PictureFile(png(.rgba, [9, 9, 9, 0, 0, 0, 0, 255]).file, longest: 9)
    #expect(picture.pixels == [255, 255, 255, 0, 0, 0])
    #expect(picture.bytes == nil)
    var keyed = png(.grey, [0, 1])
    keyed.transparency = [0, 0]
    #expect(try PictureFile(keyed.file, longest: 9).bytes == nil)
  }

  @Test("A large picture is made smaller, its proportions kept")
  func large() throws {
    let picture = try PictureFile(
      png(.grey, Array(repeating: 7, count: 80), width: 20).file, longest: 10)
    #expect(picture.width == 10 && picture.height == 2)
    #expect(picture.pixels.allSatisfy { $0 == 7 })
  }

  @Test("A turned photograph is turned back, and its file does not go with it")
  func turned() throws {
    let stored = try JPEGFile.reading(from: FileFixture.turned).tensor
    let picture = try PictureFile(FileFixture.turned, longest: 1000)
    let turn = ExifOrientation.value(in: FileFixture.turned)
    #expect(turn > 1 && picture.bytes == nil)
    let sides = (picture.height, picture.width)
    #expect(
      turn >= 5
        ? sides == (stored.extent.columns, stored.extent.rows)
        : sides == (stored.extent.rows, stored.extent.columns))
  }

  @Test(
    "What is no picture is named, with what to do",
    arguments: [
      ("<?xml version=\"1.0\"?><svg/>", "an SVG drawing"), ("%PDF-1.7", "a PDF file"),
      ("GIF89a", "neither a PNG nor a JPEG picture"), ("", "neither a PNG nor a JPEG picture"),
    ])
  func unknown(text: String, kind: String) {
    let fault = #expect(throws: Fault.self) { try PictureFile(Array(text.utf8), longest: 9) }
    #expect(fault?.problem == "it is \(kind)")
    #expect(fault?.remedy == "save it as PNG or JPEG")
  }

  @Test("A photograph that comes with the program is named, not looked for")
  func sample() throws {
    let picture = try PictureFile(at: "photo:coffee", as: "image")
    #expect((picture.width, picture.height) == (300, 200))
    #expect(picture.format == .jpeg && picture.bytes != nil)
    let error = #expect(throws: DataError.self) { try PictureFile(at: "photo:tea", as: "image") }
    #expect(error?.description.contains("write photo:coffee") == true)
  }
}
