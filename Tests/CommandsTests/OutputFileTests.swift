import Foundation
import Testing

@testable import Commands

@Suite struct OutputFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("A written file is there with its bytes and nothing else")
  func written() throws {
    try OutputFile.write([1, 2, 3], to: folder("a.bin"))
    #expect(try folder.names() == ["a.bin"])
    #expect(try folder.bytes("a.bin") == [1, 2, 3])
  }

  @Test("A file that is not committed leaves the old one as it was, and no other")
  func abandoned() throws {
    try folder.write("old", to: "a.txt")
    do {
      var file = try OutputFile(folder("a.txt"))
      try file.write(Array("new".utf8))
      #expect(try folder.names().count == 2)
    }
    #expect(try folder.names() == ["a.txt"])
    #expect(try folder.bytes("a.txt") == Array("old".utf8))
  }

  @Test("Two files in work in one folder do not meet")
  func twoAtOnce() throws {
    var first = try OutputFile(folder("a"))
    var second = try OutputFile(folder("b"))
    try first.write([1])
    try second.write([2])
    try first.commit()
    try second.commit()
    #expect(try folder.names() == ["a", "b"])
    #expect(try folder.bytes("a") == [1])
    #expect(try folder.bytes("b") == [2])
  }

  @Test("An overwritten file keeps its permissions")
  func permissions() throws {
    try folder.write("old", to: "a.txt")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder("a.txt"))
    try OutputFile.write([1], to: folder("a.txt"))
    #expect(FileStatus(of: folder("a.txt"))?.permissions == 0o640)
    #expect(try folder.bytes("a.txt") == [1])
  }

  @Test("A symbolic link keeps pointing at the file, which is replaced")
  func link() throws {
    try folder.write("old", to: "real")
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: folder("link"), withDestinationPath: folder("real"))
    try OutputFile.write([7], to: folder("link"))
    #expect(try folder.bytes("real") == [7])
    #expect(try manager.destinationOfSymbolicLink(atPath: folder("link")) == folder("real"))
  }

  @Test("A link that leads to nothing yet is followed too", arguments: ["real", "sub/real"])
  func danglingLink(target: String) throws {
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder("sub"), withIntermediateDirectories: false)
    // A relative target counts from the folder of the link.
    try manager.createSymbolicLink(atPath: folder("link"), withDestinationPath: target)
    try manager.createSymbolicLink(atPath: folder("first"), withDestinationPath: "link")
    try OutputFile.write([7], to: folder("first"))
    #expect(try folder.bytes(target) == [7])
    #expect(try manager.destinationOfSymbolicLink(atPath: folder("link")) == target)
    #expect(try manager.destinationOfSymbolicLink(atPath: folder("first")) == "link")
  }

  @Test("A link that leads nowhere or round in a circle is refused", arguments: ["no/a", "link"])
  func brokenLink(target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: target)
    let failure = try #require(throws: Failure.self) {
      try OutputFile.write([1], to: folder("link"))
    }
    #expect(failure.kind == .cannotCreate)
    #expect(try folder.names() == ["link"])
  }

  @Test("A name as long as the file system takes is written")
  func longName() throws {
    let name = String(repeating: "n", count: 255)
    try OutputFile.write([1], to: folder(name))
    #expect(try folder.names() == [name])
  }

  @Test("A device is written to and stays a device")
  func device() throws {
    try OutputFile.write([1, 2, 3], to: "/dev/null")
    #expect(FileStatus(of: "/dev/null")?.isRegular == false)
  }

  #if os(Linux)
    @Test("A full disk is an error that names the file")
    func full() throws {
      let failure = try #require(throws: Failure.self) {
        try OutputFile.write([1], to: "/dev/full")
      }
      #expect(failure.kind == .cannotCreate)
      #expect(failure.description.contains("'/dev/full'"))
    }
  #endif

  @Test("A missing folder, a folder in the file's place and a file in the folder's are refused")
  func refused() throws {
    try folder.write("", to: "file")
    for path in [folder("no/a.png"), folder.path, folder("file/a.png"), folder("new/")] {
      let failure = try #require(throws: Failure.self) { try OutputFile.write([1], to: path) }
      #expect(failure.kind == .cannotCreate)
      #expect(failure.description.contains("'\(path)'"))
    }
    #expect(try folder.names() == ["file"])
  }

  @Test("An output folder is made with those above it, and used where it is there")
  func outputFolder() throws {
    for _ in 0..<2 {
      let made = try OutputFolder(folder("a/b//c"))
      try OutputFile.write([1], to: made.file("x"))
    }
    #expect(try folder.bytes("a/b/c/x") == [1])
    #expect(throws: Failure.self) { try OutputFolder(folder("a/b/c/x")) }
    #expect(throws: Failure.self) { try OutputFolder(folder("a/b/c/x/y")) }
  }
}
