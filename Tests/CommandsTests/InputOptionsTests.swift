import Foundation
import Testing

@testable import Commands

@Suite struct InputOptionsTests {
  @Test("A row of Kaggle's digits is drawn and traced, and its header told of once")
  func kaggle() async throws {
    let folder = try TemporaryFolder()
    try folder.write("label,p0,p1,p2,p3\n7,0,255,128,1\n3,9,8,7,6\n", to: "train.csv")
    let (code, transcript) = await run([
      "trace", "--input", folder("train.csv") + "@row:1", "--skip-columns", "1", "--reshape", "2x2",
      "--filter", "1 0; 0 1",
    ])
    #expect(code == 0)
    #expect(transcript.text.contains("train.csv, row 1, 2 × 2"))
    #expect(transcript.errors.split(separator: "\n").count == 1)
    #expect(transcript.errors.hasPrefix("Note: input “"))
    #expect(transcript.errors.contains("line 1: “label,p0,p1,p2,p3” is taken for a header"))
  }

  @Test("A name says what was made of its operand")
  func names() async throws {
    let folder = try TemporaryFolder()
    try folder.write("[[[1, 2, 3], [4, 5, 6]]]", to: "hwc.json")
    let (code, transcript) = await run([
      "trace", "--input", folder("hwc.json"), "--layout", "input:channels-last", "--filter",
      "box:1",
    ])
    #expect(code == 0)
    #expect(transcript.text.contains("1 × 1 box on each channel"))
    #expect(transcript.errors.isEmpty)
    let (lineCode, line) = await run([
      "trace", "--input", "1 2 3; 4 5 6", "--filter", "1 1; 1 1 | 2 2; 2 2", "--padding", "1",
    ])
    #expect(lineCode == 0)
    #expect(line.text.contains("2 × 3 matrix, one-dimensional"))
  }

  @Test("An input whose channels seem to come last gets a word on standard error")
  func channelsLast() async throws {
    let folder = try TemporaryFolder()
    let row = "[" + Array(repeating: "[1, 2, 3]", count: 6).joined(separator: ", ") + "]"
    try folder.write(
      "[" + Array(repeating: row, count: 6).joined(separator: ", ") + "]", to: "photo.json")
    let arguments = [
      "trace", "--layer", "max-pooling", "--input", folder("photo.json"), "--window", "2",
    ]
    let (_, told) = await run(arguments)
    #expect(
      told.errors == "Note: the input is 6 × 6 × 3, read as 6 channels of 6 × 3; --layout "
        + "input:channels-last reads it as 3 channels of 6 × 6\n")
    let (code, silent) = await run(arguments + ["--layout", "channels-last"])
    #expect(code == 0)
    #expect(silent.errors.isEmpty)
    #expect(silent.text.contains("[3,6,6]") || silent.text.contains("[3, 6, 6]"))
  }

  @Test("A lesson takes the same options as keys, and those of an input go with the input")
  func lesson() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      title: t
      input: 1 2 3 4
      reshape: [2, 2]
      slides:
        - figure: {name: step, filter: 1 2}
        - figure: {name: step, input: 1 2 3 4 5 6, reshape: 2x3, filter: "1; 2"}
        - figure: {name: step, input: 1 2 3; 4 5 6, filter: "1; 2"}
        - figure:
            name: step
            input: "7 1 2 3 4"
            skip-columns: 1
            resize: 2
            layout: channels-first
            dimensions: 2
            filter: "1"
      """, to: "lesson.yaml")
    let (code, transcript) = await run(["lesson", "check", folder("lesson.yaml")])
    #expect(code == 0, "\(transcript.errors)")
  }

  @Test("Dimensions are for layers whose windows move")
  func dimensions() async {
    let (code, transcript) = await run([
      "trace", "--layer", "softmax", "--input", "1 2", "--dimensions", "1",
    ])
    #expect(code == 64)
    #expect(transcript.errors.contains("--dimensions is not for a layer of the kind softmax"))
  }
}
