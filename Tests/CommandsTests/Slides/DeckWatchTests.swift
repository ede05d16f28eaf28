import Foundation
import Synchronization
import Testing

@testable import Commands

@Suite struct DeckWatchTests {
  let folder: TemporaryFolder
  let transcript = Transcript()

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("1 2; 3 4", to: "scan.txt")
    try folder.write(lesson(title: "First"), to: "my.yaml")
  }

  private func lesson(title: String) -> String {
    "title: \(title)\nslides: [{title: A, figure: {name: step, input: scan.txt, filter: 1}}]\n"
  }

  /// Watches while the beats last, each of which may do something first.
  private func watch(
    _ output: String = "deck.pdf", beats: [@Sendable () throws -> Void]
  ) async throws {
    let command = try SlidesCommand.parse([folder("my.yaml"), "-o", folder(output), "--watch"])
    let console = transcript.console()
    let rest = Mutex(beats[...])
    let heartbeat = Heartbeat(
      next: {
        guard let beat = rest.withLock({ $0.popFirst() }) else { return false }
        #expect(throws: Never.self) { try beat() }
        return true
      }, isOver: { false })
    try await DeckWatch(build: command.deckBuild(console: console), console: console)
      .run(heartbeat: heartbeat)
  }

  @Test("The deck is made at once, and again when the lesson or a file in it changes")
  func rebuilds() async throws {
    let folder = folder
    let second = lesson(title: "Second, longer")
    let seen = Mutex<[[UInt8]]>([])
    @Sendable func look() throws {
      let bytes = try folder.bytes("deck.pdf")
      seen.withLock { $0.append(bytes) }
    }
    try await watch(beats: [
      { try look() },
      {
        try look()
        try folder.write(second, to: "my.yaml")
      },
      {
        try look()
        try folder.write("1 2 3; 4 5 6", to: "scan.txt")
      },
      { try look() },
    ])
    let decks = seen.withLock { $0 }
    #expect(decks[0] == decks[1])
    #expect(decks[1] != decks[2])
    #expect(decks[2] != decks[3])
    let line = "wrote \(folder("deck.pdf")): 2 slides, 2 pages"
    #expect(transcript.lines == [line, line, line])
    #expect(transcript.errors.isEmpty)
    #expect(try folder.names() == ["deck.pdf", "my.yaml", "scan.txt"])
  }

  @Test("A mistake is reported once, the deck stays, and the watch goes on")
  func mistakes() async throws {
    let folder = folder
    let good = lesson(title: "Third")
    try await watch(beats: [
      { try folder.write("title: [", to: "my.yaml") }, {}, {},
      { try FileManager.default.removeItem(atPath: folder("my.yaml")) }, {},
      { try folder.write(good, to: "my.yaml") },
    ])
    #expect(transcript.lines.count == 2)
    let errors = transcript.errors.split(separator: "\n")
    #expect(errors.count == 2, "\(transcript.errors)")
    #expect(errors.first?.contains("my.yaml, line ") == true)
    #expect(errors.last?.contains("No such file or directory") == true)
  }

  @Test("A file that is not there yet is waited for")
  func appearing() async throws {
    let folder = folder
    try FileManager.default.removeItem(atPath: folder("scan.txt"))
    try await watch(beats: [{}, { try folder.write("1 2; 3 4", to: "scan.txt") }])
    #expect(transcript.errors.contains("there is no such file"))
    #expect(transcript.lines.count == 1)
  }

  @Test("An open page learns of changes from a file beside it, which goes at the end")
  func stamp() async throws {
    let folder = folder
    let stamps = Mutex<[[UInt8]]>([])
    let second = lesson(title: "Second")
    @Sendable func look() throws {
      let bytes = try folder.bytes("deck.html.js")
      stamps.withLock { $0.append(bytes) }
    }
    try await watch(
      "deck.html",
      beats: [
        {
          try look()
          let page = String(decoding: try folder.bytes("deck.html"), as: UTF8.self)
          #expect(page.contains("data-stamp=\"deck.html.js\""))
          try folder.write(second, to: "my.yaml")
        },
        { try look() },
      ])
    #expect(Set(stamps.withLock { $0 }).count == 2)
    #expect(try folder.names() == ["deck.html", "my.yaml", "scan.txt"])
    // What is left is the deck as it would have been made without a watch.
    let left = try folder.bytes("deck.html")
    let (_, plain) = await run(["slides", folder("my.yaml"), "-o", "-", "--format", "html"])
    #expect(left == plain.output)
  }

  @Test("A file that no watch wrote is neither replaced nor removed")
  func foreignStamp() async throws {
    try folder.write("mine", to: "deck.html.js")
    let failure = await #expect(throws: Failure.self) { try await watch("deck.html", beats: [{}]) }
    #expect(failure?.kind == .cannotCreate)
    #expect(try folder.bytes("deck.html.js") == Array("mine".utf8))
    #expect(try folder.names() == ["deck.html.js", "my.yaml", "scan.txt"])
  }

  @Test("A file that takes the stamp's place while the watch goes on stays")
  func laterForeignStamp() async throws {
    let folder = folder
    let second = lesson(title: "Second")
    try await watch(
      "deck.html",
      beats: [
        {
          try folder.write("mine", to: "deck.html.js")
          try folder.write(second, to: "my.yaml")
        }, {},
      ])
    #expect(transcript.errors.contains("deck.html.js"))
    #expect(try folder.bytes("deck.html.js") == Array("mine".utf8))
  }

  @Test("What a watch left that was killed is taken over")
  func leftStamp() async throws {
    try folder.write("convlensStamp(\"123-4\");\n", to: "deck.html.js")
    try await watch("deck.html", beats: [{}])
    #expect(try folder.names() == ["deck.html", "my.yaml", "scan.txt"])
    #expect(transcript.errors.isEmpty)
  }

  @Test("Work that is stopped leaves no file behind")
  func stopped() async throws {
    let command = try SlidesCommand.parse([folder("my.yaml"), "-o", folder("deck.pdf"), "--watch"])
    let console = transcript.console()
    try await DeckWatch(build: command.deckBuild(console: console), console: console)
      .run(heartbeat: Heartbeat(next: { false }, isOver: { true }))
    #expect(try folder.names() == ["my.yaml", "scan.txt"])
    #expect(transcript.lines.isEmpty && transcript.errors.isEmpty)
  }
}
