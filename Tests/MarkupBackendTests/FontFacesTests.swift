import Drawing
import Foundation
import Testing

@testable import MarkupBackend

@Suite("Font faces")
struct FontFacesTests {
  private let texts: [(string: String, font: Font)] = [
    ("ba", .label(12)), ("ac", .label(30)), ("T", .label(20, .bold)), ("σ", .math(18)),
    ("∂", Font(.math, size: 18, weight: .bold)),
  ]

  @Test("Each face is embedded once, with the characters of all its sizes")
  func embedding() {
    let faces = FontFaces(for: texts, from: SpellingSubsetter(), prefix: "p")
    let files = ["Inter 400:abc", "Inter 700:T", "Latin Modern Math 400:σ∂"]
    for file in files {
      #expect(faces.styleSheet.contains(Data(file.utf8).base64EncodedString()))
    }
    #expect(faces.styleSheet.components(separatedBy: "@font-face").count == files.count + 1)
    #expect(faces.embeds(.label(99)))
    #expect(!faces.embeds(.label(99, .medium)))
  }

  @Test("An embedded face is asked for under its private name before the installed ones")
  func familyStack() {
    let sheet = FontFaces(for: texts, from: SpellingSubsetter(), prefix: "p").styleSheet
    #expect(
      sheet.contains(
        ".p-label-400{font-family:\"p-label\",\"Inter\",\"DejaVu Sans\",sans-serif;font-weight:400")
    )
    #expect(sheet.contains("src:url(\"data:font/ttf;base64,"))
    #expect(sheet.contains(") format(\"truetype\")"))
    #expect(sheet.contains("data:font/otf;base64,"))
    #expect(sheet.contains("font-feature-settings:\"tnum\""))
  }

  @Test("Without a subsetter only installed fonts are named")
  func withoutSubsetter() {
    let faces = FontFaces(for: texts, from: nil, prefix: "p")
    #expect(!faces.styleSheet.contains("@font-face"))
    #expect(faces.styleSheet.contains(".p-label-700{font-family:\"Inter\","))
    #expect(faces.styleSheet.contains(".p-math-400{font-family:\"Latin Modern Math\","))
    #expect(!faces.embeds(.label(12)))
  }

  @Test("The style sheet's order does not depend on the order of the texts")
  func order() {
    let forward = FontFaces(for: texts, from: SpellingSubsetter(), prefix: "p")
    let backward = FontFaces(for: texts.reversed(), from: SpellingSubsetter(), prefix: "p")
    #expect(forward.styleSheet == backward.styleSheet)
  }
}
