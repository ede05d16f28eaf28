import Testing

@testable import Neural

@Suite("Values of settings as text")
struct SettingParsingTests {
  static let spellings: [(SettingType, String, SettingValue)] = [
    (.whole(atLeast: 1), "3", .whole(3)),
    (.number(0...1), "0.25", .number(0.25)),
    (.flag, "no", .flag(false)),
    (.extent(atLeast: 1), "2", .extent(Extent(2))),
    (.extent(atLeast: 1), "3x2", .extent(Extent(rows: 3, columns: 2))),
    (.extent(atLeast: 1), "3, 2", .extent(Extent(rows: 3, columns: 2))),
    (.extent(atLeast: 0), "0×1", .extent(Extent(rows: 0, columns: 1))),
    (.padding, "same", .padding(.same)),
    (.padding, "same-lower", .padding(.sameLower)),
    (.padding, "1", .padding(.explicit(Padding(1)))),
    (.padding, "1,2", .padding(.explicit(Padding(top: 1, bottom: 1, left: 2, right: 2)))),
    (.padding, "1,2,3,4", .padding(.explicit(Padding(top: 1, bottom: 3, left: 2, right: 4)))),
    (.choice(["zeros", "reflect"]), "reflect", .choice("reflect")),
    (.activation, "relu", .activation(.relu)),
    (.activation, "leaky-relu:0.2", .activation(.leakyReLU(slope: 0.2))),
  ]

  @Test("are read, and read again as they are written", arguments: spellings)
  func readAndWrite(type: SettingType, text: String, value: SettingValue) throws {
    #expect(try type.value(from: text) == value)
    #expect(try type.value(from: value.text) == value)
  }

  @Test(
    "are refused with what would be right",
    arguments: [
      (.whole(atLeast: 1), "0", "1 or more"), (.whole(atLeast: 1), "2.5", "whole number"),
      (.whole(atLeast: 1), "9223372036854775807", "at most 2147483647"),
      (.padding, "2147483648", "at most 2147483647"),
      (.padding, "1,9223372036854775807", "at most 2147483647"),
      (.padding, "0,0,0,4611686018427387904", "at most 2147483647"),
      (.number(0...1), "nan", "from 0.0 to 1.0"), (.number(0...1), "1.5", "from 0.0 to 1.0"),
      (.flag, "maybe", "true or false"), (.extent(atLeast: 1), "0", "1 or more"),
      (.extent(atLeast: 1), "1,2,3", "rows and columns"), (.padding, "-1", "0 or more"),
      (.padding, "1,2,3", "two (rows,columns)"),
      (.padding, "sane", "valid, same, same-lower, full"),
      (.choice(["a", "b"]), "c", "a or b"), (.activation, "relo", "relu"),
    ] as [(SettingType, String, String)])
  func refusals(type: SettingType, text: String, remedy: String) {
    let declaration = SettingDeclaration("some", type, "A setting.")
    let error = #expect(throws: SettingError.self) { try declaration.value(from: text) }
    #expect(error?.description.contains(remedy) == true)
    #expect(error?.description.contains("some '\(text)'") == true)
  }
}
