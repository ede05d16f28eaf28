import Documents

/// What is wrong with a lesson, where, and what would be right.
public typealias LessonError = Mistake

extension DocumentKind {
  /// Lessons.
  static let lesson = DocumentKind(
    noun: "lesson", beginning: "'convlens lesson new' writes a beginning",
    remedy: "keep large tensors in files of their own, such as input: scan.npy")
}
