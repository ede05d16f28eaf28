import Neural
import Testing

@testable import ArrayFiles

@Suite struct PNGFileTests {
  @Test("A grey image of every depth becomes a matrix of 0 … 1", arguments: [1, 2, 4, 8, 16])
  func grey(depth: Int) throws {
    let maximum = (1 << depth) - 1
    let samples = [0, maximum, maximum / 3, 1, maximum - 1, 0]
    let image = PNGFixture(width: 3, height: 2, depth: depth, samples: samples)
    let expected = samples.map { Double($0) / Double(maximum) }
    #expect(try PNGFile.tensor(from: image.file) == Tensor(shape: [2, 3], values: expected))
    #expect(try PNGFile.tensor(from: image.file, channel: .grey).values == expected)
  }

  @Test("An RGB image becomes three channels", arguments: [8, 16])
  func rgb(depth: Int) throws {
    let unit = depth == 8 ? 1 : 257
    let samples = [255, 0, 51, 102, 153, 204].map { $0 * unit }
    let image = PNGFixture(width: 1, height: 2, depth: depth, type: .rgb, samples: samples)
    #expect(
      try PNGFile.tensor(from: image.file)
        == Tensor(shape: [3, 2, 1], values: [1, 0.4, 0, 0.6, 0.2, 0.8]))
  }

  @Test("A colour image as grey is its luma; equal red, green and blue keep their value exactly")
  func luma() throws {
    let samples = [255, 0, 0, 0, 255, 0, 0, 0, 255] + (0...255).flatMap { [$0, $0, $0] }
    let image = PNGFixture(width: 259, height: 1, type: .rgb, samples: samples)
    let tensor = try PNGFile.tensor(from: image.file, channel: .grey)
    #expect(tensor.shape == [1, 259])
    #expect(
      tensor.values == [0.299, 0.587, 0.114] + (0...255).map { Double($0) / 255 })
  }

  @Test("One channel of a colour image is read by itself, and a grey one has none")
  func channels() throws {
    let image = PNGFixture(
      width: 2, height: 1, type: .rgb, samples: [255, 51, 0, 0, 102, 153])
    #expect(try PNGFile.tensor(from: image.file, channel: .red) == Tensor(rows: [[1, 0]]))
    #expect(try PNGFile.tensor(from: image.file, channel: .green) == Tensor(rows: [[0.2, 0.4]]))
    #expect(try PNGFile.tensor(from: image.file, channel: .blue) == Tensor(rows: [[0, 0.6]]))
    let grey = PNGFixture(width: 1, height: 1, samples: [51]).file
    #expect(
      message { try PNGFile.tensor(from: grey, channel: .blue) }
        == ": the picture is grey and has no channel #blue; leave #blue out")
  }

  @Test("A palette image is RGB", arguments: [1, 2, 4, 8])
  func palette(depth: Int) throws {
    let image = PNGFixture(
      width: 3, height: 1, depth: depth, type: .palette, samples: [1, 0, 1],
      palette: [255, 0, 0, 0, 51, 255])
    #expect(
      try PNGFile.tensor(from: image.file)
        == Tensor(shape: [3, 1, 3], values: [0, 1, 0, 0.2, 0, 0.2, 1, 0, 1]))
  }

  @Test("Transparency is laid over white, and an opaque alpha changes nothing")
  func alpha() throws {
    let grey = PNGFixture(
      width: 3, height: 1, type: .greyAlpha, samples: [51, 255, 51, 0, 0, 51])
    #expect(try PNGFile.tensor(from: grey.file) == Tensor(rows: [[0.2, 1, 0.8]]))

    let colour = PNGFixture(
      width: 2, height: 1, type: .rgba, samples: [51, 102, 153, 255, 0, 0, 0, 0])
    #expect(
      try PNGFile.tensor(from: colour.file)
        == Tensor(shape: [3, 1, 2], values: [0.2, 1, 0.4, 1, 0.6, 1]))

    let wide = PNGFixture(
      width: 2, height: 1, depth: 16, type: .greyAlpha, samples: [1, 65535, 0, 13107])
    #expect(try PNGFile.tensor(from: wide.file) == Tensor(rows: [[1.0 / 65535, 0.8]]))
  }

  @Test("A transparent colour and a transparent palette entry are white")
  func transparentColor() throws {
    let grey = PNGFixture(width: 2, height: 1, samples: [0, 51], transparency: [0, 0])
    #expect(try PNGFile.tensor(from: grey.file) == Tensor(rows: [[1, 0.2]]))
    let palette = PNGFixture(
      width: 2, height: 1, type: .palette, samples: [0, 1], palette: [0, 0, 0, 51, 51, 51],
      transparency: [0])
    #expect(try PNGFile.tensor(from: palette.file, channel: .grey) == Tensor(rows: [[1, 0.2]]))
  }

  @Test("An interlaced image is the same image", arguments: [(1, 1), (3, 2), (9, 11), (5, 8)])
  func interlaced(width: Int, height: Int) throws {
    var image = PNGFixture(
      width: width, height: height, samples: (0..<(width * height)).map { $0 * 7 % 256 })
    let plain = try PNGFile.tensor(from: image.file)
    image.isInterlaced = true
    #expect(try PNGFile.tensor(from: image.file) == plain)
    var colour = PNGFixture(
      width: width, height: height, depth: 16, type: .rgba,
      samples: (0..<(4 * width * height)).map { $0 * 977 % 65_536 })
    let straight = try PNGFile.tensor(from: colour.file)
    colour.isInterlaced = true
    #expect(try PNGFile.tensor(from: colour.file) == straight)
  }

  @Test("A larger image than one block keeps every pixel")
  func large() throws {
    let samples = (0..<90_000).map { $0 * 31 % 256 }
    let image = PNGFixture(width: 300, height: 300, samples: samples)
    #expect(try PNGFile.tensor(from: image.file).values == samples.map { Double($0) / 255 })
  }

  @Test("A file cut off anywhere is refused")
  func truncated() {
    let file = PNGFixture(width: 2, height: 2, samples: [1, 2, 3, 4]).file
    for count in 0..<file.count {
      let found = message { try PNGFile.tensor(from: Array(file.prefix(count))) }
      let expected = count < 8 ? "it is not a PNG image" : "the image ends early"
      #expect(found?.contains(expected) == true, "\(count) bytes: \(found ?? "read")")
    }
  }

  @Test("A wrong checksum is refused, in an ancillary chunk too")
  func checksum() {
    let image = PNGFixture(width: 2, height: 1, samples: [0, 51], transparency: [0, 0])
    for offset in [29, 46, 60] {
      var file = image.file
      file[offset] ^= 1
      let found = message { try PNGFile.tensor(from: file) }
      #expect(found?.contains("the image is damaged (libpng says “") == true)
    }
  }

  @Test("An image without pixels or with too many is refused by its header")
  func sizes() {
    func refusal(_ width: Int, _ height: Int) -> String? {
      let image = PNGFixture(width: 1, height: 1, samples: [0])
      var chunks = image.chunks
      var header = PNGFixture(width: 1, height: 1, samples: [0])
      (header.width, header.height) = (width, height)
      chunks[0].content = header.header
      return message { try PNGFile.tensor(from: PNGFixture.file(chunks)) }
    }
    #expect(
      refusal(0, 5)
        == ", byte 16: the image is 0 × 5 pixels large; an image needs at least one pixel")
    #expect(
      refusal(4_294_967_295, 4_294_967_295)
        == ", byte 16: the image is 4294967295 × 4294967295 pixels large; at most 67108864 pixels "
        + "are read; make it smaller")
    #expect(refusal(8192, 8192) == ", byte 70: the image ends early; copy or save it again")
    #expect(refusal(2, 2)?.contains("the image is damaged") == true)
  }

  @Test("Bytes behind the image are refused")
  func trailing() {
    let file = PNGFixture(width: 1, height: 1, samples: [0]).file
    #expect(
      message { try PNGFile.tensor(from: file + [0, 0]) }
        == ", byte \(file.count): 2 bytes follow the end of the image; save the image again as PNG")
  }
}
