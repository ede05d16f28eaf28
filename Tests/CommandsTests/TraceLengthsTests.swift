import Foundation
import Testing
import Traces

@testable import Commands

@Suite struct TraceLengthsTests {
  @Test("Each pass is as long as a trace of it", arguments: LayerKind.allCases, [false, true])
  func lengths(layer: LayerKind, hasGradients: Bool) throws {
    var setup = Setup.example(of: layer)
    setup.upstream = hasGradients ? .ones : nil
    let traced = try Computation(setup, console: Transcript().console()).traced
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

  @Test("A computation is the same after its way through a trace", arguments: LayerKind.allCases)
  func roundTrip(layer: LayerKind) throws {
    for upstream in [nil, UpstreamGradient.ones] {
      var setup = Setup.example(of: layer)
      setup.upstream = upstream
      let traced = try Computation(setup, console: Transcript().console()).traced
      #expect(Computation(traced, names: TraceNames(), shade: nil).traced == traced)
    }
  }
}
