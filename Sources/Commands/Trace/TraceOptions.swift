import ArgumentParser
import Traces

/// The options that say which steps a trace holds, and what it says of them.
struct TraceOptions: ParsableArguments {
  @Option(
    name: .customLong("pass"), parsing: .unconditional,
    help: ArgumentHelp(
      "Which passes: forward, bias-gradient and so on, apart by commas (default: all).",
      valueName: "list"),
    completion: .list(TracePass.allCases.map(\.argument)), transform: TracePass.parse)
  var passes: Set<TracePass>?

  @Option(
    name: .customLong("map"), parsing: .unconditional,
    help: ArgumentHelp("Which feature maps, such as 0 or 0-3,7 (default: all).", valueName: "list"),
    transform: StepSelection.parse)
  var maps: StepSelection?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Which steps of each pass, counted from 0: all, or a list such as 0-3,7,last (default: all).",
      valueName: "list"),
    transform: StepSelection.parse)
  var steps: StepSelection?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Only steps whose number is a multiple of this.", valueName: "n"))
  var every = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Which keys of a step, such as position,dot_product,z,a (default: all).", valueName: "list"),
    completion: .list(TraceSelection.Field.allCases.map(\.rawValue)),
    transform: TraceSelection.Field.parse)
  var fields: Set<TraceSelection.Field>?

  @Flag(help: "Explain each step in a sentence.")
  var explain = false

  func validate() throws {
    guard every > 0 else { throw ValidationError("--every must be 1 or more, not \(every)") }
  }

  /// Whether nothing is asked for.
  var isEmpty: Bool {
    passes == nil && maps == nil && steps == nil && every == 1 && fields == nil && !explain
  }

  /// The selection from the trace of a computation.
  ///
  /// - Throws: ``Failure`` of the kind `usage` where a pass, a map or a step is not there.
  func selection(of traced: TracedPass) throws(Failure) -> TraceSelection {
    let lengths = traced.lengths
    if let missing = passes?.subtracting(lengths.map(\.pass)).min(by: { $0.argument < $1.argument })
    {
      throw Failure(
        .usage,
        "there is no pass \(missing.argument) in this computation, only "
          + lengths.map(\.pass.argument).joined(separator: ", ")
          + (traced.hasGradients ? "" : "; --upstream or --target adds the gradients"))
    }
    let wanted = lengths.filter { passes?.contains($0.pass) ?? true }
    let longest = wanted.map(\.steps).max() ?? 0
    return TraceSelection(
      passes: passes,
      maps: try maps.map { maps throws(Failure) in
        Set(try maps.indices(of: traced.maps, named: "map"))
      },
      steps: try steps?.openRanges(of: longest), every: every,
      fields: fields ?? Set(TraceSelection.Field.allCases), isExplained: explain)
  }
}
