import Testing

@testable import Drawing

@Suite("A raster")
struct RasterTests {
  /// One pixel's bytes.
  private func pixel(_ raster: Raster, row: Int, column: Int) -> [UInt8] {
    let offset = 3 * (row * raster.width + column)
    return Array(raster.pixels[offset..<offset + 3])
  }

  @Test("Values become pixels row by row")
  func rows() {
    let values: [Double] = [0, 1, 0.5, 0.25, 0.75, 0]
    let scale = ValueScale(.light, over: values, theme: .light)
    let raster = Raster(values: values, columns: 3, scale: scale)
    #expect(raster.width == 3)
    #expect(raster.height == 2)
    #expect(pixel(raster, row: 0, column: 0) == [0, 0, 0])
    #expect(pixel(raster, row: 0, column: 1) == [255, 255, 255])
    #expect(pixel(raster, row: 1, column: 0) == [64, 64, 64])
    #expect(pixel(raster, row: 1, column: 2) == [0, 0, 0])
  }

  @Test(
    "A pixel has the colour of its value, to within a level or two of 255",
    arguments: ValueScale.Kind.allCases, Theme.all)
  func agreesWithScale(kind: ValueScale.Kind, theme: Theme) {
    let values = (0..<1001).map { Double($0 - 400) / 300 }
    let scale = ValueScale(kind, over: values, theme: theme)
    let raster = Raster(values: values, columns: 1001, scale: scale)
    for (column, value) in values.enumerated() {
      let bytes = scale.color(of: value).bytes
      let expected = [bytes.red, bytes.green, bytes.blue]
      for (got, want) in zip(pixel(raster, row: 0, column: column), expected) {
        #expect(abs(Int(got) - Int(want)) <= 2, "\(value) in \(kind) of \(theme.name)")
      }
    }
  }

  @Test("Zero in a signed raster is exactly the paper", arguments: Theme.all)
  func zeroIsPaper(theme: Theme) {
    let values = [-3.7, 0, -0.0, 1.1]
    let raster = Raster(
      values: values, columns: 2, scale: ValueScale(.signed, over: values, theme: theme))
    let paper = theme.paper.bytes
    #expect(pixel(raster, row: 0, column: 1) == [paper.red, paper.green, paper.blue])
    #expect(pixel(raster, row: 1, column: 0) == [paper.red, paper.green, paper.blue])
    #expect(pixel(raster, row: 0, column: 0) != [paper.red, paper.green, paper.blue])
  }

  @Test("The ends of a scale have exactly its end colours", arguments: ValueScale.Kind.allCases)
  func ends(kind: ValueScale.Kind) {
    let values = [-2.0, 2.0]
    let scale = ValueScale(kind, over: values, theme: .light)
    let raster = Raster(values: values, columns: 2, scale: scale)
    for (column, value) in values.enumerated() {
      let bytes = scale.color(of: value).bytes
      #expect(pixel(raster, row: 0, column: column) == [bytes.red, bytes.green, bytes.blue])
    }
  }

  @Test("Values that are not finite, or beyond the scale, have a colour too")
  func beyond() {
    let scale = ValueScale(.signed, over: [-1, 1], theme: .light)
    let raster = Raster(values: [.nan, .infinity, -.infinity, 0, 1, -1], columns: 3, scale: scale)
    for column in 0..<3 {
      #expect(pixel(raster, row: 0, column: column) == pixel(raster, row: 1, column: column))
    }
  }

  @Test("No values are a raster without rows")
  func empty() {
    let scale = ValueScale(.ink, over: [], theme: .light)
    #expect(Raster(values: [], columns: 4, scale: scale) == Raster(width: 4, height: 0, pixels: []))
  }

  @Test("An image of 512 × 512 values keeps every value in its place")
  func large() {
    let side = 512
    let values = (0..<side * side).map { Double($0 % 256) }
    let scale = ValueScale(.light, over: values, theme: .light)
    let raster = Raster(values: values, columns: side, scale: scale)
    let expected = (0..<side * side).flatMap { index -> [UInt8] in
      Array(repeating: UInt8(index % 256), count: 3)
    }
    #expect(raster.height == side)
    #expect(raster.pixels == expected)
  }
}
