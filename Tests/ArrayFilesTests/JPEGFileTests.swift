import Neural
import Testing

@testable import ArrayFiles

@Suite struct JPEGFileTests {
  private func tensor(
    _ bytes: [UInt8], _ channel: ArrayFiles.Selection.Channel? = nil
  ) throws -> Tensor {
    try JPEGFile.reading(from: bytes, channel: channel).tensor
  }

  @Test("A grey image is a matrix of 0 … 1, with the samples that Pillow reads")
  func grey() throws {
    let expected = FileFixture.greySamples.map { Double($0) / 255 }
    #expect(try tensor(FileFixture.grey) == Tensor(shape: [12, 10], values: expected))
    #expect(try tensor(FileFixture.grey, .grey).values == expected)
    #expect(
      message { try tensor(FileFixture.grey, .red) }
        == ": the picture is grey and has no channel #red; leave #red out")
  }

  @Test(
    "A colour image is three channels, baseline or progressive",
    arguments: [
      (FileFixture.colour, FileFixture.colourSamples),
      (FileFixture.progressive, FileFixture.progressiveSamples),
    ])
  func colour(file: [UInt8], samples: [UInt8]) throws {
    let pixels = try Tensor(shape: [12, 10, 3], values: samples.map { Double($0) / 255 })
    let expected = pixels.mapsFromChannelsLast()
    #expect(try tensor(file) == expected)
    for (index, channel) in [ArrayFiles.Selection.Channel.red, .green, .blue].enumerated() {
      #expect(try tensor(file, channel) == expected[slice: index])
    }
    let luma = (0..<120).map { pixel in
      let (r, g, b) = (samples[3 * pixel], samples[3 * pixel + 1], samples[3 * pixel + 2])
      return Double(299 * Int(r) + 587 * Int(g) + 114 * Int(b)) / 255_000
    }
    #expect(try zip(tensor(file, .grey).values, luma).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test("The colours of printing are refused by name")
  func fourColours() {
    #expect(
      message { try tensor(FileFixture.fourColours) }
        == ": the image has the four colours of printing (CMYK); save it as RGB")
  }

  @Test("A file cut off anywhere is refused, without made-up pixels")
  func truncated() {
    for file in [FileFixture.grey, FileFixture.colour, FileFixture.progressive] {
      for count in 0..<(file.count - 2) {
        #expect(throws: Fault.self, "\(count) bytes") {
          try tensor(Array(file.prefix(count)))
        }
      }
    }
    let half = Array(FileFixture.grey.prefix(370))
    #expect(
      message { try tensor(half) } == ", byte 370: the image ends early; copy or save it again")
  }

  @Test("More pixels than are read are refused by the header")
  func size() throws {
    var file = FileFixture.grey
    // Height and width stand in the segment FF C0.
    let frame = try #require(
      file.indices.dropLast().first { file[$0] == 0xFF && file[$0 + 1] == 0xC0 })
    file.replaceSubrange((frame + 5)..<(frame + 9), with: [0xFF, 0xDC, 0xFF, 0xDC])
    #expect(
      message { try tensor(file) }?.hasPrefix(": the image is 65500 × 65500 pixels large") == true)
  }

  @Test("Damaged images are read or refused")
  func mutated() {
    var generator = SeededGenerator(seed: 5)
    for file in [FileFixture.grey, FileFixture.colour, FileFixture.progressive] {
      for _ in 0..<500 {
        var bytes = file
        bytes[Int.random(in: bytes.indices, using: &generator)] =
          UInt8.random(in: .min ... .max, using: &generator)
        guard let tensor = try? tensor(bytes) else { continue }
        #expect(tensor.values.allSatisfy { (0...1).contains($0) })
      }
    }
  }

  @Test("A camera's note that the picture is to be turned is remarked upon, not followed")
  func turned() throws {
    let reading = try JPEGFile.reading(from: FileFixture.turned)
    #expect(reading.isPicture)
    #expect(reading.tensor.values == FileFixture.turnedSamples.map { Double($0) / 255 })
    #expect(reading.remarks.count == 1)
    #expect(try JPEGFile.reading(from: FileFixture.grey).remarks.isEmpty)
  }
}
