import Testing

@testable import Drawing

@Suite("The colours of a theme that can be changed")
struct ThemeRolesTests {
  @Test("Each role is one colour, and nothing else changes", arguments: ThemeRole.allCases)
  func roles(role: ThemeRole) {
    let color = Color(hex: 0x123456)
    let changed = Theme.light.setting(role, to: color)
    #expect(changed != .light)
    #expect(changed.setting(role, to: color) == changed)
    let others = ThemeRole.allCases.filter { $0 != role }
    for other in others {
      #expect(changed.setting(other, to: color) != changed)
    }
  }

  @Test("The themes' own text can be read", arguments: Theme.all)
  func own(theme: Theme) { #expect(theme.faintText.isEmpty) }

  @Test("Text that is too faint for its ground is found")
  func faint() throws {
    let fault = try #require(
      Theme.light.setting(.muted, to: Color(hex: 0xBBBBBB)).faintText.first)
    #expect(fault.text == .muted && fault.ground == .paper && fault.least == 4.5)
    #expect(abs(fault.contrast - 1.92) < 0.01)
  }

  @Test("A colour is six digits, and nothing else is one")
  func digits() {
    #expect(Color(digits: "#0a0B0c") == Color(hex: 0x0A0B0C))
    #expect(Color(digits: "ffffff") == .white)
    for text in ["", "#fff", "red", "#12345g", "1234567", "##12345", "+12345"] {
      #expect(Color(digits: text) == nil, "\(text)")
    }
  }
}
