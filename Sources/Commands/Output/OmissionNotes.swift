import Documents
import Drawing
import Figures
import Lectures

extension Console {
  /// Says, once for all pictures of a command, what there was no room for in them.
  func note(_ omissions: some Sequence<Omission>) {
    guard let note = omissions.note else { return }
    self.note("there is no room for everything: \(note)")
  }

  /// Warns of what slides have no room for, each warning once; of a built-in lesson, which is nobody's
  /// to change, it says nothing.
  func warn(_ warnings: [LessonError], in lesson: LessonFile) {
    guard lesson.path != nil else { return }
    var said: Set<String> = []
    for warning in warnings {
      let text = "\(lesson.argument), \(warning)"
      if said.insert(text).inserted { warn(text) }
    }
  }
}
