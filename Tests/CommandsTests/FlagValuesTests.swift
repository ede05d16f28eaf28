import Testing

@testable import Commands

@Suite("Settings that are on or off")
struct FlagValuesTests {
  @Test("stand alone, or with their value")
  func alone() async {
    let pooling = ["trace", "--layer", "max-pooling", "--input", "ramp:5x5", "--window", "2"]
    for flag in [["--ceil-mode"], ["--ceil-mode", "true"]] {
      let (code, transcript) = await run(pooling + flag + ["--summary"])
      #expect(code == 0, "\(transcript.errors)")
      #expect(transcript.text.contains("1 × 5 × 5 → 1 × 3 × 3"))
    }
    let (_, without) = await run(pooling + ["--ceil-mode", "false", "--summary"])
    #expect(without.text.contains("1 × 5 × 5 → 1 × 2 × 2"))
    #expect(await run(pooling + ["--ceil-mode", "maybe"]).code == 64)
  }

  @Test("are those of the table alone")
  func others() {
    #expect(["--input", "--ceil-mode"].withFlagValues == ["--input", "--ceil-mode", "true"])
    #expect(["--bias", "--input", "-"].withFlagValues == ["--bias", "--input", "-"])
    #expect(["--ceil-mode", "-o", "a"].withFlagValues == ["--ceil-mode", "true", "-o", "a"])
  }
}
