import Foundation
import Testing

@testable import ArrayFiles

@Suite struct FileBytesTests {
  @Test("A file's bytes are read whatever its size", arguments: [0, 1, 1 << 18, 600_001])
  func sizes(count: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try FileBytes.read(folder.file("a", bytes)) == bytes)
  }

  @Test("A path that leads nowhere, to a folder or through a file is refused as missing")
  func missing() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("a", [1])
    for (path, problem) in [
      (file + "b", "there is no such file"), (file + "/b", "there is no such file"),
      (folder.url.path, "it is a folder"),
    ] {
      let fault = #expect(throws: Fault.self) { try FileBytes.read(path) }
      #expect(fault?.problem == problem)
      #expect(fault?.kind == .missing)
    }
  }

  @Test(
    "An error of the system is told in words, as missing",
    arguments: [
      (ENOENT, "there is no such file"), (ENOTDIR, "there is no such file"),
      (EISDIR, "it is a folder"), (EACCES, "it may not be read"), (EPERM, "it may not be read"),
      (EIO, "it cannot be read (Input/output error)"),
    ])
  func errors(code: Int32, problem: String) {
    #expect(FileBytes.fault(code).problem == problem)
    #expect(FileBytes.fault(code).kind == .missing)
  }

  @Test("A file beyond the limit is refused by its size")
  func tooLarge() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a", [])
    // A sparse file takes no room on the disk.
    #expect(truncate(path, off_t(TensorSource.maximumFileSize) + 1) == 0)
    let fault = #expect(throws: Fault.self) { try FileBytes.read(path) }
    #expect(fault?.problem == "it is larger than 1073741824 bytes")
    #expect(fault?.kind == .malformed)
  }

  #if os(Linux)
    @Test("A device without an end is read no further than its bytes make sense")
    func endless() throws {
      #expect(try FileBytes.read("/dev/zero").count < 1 << 20)
      let error = #expect(throws: DataError.self) {
        try TensorSource("/dev/zero").read(as: "input") { [] }
      }
      #expect(error?.description.contains("the type code 0x0 is unknown") == true)
    }
  #endif

  // The superuser may read everything.
  @Test("A file that may not be read is refused as missing", .enabled(if: getuid() != 0))
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("a", [1])
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
    let fault = #expect(throws: Fault.self) { try FileBytes.read(file) }
    #expect(fault?.problem == "it may not be read")
    #expect(fault?.kind == .missing)
  }
}
