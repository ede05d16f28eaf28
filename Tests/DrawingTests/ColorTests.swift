import Testing

@testable import Drawing

@Suite("Colours")
struct ColorTests {
  @Test("A number such as 0x0072B2 is red, green and blue")
  func hex() {
    let color = Color(hex: 0x0072B2)
    #expect(color == Color(red: 0, green: 114.0 / 255, blue: 178.0 / 255))
    #expect(color.alpha == 1)
    #expect(Color(hex: 0x000000) == .black)
    #expect(Color(hex: 0xFFFFFF) == .white)
  }

  @Test("Every byte of a colour comes back", arguments: [0, 1, 127, 128, 254, 255] as [UInt8])
  func bytes(byte: UInt8) {
    let color = Color(hex: UInt32(byte) << 16 | UInt32(255 - byte) << 8 | UInt32(byte / 2))
    let bytes = color.bytes
    #expect(bytes.red == byte)
    #expect(bytes.green == 255 - byte)
    #expect(bytes.blue == byte / 2)
    #expect(bytes.alpha == 255)
  }

  @Test("Bytes are rounded, and components beyond 0 to 1 are held at the ends")
  func byteLimits() {
    let bytes = Color(red: -0.1, green: 1.5, blue: 0.5, alpha: 0.25).bytes
    #expect(bytes.red == 0)
    #expect(bytes.green == 255)
    #expect(bytes.blue == 128)
    #expect(bytes.alpha == 64)
  }

  @Test("A mix of 0 is exactly the first colour, of 1 the second, and both are limits")
  func mixEnds() {
    let first = Color(hex: 0x336699)
    let second = Color(red: 0.5, green: 0, blue: 1, alpha: 0.5)
    #expect(first.mixed(with: second, 0) == first)
    #expect(first.mixed(with: second, -3) == first)
    #expect(first.mixed(with: second, 1).bytes == second.bytes)
    #expect(first.mixed(with: second, 7).bytes == second.bytes)
  }

  @Test("A mix takes its fraction of every component")
  func mix() {
    let mixed = Color.black.mixed(with: Color(red: 1, green: 0.5, blue: 0, alpha: 0), 0.25)
    #expect(mixed == Color(red: 0.25, green: 0.125, blue: 0, alpha: 0.75))
  }

  @Test(
    "Luminance is that of WCAG",
    arguments: [
      (0x000000, 0), (0xFFFFFF, 1), (0xFF0000, 0.2126), (0x00FF00, 0.7152), (0x0000FF, 0.0722),
      (0x808080, 0.215861), (0x767676, 0.181164), (0x0A0A0A, 0.003035),
    ] as [(UInt32, Double)])
  func luminance(hex: UInt32, expected: Double) {
    #expect(abs(Color(hex: hex).luminance - expected) < 1e-6)
  }

  @Test(
    "Contrast is that of WCAG",
    arguments: [
      (0x000000, 0xFFFFFF, 21), (0xFFFFFF, 0xFFFFFF, 1), (0x767676, 0xFFFFFF, 4.5423),
      (0x777777, 0xFFFFFF, 4.4781), (0x0000FF, 0xFFFFFF, 8.5925), (0xFF0000, 0x000000, 5.252),
    ] as [(UInt32, UInt32, Double)])
  func contrast(first: UInt32, second: UInt32, expected: Double) {
    let (a, b) = (Color(hex: first), Color(hex: second))
    #expect(abs(a.contrast(with: b) - expected) < 1e-3)
    #expect(a.contrast(with: b) == b.contrast(with: a))
  }
}
