import Foundation
import Testing

@testable import Traces

/// The schema, held against what is written by a validator that knows nothing of this program: the
/// `jsonschema` package of Python, where that is installed.
@Suite("The schema of traces")
struct TraceSchemaTests {
  private static let schema = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Docs/trace.schema.json").standardized

  /// Validates each line of a file, a JSON document, against a part of the schema.
  private static let program = """
    import json, sys, jsonschema
    schema = json.load(open(sys.argv[1]))
    for path in sys.argv[2:]:
        with open(path) as file:
            if path.endswith(".json"):
                parts = [("", json.load(file))]
            else:
                lines = [json.loads(line) for line in file]
                parts = [("/$defs/header", lines[0])] + [("/$defs/step", step) for step in lines[1:]]
        for part, value in parts:
            reference = {"$ref": "#" + part, "$defs": schema["$defs"]} if part else schema
            jsonschema.Draft202012Validator(reference).validate(value)
    """

  /// Runs Python; what it says on standard error, nil where it cannot be run.
  private static func python(_ arguments: [String]) -> (status: Int32, errors: String)? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-W", "ignore"] + arguments
    let errors = Pipe()
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, errors)
    guard (try? process.run()) != nil else { return nil }
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }

  private static let hasValidator = python(["-c", "import jsonschema"])?.status == 0

  @Test("It validates every kind of trace, and refuses others", .enabled(if: hasValidator))
  func traces() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var paths: [String] = []
    for (number, sample) in TraceSamples.all.enumerated() {
      for encoding in TraceWriter.Encoding.allCases {
        let url = folder.appending(path: "\(number).\(encoding == .json ? "json" : "jsonl")")
        let selection = TraceSelection(isExplained: number.isMultiple(of: 2))
        try Data(TraceWriter(encoding: encoding, selection: selection).bytes(sample.traced))
          .write(to: url)
        paths.append(url.path)
      }
    }
    let cost = folder.appending(path: "cost.jsonl")
    try Data(TraceSamples.withCost().utf8).write(to: cost)
    paths.append(cost.path)
    let outcome = try #require(Self.python(["-c", Self.program, Self.schema.path] + paths))
    #expect(outcome.status == 0, "\(outcome.errors.suffix(2000))")

    for (key, wrong) in [
      ("\"version\":2", "\"version\":1"), ("\"step_count\"", "\"count\""),
      ("\"rule\":\"spread\"", "\"rule\":\"scatter\""),
      ("\"rule\":\"spread\",\"source\"", "\"rule\":\"spread\",\"target\""),
      ("\"factor\":", "\"factor\":null,\"x\":"), ("\"winner\":", "\"winner\":-"),
      ("\"padding\":false", "\"padding\":0"), ("\"weight_index\":[", "\"weight_index\":[-1,"),
      ("\"from\":[", "\"from\":[1,"), ("\"kind\":\"convolution\"", "\"kind\":1"),
    ] {
      let text = TraceWriter(encoding: .jsonLines).text(try TraceSamples.network())
      let changed = text.replacing(key, with: wrong)
      #expect(changed != text, "\(key)")
      let url = folder.appending(path: "wrong.jsonl")
      try Data(changed.utf8).write(to: url)
      #expect(
        Self.python(["-c", Self.program, Self.schema.path, url.path])?.status == 1, "\(wrong)")
    }
  }
}
