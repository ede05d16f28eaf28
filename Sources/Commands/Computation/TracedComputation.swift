import Neural
import Studio
import Traces

extension Computation {
  /// The computation as a trace holds it: all stages of its network.
  var traced: TracedRun {
    var names = titles.filter { !$0.value.isEmpty }
    names[NetworkPlan.input] = inputTitle
    return TracedRun(run, names: names)
  }
}

extension TraceFile {
  /// The computation that the trace is of.
  ///
  /// - Parameters:
  ///   - stage: The stage that is looked at; nil for the last.
  ///   - item: The item of a batch that is looked at.
  /// - Throws: ``Failure`` where the file is not there, or is no trace, or has no such stage or item.
  func shown(
    at stage: String? = nil, item: Int = 0, shade: Shade? = nil
  ) throws(Failure) -> Computation {
    let traced = try run()
    var titles = traced.names
    let title = titles.removeValue(forKey: NetworkPlan.input) ?? NetworkPlan.input
    do {
      return try Computation(
        traced.run, at: stage, item: item, inputTitle: title, titles: titles,
        shade: shade?.scale, isPicture: TraceFile.isPicture(title))
    } catch { throw Failure(error) }
  }

  /// Whether the name of an input is that of a picture, in which 0 is black.
  private static func isPicture(_ name: String) -> Bool {
    let file = name.prefix { $0 != "#" && $0 != "," }.lowercased()
    return [".png", ".jpg", ".jpeg"].contains { file.hasSuffix($0) }
  }
}
