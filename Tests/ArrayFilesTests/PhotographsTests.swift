import Neural
import Testing

@testable import ArrayFiles

@Suite struct PhotographsTests {
  private func tensor(_ argument: String) throws -> Tensor {
    try TensorSource(argument).read(as: "input") { [] }
  }

  @Test("The cup of coffee is a picture in three colours")
  func coffee() throws {
    let reading = try TensorSource("photo:coffee").reading(as: "input") { [] }
    #expect(reading.isPicture)
    #expect(reading.tensor.shape == [3, 200, 300])
    #expect(reading.tensor.values.allSatisfy { 0...1 ~= $0 })
    // The saucer is red: row 180, column 150 has much red and little blue.
    #expect(reading.tensor[0, 180, 150] > 2 * reading.tensor[2, 180, 150])
  }

  @Test(
    "A channel is that colour, grey its luma", arguments: [("red", 0), ("green", 1), ("blue", 2)])
  func channels(name: String, channel: Int) throws {
    let all = try tensor("photo:coffee")
    let one = try tensor("photo:coffee#\(name)")
    #expect(one.count == 200 * 300)
    let size = 200 * 300
    #expect(one.values == Array(all.values[(channel * size)..<((channel + 1) * size)]))
    let grey = try tensor("photo:coffee#grey")
    #expect(try grey.values == tensor("photo:coffee#gray").values)
    let place = 100 * 300 + 90
    let luma =
      0.299 * all.values[place] + 0.587 * all.values[size + place]
      + 0.114 * all.values[2 * size + place]
    #expect(abs(grey.values[place] - luma) < 1e-12)
  }

  @Test("What is no photograph, or no channel of one, is refused with what there is")
  func refused() throws {
    #expect(
      throws: Fault("there is no photograph “tea”", remedy: "write photo:coffee")
    ) { try Photographs.reading("tea") }
    let message = #expect(throws: DataError.self) { try tensor("photo:coffee#5") }
    #expect(message?.description.contains("photo:coffee#red, #green, #blue or #grey") == true)
    #expect(throws: DataError.self) { try tensor("photo:") }
  }

  @Test(
    "Base 64 is read as it is defined, with and without what fills up the end",
    arguments: [
      ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg", "foob"),
      ("Zm9v\n  YmFy", "foobar"), ("+/+/", "\u{FB}\u{FF}\u{BF}"),
    ])
  func base64(text: String, expected: String) {
    #expect(Photographs.bytes(ofBase64: text) == expected.unicodeScalars.map { UInt8($0.value) })
  }

  @Test("The photograph is small")
  func size() { #expect(Photographs.coffee.utf8.count <= 20_000) }
}
