import Testing

@testable import Neural

@Suite struct GeometryTests {
  @Test(
    "A dilated kernel spans δ(I − 1) + 1 cells",
    arguments: [(1, 5, 1), (3, 1, 3), (3, 2, 5), (4, 3, 10)])
  func span(kernel: Int, dilation: Int, span: Int) {
    #expect(Geometry(kernel: Extent(kernel), dilation: Extent(dilation)).span == Extent(span))
  }

  @Test("Full padding is the span less one on every side")
  func full() {
    let geometry = Geometry(
      kernel: Extent(rows: 3, columns: 2), padding: .full, dilation: Extent(rows: 2, columns: 1))
    #expect(
      geometry.padding(over: Extent(5)) == Padding(top: 4, bottom: 4, left: 1, right: 1))
  }

  @Test("An odd row or column of same padding goes to the bottom and right")
  func same() {
    let geometry = Geometry(kernel: Extent(rows: 2, columns: 4), padding: .same)
    #expect(
      geometry.padding(over: Extent(5)) == Padding(top: 0, bottom: 1, left: 1, right: 2))
  }

  @Test("An odd row or column of lower same padding goes to the top and left")
  func sameLower() {
    let geometry = Geometry(kernel: Extent(rows: 2, columns: 4), padding: .sameLower)
    #expect(
      geometry.padding(over: Extent(5)) == Padding(top: 1, bottom: 0, left: 2, right: 1))
  }

  @Test("Same padding is never negative, where the stride is larger than the kernel")
  func sameUnderLargeStride() {
    let geometry = Geometry(kernel: Extent(1), stride: Extent(5), padding: .same)
    #expect(geometry.padding(over: Extent(3)) == .none)
  }

  @Test("Padding is on the sides it is named after")
  func explicit() {
    let padding = Padding(top: 1, bottom: 2, left: 3, right: 4)
    let geometry = Geometry(kernel: Extent(2), padding: .explicit(padding))
    #expect(geometry.padding(over: Extent(5)) == padding)
    #expect(Geometry(kernel: Extent(2)).padding(over: Extent(5)) == .none)
  }

  @Test("A length below 1 is refused by name", arguments: [0, -1, Int.min])
  func notPositive(length: Int) {
    let bad = Extent(rows: 2, columns: length)
    for (name, geometry) in [
      ("filter", Geometry(kernel: bad)),
      ("stride", Geometry(kernel: Extent(2), stride: bad)),
      ("dilation", Geometry(kernel: Extent(2), dilation: bad)),
    ] {
      #expect(throws: GeometryError.notPositive(name: name, value: bad)) { try geometry.check() }
    }
  }

  @Test("A length whose arithmetic would overflow is refused by name", arguments: [1 << 25, .max])
  func tooLarge(length: Int) {
    let bad = Extent(rows: length, columns: 2)
    for (name, geometry) in [
      ("filter", Geometry(kernel: bad)),
      ("stride", Geometry(kernel: Extent(2), stride: bad)),
      ("dilation", Geometry(kernel: Extent(2), dilation: bad)),
      ("padding", Geometry(kernel: Extent(2), padding: .explicit(Padding(length)))),
    ] {
      #expect(throws: GeometryError.tooLarge(name: name)) { try geometry.check() }
    }
  }

  @Test("A dilation that is small alone and too large for the kernel is refused")
  func largeSpan() {
    let geometry = Geometry(kernel: Extent(1 << 20), padding: .full, dilation: Extent(1 << 20))
    #expect(throws: GeometryError.tooLarge(name: "dilation")) { try geometry.check() }
  }

  @Test("Negative padding is refused, and the message lists the sides as the option does")
  func negativePadding() {
    let padding = Padding(top: 0, bottom: 2, left: -1, right: 3)
    let geometry = Geometry(kernel: Extent(2), padding: .explicit(padding))
    let error = #expect(throws: GeometryError.self) { try geometry.check() }
    #expect(error == .negativePadding(padding))
    #expect(error?.description.contains("0,-1,2,3 (top, left, bottom, right)") == true)
  }
}
