import Foundation
import Neural
import Studio
import Testing
import Traces

@testable import Commands

@Suite struct TraceLengthsTests {
  private static let kinds = ["convolution", "max-pooling", "average-pooling", "fully-connected"]

  private func computation(_ kind: String, _ upstream: Upstream?) throws -> Computation {
    var request = try Example.ofLayer(kind).request
    request.upstream = upstream
    return try Computation(request)
  }

  @Test("Each pass is as long as a trace of it", arguments: kinds, [false, true])
  func lengths(kind: String, hasGradients: Bool) throws {
    let traced = try computation(kind, hasGradients ? .ones : nil).traced()
    #expect(traced.hasGradients == hasGradients)
    var bytes: [UInt8] = []
    TraceFormat.json.writer(names: TraceNames()).write(traced) { bytes += $0 }
    let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let steps = try #require(object?["steps"] as? [[String: Any]])
    let passes = steps.compactMap { $0["pass"] as? String }
    #expect(
      passes == traced.lengths.flatMap { Array(repeating: $0.pass.rawValue, count: $0.steps) })
    #expect((steps.compactMap { $0["map"] as? Int }.max() ?? 0) + 1 == traced.maps)
  }

  @Test("A computation is the same after its way through a trace", arguments: kinds)
  func roundTrip(kind: String) async throws {
    let folder = try TemporaryFolder()
    for upstream in [nil, Upstream.ones] {
      let computation = try computation(kind, upstream)
      try TraceFormat.json.writer(names: computation.names).write(
        try computation.traced(), to: .file(folder("trace.json")),
        console: Transcript().console())
      let read = try TraceFile(argument: folder("trace.json"), console: Transcript().console())
        .shown()
      #expect(try read.traced() == computation.traced())
      #expect(read.stageInputTitle == computation.stageInputTitle)
    }
  }
}
