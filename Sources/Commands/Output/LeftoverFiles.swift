import ArrayFiles
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The unfinished files of processes that were killed before they could remove them.
///
/// An unfinished file is called after its process, which holds a lock on it as long as it lives. So
/// a file of that kind is left over where there is no such process here and nobody, here or in
/// another container, has the lock.
enum LeftoverFiles {
  private static let prefix = ".convlens-"
  private static let suffix = ".tmp"
  /// The folders that were looked through.
  private static let seen = Mutex<Set<String>>([])

  /// The name of an unfinished file of this process.
  static func name(_ number: Int) -> String { "\(prefix)\(getpid())-\(number)\(suffix)" }

  /// Locks an unfinished file for as long as it is open; a file system without locks does without.
  static func hold(_ descriptor: Int32) { _ = flock(descriptor, LOCK_EX | LOCK_NB) }

  /// Removes what is left over in a folder, which is empty for the current one, once in a process.
  static func remove(from folder: String) {
    guard seen.withLock({ $0.insert(folder).inserted }) else { return }
    for name in names(in: folder.isEmpty ? "." : folder) {
      guard let process = process(of: name), kill(process, 0) != 0, errno == ESRCH else { continue }
      removeUnlessHeld(folder + name)
    }
  }

  /// The process that an unfinished file is called after; nil for any other file.
  static func process(of name: String) -> pid_t? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    let numbers = name.dropFirst(prefix.count).dropLast(suffix.count).split(
      separator: "-", omittingEmptySubsequences: false)
    guard numbers.count == 2, numbers.allSatisfy({ $0.allSatisfy(\.isASCII) && Int($0) != nil }),
      let process = pid_t(numbers[0]), process > 0
    else { return nil }
    return process
  }

  private static func removeUnlessHeld(_ path: String) {
    SystemPath.with(path) { path in
      let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { return }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(descriptor)
    }
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = SystemPath.with(folder, opendir) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        SystemPath.text(bytes.prefix { $0 != 0 })
      }
      names.append(name)
    }
    return names
  }
}
