import ArgumentParser
import Neural
import Traces
import Wording

/// The options that say which steps a trace holds, and what it says of them.
struct TraceOptions: ParsableArguments {
  @Option(
    name: .customLong("pass"), parsing: .unconditional,
    help: ArgumentHelp(
      "Which passes: forward, bias-gradient and so on, apart by commas (default: all).",
      valueName: "list"),
    transform: Account.Name.parse)
  var passes: Set<Account.Name>?

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
      "Which keys of a step, such as position,terms,result,a (default: all).", valueName: "list"),
    completion: .list(TraceSelection.Field.allCases.map(\.rawValue)),
    transform: TraceSelection.Field.parse)
  var fields: Set<TraceSelection.Field>?

  @Flag(help: "Explain each step in a sentence.")
  var explain = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The language of the explanations: \(Language.all.map(\.code).joined(separator: ", ")) "
        + "(default: en).", valueName: "code"),
    completion: .list(Language.all.map(\.code)),
    transform: { code in
      guard let language = Language.named(code) else {
        throw ValidationError(
          "'\(code)' is none of \(Language.all.map(\.code).joined(separator: ", "))")
      }
      return language
    })
  var language: Language?

  func validate() throws {
    guard language == nil || explain else {
      throw ValidationError("--language needs --explain, which it is the language of")
    }
    guard every > 0 else { throw ValidationError("--every must be 1 or more, not \(every)") }
  }

  /// Whether nothing is asked for.
  var isEmpty: Bool {
    passes == nil && maps == nil && steps == nil && every == 1 && fields == nil && !explain
  }

  /// The selection from the trace of a run, of all its stages or of one.
  ///
  /// - Throws: ``Failure`` of the kind `usage` where a stage, an item, a pass, a map or a step is not
  ///   there.
  func selection(
    of traced: TracedRun, at stage: String? = nil, item: Int? = nil
  ) throws(Failure) -> TraceSelection {
    if let item { try StepSelection.check(item, of: traced.run.items.count, named: "item") }
    let accounts = traced.accounts.filter { stage == nil || $0.stage == stage }
    let missing = passes?.subtracting(accounts.map(\.pass))
    if let missing = missing?.min(by: { $0.argument < $1.argument }) {
      var names: [String] = []
      for pass in accounts.map(\.pass.argument) where !names.contains(pass) { names.append(pass) }
      let hasGradients = traced.run.stages.allSatisfy(\.hasGradients)
      throw Failure(
        .usage,
        "there is no pass \(missing.argument) in this computation, only "
          + names.joined(separator: ", ")
          + (hasGradients ? "" : "; --upstream or --target adds the gradients"))
    }
    let wanted = accounts.filter { passes?.contains($0.pass) ?? true }
    let (longest, mostMaps) = (wanted.map(\.steps).max() ?? 0, wanted.map(\.maps).max() ?? 0)
    return TraceSelection(
      stages: stage.map { [$0] }, items: item.map { [$0] }, passes: passes,
      maps: try maps.map { maps throws(Failure) in
        Set(try maps.indices(of: mostMaps, named: "map"))
      },
      steps: try steps?.openRanges(of: longest), every: every,
      fields: fields ?? Set(TraceSelection.Field.allCases), isExplained: explain)
  }
}
