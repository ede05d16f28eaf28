import Testing

@testable import ArrayFiles

@Suite struct ElementTypeTests {
  @Test(
    "Half precision has subnormal and normal numbers, as NumPy prints them",
    arguments: [
      (0x0000, 0), (0x0001, 5.960464477539063e-08), (0x068E, 0.00010001659393310547),
      (0x3C01, 1.0009765625), (0x7BFF, 65504), (0xC000, -2), (0x0400, 6.103515625e-05),
      (0x7C00, .infinity), (0xFC00, -.infinity),
    ] as [(UInt16, Double)])
  func half(bits: UInt16, value: Double) {
    let bytes = stored([bits])
    #expect(ElementType.float16.values(in: bytes, 0..<2, isBigEndian: false) == [value])
    #expect(
      ElementType.float16.values(in: bytes.reversed(), 0..<2, isBigEndian: true) == [value])
  }

  #if !(os(macOS) && arch(x86_64))
    @Test("All 65,536 numbers of half precision are what the processor makes of them")
    func everyHalf() {
      let bytes = stored(Array(UInt16.min...UInt16.max))
      let values = ElementType.float16.values(in: bytes, bytes.indices, isBigEndian: false)
      for (bits, value) in values.enumerated() {
        let right = Double(Float16(bitPattern: UInt16(bits)))
        #expect(value.isNaN == right.isNaN)
        if !right.isNaN, value.bitPattern != right.bitPattern {
          Issue.record("\(bits) gives \(value), not \(right)")
        }
      }
    }
  #endif

  @Test("bfloat16 is the upper half of single precision")
  func bfloat() {
    let bytes = stored([0x3FC0, 0xC050, 0x0000, 0x4049] as [UInt16])
    #expect(
      ElementType.bfloat16.values(in: bytes, 0..<8, isBigEndian: false) == [
        1.5, -3.25, 0, 3.140625,
      ])
  }
}
