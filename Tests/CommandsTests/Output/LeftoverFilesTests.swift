import Foundation
import Testing

@testable import Commands

@Suite struct LeftoverFilesTests {
  @Test(
    "Only a name that we give tells a process",
    arguments: [
      (".convlens-12-0.tmp", 12), (".convlens-99999-17.tmp", 99_999), (".convlens-12.tmp", nil),
      ("convlens-12-0.tmp", nil), (".convlens--1-0.tmp", nil), (".convlens-a-0.tmp", nil),
      (".convlens-0-0.tmp", nil), (".convlens-1-0-0.tmp", nil), ("a.tmp", nil),
    ] as [(String, pid_t?)])
  func names(name: String, process: pid_t?) {
    #expect(LeftoverFiles.process(of: name) == process)
  }

  @Test("What a process that is no more left behind goes with the next file, nothing else does")
  func removed() throws {
    let folder = try TemporaryFolder()
    let dead = try deadProcess()
    let own = ".convlens-\(getpid())-7.tmp"
    let locked = ".convlens-\(dead)-1.tmp"
    for name in [".convlens-\(dead)-0.tmp", locked, own, "mine.tmp", ".convlens-x-0.tmp"] {
      try folder.write("x", to: name)
    }
    // Held by a process that this one cannot see, as in another container.
    let descriptor = open(folder(locked), O_RDONLY)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX) == 0)
    try OutputFile.write([1], to: folder("a.png"))
    #expect(
      try folder.names() == [locked, own, ".convlens-x-0.tmp", "a.png", "mine.tmp"].sorted())
  }

  /// The number of a process that has ended.
  private func deadProcess() throws -> pid_t {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "exit"]
    try process.run()
    process.waitUntilExit()
    return process.processIdentifier
  }
}
