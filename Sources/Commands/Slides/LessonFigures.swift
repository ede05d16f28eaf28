import ArrayFiles
import Documents
import Drawing
import Figures
import Lectures
import Studio
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
    var computed: [(request: ComputationRequest, result: Result<Computation, RequestError>)] = []
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
    guard let kind = Catalogue.figure(named: request.name.value) else {
      throw LessonError(FigureKind.unknown(request.name.value), at: request.name.place)
    }
    var given: [String: Located<ComputationOptions.Value>] = [:]
    do {
      let example = try Example.of(kind)
      given = try LessonOptions.chosen(from: request, over: example)
      let options = LessonOptions(given)
      if options.isEmpty, let trace, trace.suits(kind) {
        return try figure(kind, of: trace, step: nil)
      }
      let asked = try options.computation.request(
        or: example, shade: options.shade(), needsGradient: kind.needs.contains(.gradient),
        takesAllMaps: true, from: reader)
      let isExample = try options.computation.isExample(like: example)
      let computation = try computation(asked)
      return try figure(
        kind, of: computation,
        step: isExample ? example.step(of: computation.stepCount) : nil)
    } catch {
      throw LessonFigures.error(error, in: request, given: given)
    }
  }

  func image(_ file: Located<String>) throws(LessonError) -> Raster {
    let path = PictureFile.isSample(file.value) ? file.value : noted(file.value)
    do {
      return try Raster(at: path)
    } catch {
      throw LessonError("\(error)", at: file.place)
    }
  }

  func text(_ file: Located<String>) throws(LessonError) -> String {
    let bytes = try bytes(file, as: "code")
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LessonError("'\(file.value)' is no text in UTF-8", at: file.place)
    }
    return text
  }

  /// The bytes of a file that the lesson names.
  func bytes(_ file: Located<String>, as role: String) throws(LessonError) -> [UInt8] {
    do {
      return try InputFile.bytes(at: noted(file.value), as: role)
    } catch {
      throw LessonError("\(error)", at: file.place)
    }
  }

  /// The path of a file that the lesson names, which is kept in mind.
  private func noted(_ path: String) -> String {
    let path =
      path.hasPrefix("/") || folder.isEmpty
      ? path : folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
    state.withLock { state in _ = state.files.insert(path) }
    return path
  }

  private func figure(
    _ kind: FigureKind, of computation: Computation, step: Int?
  ) throws(RequestError) -> ComputedFigure {
    ComputedFigure(
      stepCount: computation.stepCount, labels: .numbers, step: step,
      draw: try computation.drawing(of: kind))
  }

  /// Files of themes, which the lesson itself names.
  var themes: LessonFiles {
    LessonFiles { [self] file throws(LessonError) in try bytes(file, as: "theme") }
  }

  /// Reads from the lesson's folder, and keeps the files in mind.
  private var reader: OperandReader {
    OperandReader(console: console, folder: folder, readsInput: false) { [self] path in
      state.withLock { state in _ = state.files.insert(path) }
    }
  }

  /// The computation of a request, done once.
  private func computation(_ request: ComputationRequest) throws(RequestError) -> Computation {
    let result = state.withLock { state in
      if let earlier = state.computed.first(where: { $0.request == request }) {
        return earlier.result
      }
      let result = Result { () throws(RequestError) in try Computation(request) }
      state.computed.append((request, result))
      return result
    }
    return try result.get()
  }

  /// What is wrong with a computation, at the option that is to blame, or where the figure is named.
  private static func error(
    _ error: RequestError, in request: FigureRequest,
    given: [String: Located<ComputationOptions.Value>]
  ) -> LessonError {
    let message = error.withoutDashes
    guard let subject = error.subject else { return LessonError(message, at: request.name.place) }
    if let own = request.options[subject] {
      let part = error.part.flatMap { own.parts.indices.contains($0) ? own.parts[$0] : nil }
      return LessonError(message, at: part ?? own.place)
    }
    guard given[subject] != nil else { return LessonError(message, at: request.name.place) }
    return LessonError(
      "\(message); that is the lesson's for all figures: give the figure '\(request.name.value)' its "
        + "own, or 'input: example'", at: request.name.place)
  }
}
