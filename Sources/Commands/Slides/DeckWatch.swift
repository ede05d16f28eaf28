import ArrayFiles
import MarkupBackend
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Makes a deck, and makes it again whenever a file that it is made from changes.
struct DeckWatch {
  let build: DeckBuild
  let console: Console

  /// Goes on until the heartbeat ends. Every build prints a line; one that fails leaves the deck
  /// as it was.
  ///
  /// An open page of HTML learns of each build from a file beside it, which goes with the watch.
  ///
  /// - Throws: ``Failure`` of the kind `cannotCreate` where somebody else's file has its name.
  func run(heartbeat: Heartbeat) throws {
    try checkStamp()
    let files = WatchedFiles()
    var build = build
    build.checkpoint = { if heartbeat.isOver() { throw Stopped() } }
    build.reading = { files.watch($0) }
    var version = 0
    defer { removeStamp() }
    repeat {
      guard files.haveChanged() else { continue }
      version += 1
      do {
        build.stamp = stamp(version)
        let summary = try build.run()
        if let stamp = build.stamp, let path = stampPath {
          try checkStamp()
          try OutputFile.write(Array(stamp.contents.utf8), to: path)
        }
        try console.print(summary)
      } catch is Stopped {
        break
      } catch let failure as Failure {
        guard failure != .closedPipe else { throw failure }
        console.report(failure)
      }
    } while heartbeat.next()
    // What stays must not ask for a file that is gone.
    guard build.stamp != nil else { return }
    build.stamp = nil
    build.checkpoint = {}
    _ = try? build.run()
  }

  /// The file that tells open pages of a new version; nil for formats that cannot be told.
  private var stampPath: String? {
    guard build.target.format == .html, case .file(let path) = build.target.destination else {
      return nil
    }
    return path + ".js"
  }

  private func stamp(_ version: Int) -> HTMLDeck.Stamp? {
    guard let file = stampPath?.split(separator: "/").last else { return nil }
    return HTMLDeck.Stamp(file: String(file), version: "\(getpid())-\(version)")
  }

  /// Refuses to take the place of a file that no watch wrote.
  private func checkStamp() throws(Failure) {
    guard let stampPath, StampFile(at: stampPath) == .foreign else { return }
    throw .cannotWrite(
      stampPath,
      "it is there and not from --watch, which tells open pages of changes by a file of that name; "
        + "move it away, or give the deck another name")
  }

  private func removeStamp() {
    guard let stampPath, StampFile(at: stampPath) == .stamp else { return }
    _ = SystemPath.with(stampPath, unlink)
  }
}

/// What is where a stamp would be.
private enum StampFile {
  case absent
  /// A stamp, of this watch or of one that was killed.
  case stamp
  /// Something else.
  case foreign

  init(at path: String) {
    let descriptor = SystemPath.with(path) {
      open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    }
    guard descriptor >= 0 else {
      self = errno == ENOENT ? .absent : .foreign
      return
    }
    defer { close(descriptor) }
    let contents = try? readAll(atMost: 4096) { try readPortion(from: descriptor, into: $0) }
    self = contents.map(HTMLDeck.Stamp.isStamp) == true ? .stamp : .foreign
  }
}

/// The files that something is made from, and how they were when they were last looked at.
private final class WatchedFiles: Sendable {
  /// What tells one state of a file from another.
  private struct State: Equatable {
    let seconds, nanoseconds, size: Int

    /// The state of what is at the path, or nil where there is nothing.
    init?(of path: String) {
      var status = stat()
      guard SystemPath.with(path, { stat($0, &status) }) == 0 else { return nil }
      #if canImport(Glibc)
        let time = status.st_mtim
      #else
        let time = status.st_mtimespec
      #endif
      (seconds, nanoseconds, size) = (time.tv_sec, time.tv_nsec, Int(status.st_size))
    }
  }

  private let states = Mutex<[String: State?]?>(nil)

  /// Watches these files in place of all others; one that was watched keeps its state.
  func watch(_ paths: [String]) {
    states.withLock { states in
      let known = states ?? [:]
      states = Dictionary(
        paths.map { ($0, known[$0] ?? State(of: $0)) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Whether a file is another than when this was last asked; true for the first time.
  func haveChanged() -> Bool {
    states.withLock { states in
      guard let known = states else { return true }
      let now = Dictionary(
        known.keys.map { ($0, State(of: $0)) }, uniquingKeysWith: { first, _ in first })
      states = now
      return now != known
    }
  }
}
