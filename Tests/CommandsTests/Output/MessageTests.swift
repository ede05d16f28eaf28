import ArrayFiles
import Testing

@testable import Commands

@Suite struct MessageTests {
  @Test(
    "What would break a line or command a terminal stands escaped",
    arguments: [
      ("a\nb\r\tc", #"a\nb\r\tc"#), ("\u{1B}[31mred", #"\u{1B}[31mred"#), ("\0", #"\0"#),
      ("\r\n", #"\r\n"#), ("a\u{2028}b\u{85}", #"a\u{2028}b\u{85}"#),
      ("\u{202E}gpj.exe", #"\u{202E}gpj.exe"#), ("é ∂C/∂w ≈ 3 👩‍🔬", "é ∂C/∂w ≈ 3 👩‍🔬"),
      (SystemPath.text([0x61, 0xFF, 0x0A]), #"a\xFF\n"#),
    ])
  func escaped(text: String, expected: String) {
    #expect(Message.escaped(text) == expected)
  }

  @Test("A line that is too long keeps its beginning and its end", arguments: [400, 401, 100_000])
  func shortened(length: Int) {
    let text = "Error: " + String(repeating: "x", count: length - 12) + "; fix"
    let line = Message.line(text)
    #expect(line.unicodeScalars.count == 400)
    #expect(line.hasPrefix("Error: x"))
    #expect(line.hasSuffix("x; fix"))
    #expect((line == text) == (length == 400))
  }

  @Test("A character of very many scalars does not make a line long")
  func combining() {
    let text = "a" + String(repeating: "\u{301}", count: 5000)
    #expect(Message.line(text).unicodeScalars.count <= 400)
  }

  @Test("Lines that are meant stay, those of a quoted argument do not")
  func quoted() {
    let message = "Error: 'a\nb' is none\nUsage: convlens"
    #expect(
      Message.lines(message, quoting: ["x", "a\nb"]) == #"Error: 'a\nb' is none"#
        + "\nUsage: convlens")
    #expect(
      Message.lines(message, quoting: ["--theme=a\nb"])
        == #"Error: 'a\nb' is none"# + "\nUsage: convlens")
  }

  @Test(
    "Whatever an argument, a key or a name holds, a message has lines of at most 400 characters",
    arguments: [
      ["figure", "a\nb"], ["figure", "step", "--theme", "a\nb"],
      ["figure", "step", "--theme=a\nb"],
      ["figure", "step", "--input", "\u{1B}[2J.csv"], ["figure", "step", "--input", "a\nb\nc.npy"],
      ["figure", "step", "-o", "no/such\nfolder/a.png"], ["trace", "--pass", "forward,a\nb"],
      ["trace", "--check", "x\r\ny"], ["lesson", "check", "a\nb.yaml"], ["a\nb"], ["--a\nb"],
      ["figure", "step", "--input", String(repeating: "9 x", count: 5000)],
      ["trace", "--steps", String(repeating: "1,", count: 3000) + "a"],
    ])
  func messages(arguments: [String]) async {
    let (code, transcript) = await run(arguments)
    #expect(code != 0)
    let plain = await run(["figure", "step", "--theme", "ab"]).transcript.errors
    let lines = transcript.errors.unicodeScalars.split(separator: "\n")
    #expect(!lines.isEmpty)
    #expect(lines.allSatisfy { $0.count <= 400 })
    #expect(lines.count <= plain.split(separator: "\n").count + 1, "\(transcript.errors)")
    #expect(
      transcript.errors.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.properties.generalCategory != .control
      })
  }

  @Test("A key of a lesson and a name in a trace cannot break a message")
  func files() async throws {
    let folder = try TemporaryFolder()
    try folder.write("title: t\nslides:\n- {\"a\\nb\\e[31m\": 1}\n", to: "a.yaml")
    let trace = await run(["trace"]).transcript.text
    #expect(trace.contains("\"convolution\""))
    try folder.write(
      trace.replacing("\"convolution\"", with: "\"a\\nb\\u001b\""), to: "a.json")
    for arguments in [
      ["lesson", "check", folder("a.yaml")], ["trace", "--check", folder("a.json")],
    ] {
      let errors = await run(arguments).transcript.errors
      #expect(errors.hasSuffix("\n") && errors.dropLast().allSatisfy { !$0.isNewline }, "\(errors)")
      #expect(!errors.unicodeScalars.contains("\u{1B}"))
      #expect(errors.contains(#"a\nb\u{1B}"#), "\(errors)")
    }
  }
}
