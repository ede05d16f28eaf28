/// A line on the terminal that says how far a long command has come; silent elsewhere.
struct Progress {
  private let console: Console
  private let total: Int
  private let things: String
  private var done = 0

  /// Progress over `total` things.
  init(_ total: Int, _ things: String, console: Console) {
    self.console = console
    self.total = total
    self.things = things
  }

  /// Counts one more; the line goes when all are done.
  mutating func advance() {
    done += 1
    guard console.errorIsTerminal else { return }
    console.writeError(done < total ? "\r\u{1B}[K\(done) of \(total) \(things)" : "\r\u{1B}[K")
  }
}
