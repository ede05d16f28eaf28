import Foundation
import Testing

/// What the command does where the system gives it little, or endlessly much.
@Suite struct ScarcityTests {
  @Test(
    "Input without an end is one error, soon, and in bounded memory",
    arguments: [
      "lesson check /dev/zero", "lesson check - < /dev/zero", "trace --check - < /dev/zero",
      "trace --check /dev/zero", "slides /dev/zero -o a.pdf", "figure step --trace - < /dev/zero",
      "trace --check - < <(yes '')", "figure step --input - < /dev/zero",
      "figure step --input /dev/zero", "figure step --input - < <(yes 1)",
      "figure step --input <(yes 1)",
    ])
  func endless(arguments: String) throws {
    let folder = try TemporaryFolder()
    let (code, _, errors) = try shell(
      "cd '\(folder.path)'; ulimit -v 2000000; timeout 60 \"$0\" \(arguments)", .limited)
    #expect([65, 66].contains(code), "\(code) \(errors)")
    #expect(errors.hasPrefix("Error: ") && errors.split(separator: "\n").count == 1, "\(errors)")
    #expect(try folder.names().isEmpty)
  }

  @Test("Too little memory is an error and no trap")
  func memory() throws {
    for kilobytes in [180_000, 240_000, 320_000] {
      let script = """
        ulimit -c 0; ulimit -v \(kilobytes)
        "$0" trace --input zeros:4000x4000 --filter zeros:3x3 --summary
        """
      let (code, _, errors) = try shell(script, .limited)
      #expect([0, 65, 73].contains(code), "\(kilobytes): \(code) \(errors)")
      #expect(code == 0 || errors.contains("Error: "), "\(kilobytes): \(errors)")
    }
  }

  @Test("Few open files are enough, or an error")
  func handles() throws {
    let folder = try TemporaryFolder()
    for count in [5, 6, 8, 10, 16] {
      let script = """
        cd '\(folder.path)'; ulimit -c 0
        (ulimit -n \(count); "$0" figure step -o a.png)
        """
      let (code, _, errors) = try shell(script, .limited)
      // Below some number not even the libraries can be loaded.
      #expect([0, 73, 127].contains(code), "\(count): \(code) \(errors)")
      if count == 16 { #expect(code == 0, "\(errors)") }
      #expect(code != 73 || errors.contains("Error: "), "\(count): \(errors)")
    }
  }

  @Test(
    "Where no thread can be had the work goes on in one, or ends with an error",
    arguments: [
      ("trace --summary", 0), ("figures", 0), ("figure step -o a.png", 73),
      ("step --steps 0-3 -o steps", 73), ("lesson check primer", 73),
    ])
  func threads(arguments: String, expected: Int32) throws {
    let folder = try TemporaryFolder()
    // Root may always have one more; nobody else can.
    let script = """
      cd '\(folder.path)'; chmod 777 .; ulimit -c 0; ulimit -u 1
      as() { if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=65534 --clear-groups "$@"; else "$@"; fi; }
      as "$0" \(arguments)
      """
    let (code, _, errors) = try shell(script)
    #expect(code == expected, "\(errors)")
    #expect(errors.isEmpty == (expected == 0))
    #expect(expected == 0 || errors.hasPrefix("Error: no thread can be started"), "\(errors)")
  }

  @Test(
    "Without any font there is one error, which names the packages and blames no lesson",
    arguments: ["figure step -o a.png", "lesson check primer", "slides primer -o a.pdf"])
  func fonts(arguments: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("<fontconfig><cachedir>none</cachedir></fontconfig>", to: "fonts.conf")
    let (code, _, errors) = try shell(
      "cd '\(folder.path)'; FONTCONFIG_FILE=\"$PWD/fonts.conf\" \"$0\" \(arguments)")
    #expect(code == 73)
    #expect(errors.hasPrefix("Error: no font is installed"))
    #expect(errors.contains("fonts-inter fonts-lmodern"))
    #expect(errors.split(separator: "\n").count == 1, "\(errors)")
  }

  #if os(Linux)
    @Test(
      "A full device is told, whatever is written to it",
      arguments: [
        "figures > /dev/full", "--help > /dev/full", "--version > /dev/full",
        "trace > /dev/full", "trace -o /dev/full --format json", "figure step -o - > /dev/full",
        "figure step -o /dev/full", "slides forward-only -o - > /dev/full",
        "lesson new - > /dev/full", "trace --summary > /dev/full", "lesson schema > /dev/full",
      ])
    func full(arguments: String) throws {
      let (code, _, errors) = try shell("\"$0\" \(arguments)")
      #expect(code == 73)
      #expect(errors.hasPrefix("Error: "))
      #expect(errors.contains("No space left on device"))
    }
  #endif

  @Test("Standard output that does not block gets everything")
  func nonBlocking() throws {
    let folder = try TemporaryFolder()
    // Whoever shares the pipe may have set it so; the reader begins when it has long been full.
    let unblocked = "import os, sys; os.set_blocking(1, False); os.execv(sys.argv[1], sys.argv[1:])"
    let script = """
      cd '\(folder.path)'
      "$0" trace --input ramp:60x60 -o a.json
      python3 -c '\(unblocked)' "$0" trace --input ramp:60x60 | (sleep 1; cmp - a.json)
      echo "${PIPESTATUS[@]}"
      """
    let (_, output, errors) = try shell(script)
    #expect(output == "0 0\n", "\(errors)")
  }

  #if os(Linux)
    @Test("A path that is not UTF-8 is the path of that file")
    func paths() throws {
      let folder = try TemporaryFolder()
      let script = """
        cd '\(folder.path)'; in=$'in\\xff.csv'; out=$'d\\xfe/out\\xfd.svg'
        printf '1 2\\n3 4\\n' > "$in"; mkdir $'d\\xfe'
        "$0" figure step --input "$in" --filter 1 -o "$out" && ls | od -An -c | tr -d ' \\n'
        ls $'d\\xfe' | od -An -c | tr -d ' \\n'
        "$0" trace --input $'none\\xff.csv'
        """
      let (_, output, errors) = try shell(script)
      #expect(output == #"d376\nin377.csv\nout375.svg\n"#, "\(output) \(errors)")
      #expect(errors.contains(#"none\xFF.csv"#), "\(errors)")
    }
  #endif

  @Test("What a killed run left is cleaned up by the next in the same place")
  func killed() throws {
    let folder = try TemporaryFolder()
    let script = """
      cd '\(folder.path)'
      "$0" trace --input zeros:3000x3000 --filter zeros:3x3 -o t.jsonl & pid=$!
      while kill -0 $pid && ! ls -A | grep -q tmp; do sleep 0.02; done
      kill -KILL $pid; wait $pid 2> /dev/null; ls -A | grep -c tmp
      "$0" figure step -o a.svg; ls -A
      """
    #expect(try shell(script).output == "1\na.svg\n")
  }
}
