import ArrayFiles
import Lectures

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A lesson that a command line names: a built-in one, or a file.
struct LessonFile: Equatable, Sendable {
  /// The name or the path.
  let argument: String

  /// The built-in lesson of that name; a file of the same name is reached with `./` before it.
  private var builtIn: BuiltInLesson? { BuiltInLesson.named(argument) }

  /// The path of the file; nil for a built-in lesson.
  var path: String? { builtIn == nil ? argument : nil }

  /// The folder that paths in the lesson start from; empty for the current one.
  var folder: String {
    guard let path, let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The file's name without folder and ending, which a deck is called by.
  var stem: String {
    let name = argument.split(separator: "/").last.map(String.init) ?? argument
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// Reads the lesson.
  ///
  /// - Throws: ``Failure`` where there is no such file, or at mistakes in it.
  func read(files: LessonFiles? = nil) throws(Failure) -> Lesson {
    let bytes = try bytes()
    do {
      return try LessonReader.lesson(from: bytes, files: files)
    } catch {
      throw failure(error)
    }
  }

  /// The mistakes in the lesson, as a failure of the command.
  func failure(_ error: LessonError) -> Failure {
    Failure(.malformedData, lines: error.all.map { "\(argument), \($0)" })
  }

  /// The lesson's text.
  ///
  /// - Throws: ``Failure`` of the kind `missingInput` where it cannot be read.
  func bytes() throws(Failure) -> [UInt8] {
    if let builtIn { return builtIn.source }
    if FileStatus(of: argument)?.isFolder == true { throw unreadable("it is a folder") }
    let descriptor = SystemPath.with(argument) { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw unreadable("\(SystemError.last)") }
    defer { close(descriptor) }
    do {
      // One byte more is what tells that it is too long.
      return try readAll(atMost: LessonReader.maximumLength + 1) {
        try readPortion(from: descriptor, into: $0)
      }
    } catch {
      throw unreadable("\(error)")
    }
  }

  private func unreadable(_ reason: String) -> Failure {
    let isBareWord = !argument.contains("/") && !argument.contains(".")
    let names = BuiltInLesson.all.map(\.name).joined(separator: ", ")
    return Failure(
      .missingInput,
      "cannot read '\(argument)': \(reason)"
        + (isBareWord ? "; the built-in lessons are \(names)" : ""))
  }
}
