import ArrayFiles
import Drawing
import Figures
import Lectures
import Synchronization

/// The figures of a lesson: each as `convlens figure` draws it, of the same options.
///
/// Figures of the same numbers share one computation.
final class LessonFigures: FigureSource {
  /// The folder that paths in the lesson start from; empty for the current one.
  private let folder: String
  /// The computation that is shown where a figure says nothing of what is computed.
  private let trace: Computation?
  private let console: Console
  private let state = Mutex(State())

  /// What was computed, and which files were read for it.
  private struct State {
    var computed: [(setup: Setup, result: Result<Computation, Failure>)] = []
    var files: Set<String> = []
  }

  /// A source of figures.
  init(folder: String, trace: Computation? = nil, console: Console) {
    self.folder = folder
    self.trace = trace
    self.console = console
  }

  /// The files that figures asked for so far, those that are not there too; in order.
  var files: [String] { state.withLock { $0.files.sorted() } }

  func figure(for request: FigureRequest) throws(LessonError) -> ComputedFigure {
    let kind: FigureKind
    do {
      kind = try FigureKind.parse(request.name.value)
    } catch {
      throw LessonError("\(error)", at: request.name.place)
    }
    let options = try LessonOptions(request, of: kind, folder: folder)
    let example = Example.of(kind)
    do {
      if options.isEmpty, let trace, trace.suits(kind) {
        return try figure(kind, of: trace, labels: .numbers, step: nil)
      }
      let setup = try options.layer.setup(
        or: example.setup, shade: options.shade, needsGradient: kind.needsGradient)
      let isExample = options.layer.isExample
      let computation = try computation(setup)
      return try figure(
        kind, of: computation, labels: isExample ? example.labels : .numbers,
        step: isExample ? example.step(of: computation.stepCount) : nil)
    } catch {
      throw options.error(for: error, in: request)
    }
  }

  private func figure(
    _ kind: FigureKind, of computation: Computation, labels: Labels, step: Int?
  ) throws(Failure) -> ComputedFigure {
    ComputedFigure(
      stepCount: computation.stepCount, labels: labels, step: step,
      draw: try computation.drawing(of: kind))
  }

  /// The computation of a setup, done once.
  private func computation(_ setup: Setup) throws(Failure) -> Computation {
    let result = state.withLock { state in
      state.files.formUnion(setup.files)
      if let earlier = state.computed.first(where: { $0.setup == setup }) { return earlier.result }
      let result = Result { () throws(Failure) in try Computation(setup, console: console) }
      state.computed.append((setup, result))
      return result
    }
    return try result.get()
  }
}

extension Setup {
  /// The files that it is read from.
  fileprivate var files: [String] {
    var arguments = [filter, bias]
    switch input {
    case .tensor(let argument): arguments.append(argument)
    case .activations: break
    }
    switch upstream {
    case .tensor(let argument), .cost(_, let argument): arguments.append(argument)
    case .ones, .random, nil: break
    }
    return arguments.compactMap { $0.flatMap { TensorSource($0).path } }
  }
}

extension LessonOptions {
  /// What is wrong with a computation, at the option that the message speaks of first, or where the
  /// figure is named.
  fileprivate func error(for failure: Failure, in request: FigureRequest) -> LessonError {
    let message = failure.description.replacing("--", with: "")
    let mentions = given.keys.compactMap { option in
      ["layer", "shade"].contains(option)
        ? nil : message.firstRange(of: option).map { (start: $0.lowerBound, option: option) }
    }
    let option = mentions.min { $0.start < $1.start }?.option
    if let option, let own = request.options[option] {
      return LessonError(message, at: own.place)
    }
    guard option != nil else { return LessonError(message, at: request.name.place) }
    return LessonError(
      "\(message); that is the lesson's for all figures: give the figure '\(request.name.value)' its "
        + "own, or 'input: example'", at: request.name.place)
  }
}
