import ArrayFiles
import Foundation
import Testing
import Threads

@testable import Commands

@Suite struct ConsoleTests {
  /// A source of as many zeros as are asked for, in small portions, that counts them.
  private final class Zeros {
    var given = 0
    let length: Int
    init(_ length: Int) { self.length = length }

    func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
      let count = min(buffer.count, 4096, length - given)
      buffer.prefix(count).initializeMemory(as: UInt8.self, repeating: 0)
      given += count
      return count
    }
  }

  @Test("Input is read to its end", arguments: [0, 1, 4096, 65_536, 65_537, 3_000_000])
  func whole(length: Int) throws {
    let zeros = Zeros(length)
    #expect(try readAll(atMost: .max, by: zeros.read).count == length)
  }

  @Test("No more is read than the limit allows", arguments: [0, 1, 65_536, 100_000])
  func bounded(limit: Int) throws {
    let zeros = Zeros(1 << 40)
    #expect(try readAll(atMost: limit, by: zeros.read).count == limit)
    #expect(zeros.given == limit)
  }

  @Test("Input that is too long is an error")
  func tooLong() throws {
    let console = Transcript().console(input: "12345")
    #expect(throws: InputTooLong.self) { try console.readInput(atMost: 4) }
    #expect(try Transcript().console(input: "1234").readInput(atMost: 4).count == 4)
  }

  @Test("Input that cannot be what is wanted is not read to its end")
  func hopeless() throws {
    let zeros = Zeros(1 << 40)
    var console = Transcript().console()
    // Nothing reads from several threads here.
    nonisolated(unsafe) let source = zeros
    console.read = { source.read($0) }
    let beginning = try console.readInput(
      atMost: TensorSource.maximumFileSize, where: TensorSource.canBegin(with:))
    #expect(beginning.count == 65_536)
    #expect(zeros.given == 65_536)
  }

  @Test("Portions are joined in their order")
  func order() throws {
    let text = String((0..<400_000).map { Character(UnicodeScalar(UInt8($0 % 64 + 48))) })
    let read = try Transcript().console(input: text).readInput(atMost: 1 << 20)
    #expect(read == Array(text.utf8))
  }

  @Test("A pipe that does not block gets everything, and gives everything")
  func nonBlocking() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    for end in ends { #expect(fcntl(end, F_SETFL, O_NONBLOCK) == 0) }
    let (reading, writing) = (ends[0], ends[1])
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let writer = try #require(
      WorkerThread {
        #expect(throws: Never.self) { try Commands.write(bytes, to: writing) }
        close(writing)
      })
    let read = try readAll(atMost: .max) { try readPortion(from: reading, into: $0) }
    writer.join()
    close(reading)
    #expect(read == bytes)
  }

  @Test("A failure is one line, and one without words is none")
  func reports() {
    let transcript = Transcript()
    let console = transcript.console()
    console.report(Failure(.usage, "a\nb"))
    console.report(.closedPipe)
    console.warn("c\u{7}")
    #expect(transcript.errors == "Error: a\\nb\nWarning: c\\u{7}\n")
  }
}
