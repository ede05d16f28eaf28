import Foundation
import Testing

/// The built command as a process of its own, for what only a process has.
@Suite struct ProcessTests {
  @Test("The process ends with the command's exit code")
  func exitCodes() throws {
    #expect(try shell("\"$0\" --version") == (0, "0.1.0\n", ""))
    #expect(try shell("\"$0\" nonsense").code == 64)
    #expect(try shell("\"$0\" trace --input '1 x'").code == 65)
    #expect(try shell("\"$0\" trace --input ./nowhere.csv").code == 66)
  }

  @Test("A reader that goes away ends the command with 73 and without a word")
  func closedPipe() throws {
    let script = "\"$0\" trace --input zeros:200x200 | head -c 1 > /dev/null; echo ${PIPESTATUS[0]}"
    #expect(try shell(script) == (0, "73\n", ""))
  }

  @Test("A closed standard output ends with 73")
  func closedOutput() throws {
    #expect(try shell("\"$0\" figures >&-").code == 73)
  }

  @Test(
    "Ctrl-C ends a watch with 0 and leaves nothing beside the deck", arguments: ["INT", "TERM"])
  func interruptedWatch(signal: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("title: T\nslides: [{title: A, text: b}]\n", to: "my.yaml")
    let script = """
      cd '\(folder.path)'
      "$0" slides my.yaml -o my.html --watch > log & watch=$!
      for i in $(seq 600); do [ -s log ] && break; sleep 0.1; done
      kill -\(signal) $watch; wait $watch; echo $?; ls -A
      """
    #expect(try shell(script) == (0, "0\nlog\nmy.html\nmy.yaml\n", ""))
  }

  @Test("Operands come through a pipe")
  func pipe() throws {
    let script = "printf '1 2\\n3 4\\n' | \"$0\" trace --input - --filter 1 --format jsonl | wc -l"
    let (code, output, _) = try shell(script)
    #expect(code == 0)
    #expect(output.trimmingCharacters(in: .whitespaces) == "5\n")
  }

  /// Starts a trace of gigabytes, sends it a signal as soon as its hidden file is there, and prints
  /// its exit code and what is left in the folder.
  private func interrupted(by signals: String, start: String = "") throws -> String {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let script = """
      set -m; cd '\(folder.path)'
      # Whoever runs the tests may have them started with signals ignored, which children inherit.
      env --default-signal \(start)"$0" \
        trace --input zeros:3000x3000 --filter zeros:3x3 -o t.jsonl & pid=$!
      while kill -0 $pid && ! ls -A | grep -q tmp; do sleep 0.02; done
      for signal in \(signals); do kill -$signal $pid; sleep 0.1; done
      wait $pid; echo $?; ls -A
      """
    return try shell(script).output
  }

  @Test("A signal leaves no file behind and ends the process", arguments: ["INT", "TERM", "HUP"])
  func signals(name: String) throws {
    #expect(
      try interrupted(by: name) == ["INT": "130\n", "TERM": "143\n", "HUP": "129\n"][name])
  }

  @Test("A signal that the process was started to ignore does not end it")
  func ignoredSignal() throws {
    #expect(try interrupted(by: "HUP TERM", start: "nohup ") == "143\n")
  }
}
