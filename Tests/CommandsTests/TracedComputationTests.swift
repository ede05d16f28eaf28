import Neural
import Studio
import Testing
import Traces

@testable import Commands

@Suite struct TracedComputationTests {
  @Test(
    "A computation is the same after its way through a trace",
    arguments: ["convolution", "max-pooling", "average-pooling", "fully-connected"],
    [nil, Upstream.ones])
  func roundTrip(kind: String, upstream: Upstream?) throws {
    let folder = try TemporaryFolder()
    let console = Transcript().console()
    var request = try Example.ofLayer(kind).request
    request.upstream = upstream
    let computation = try Computation(request)
    try TraceFormat.json.writer().write(
      computation.traced, to: .file(folder("trace.json")), console: console)
    let read = try TraceFile(argument: folder("trace.json"), console: console).shown()
    #expect(read.run.items == computation.run.items)
    #expect(read.run.outputs == computation.run.outputs)
    #expect(read.run.inputGradients == computation.run.inputGradients)
    #expect(read.stageInputTitle == computation.stageInputTitle)
    #expect(read.weightTitle == computation.weightTitle)
  }
}
