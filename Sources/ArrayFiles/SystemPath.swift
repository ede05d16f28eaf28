#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Paths and arguments as the operating system has them: any bytes but 0, of which only most are
/// UTF-8.
///
/// A string holds UTF-8, so a byte that does not belong to it stands there as a character from
/// U+10FF80 to U+10FFFF, which nobody uses; a path that really has these characters has their bytes
/// escaped in the same way, so that text and bytes go both ways without loss.
public enum SystemPath {
  private static let escapes: ClosedRange<UInt32> = 0x10_FF80...0x10_FFFF
  private static let base: UInt32 = 0x10_FF00

  /// The byte that a character stands for, or nil for a character that stands for itself.
  public static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    escapes.contains(scalar.value) ? UInt8(scalar.value - base) : nil
  }

  /// How messages show a character that stands for a byte, `\xFF`; nil for any other.
  public static func escape(of scalar: Unicode.Scalar) -> String? {
    byte(of: scalar).map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return "\\x\(digits.count < 2 ? "0" : "")\(digits)"
    }
  }

  /// The text of some bytes.
  public static func text(_ bytes: some Sequence<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    var rest = Array(bytes)[...]
    while let byte = rest.first {
      if let scalar = scalar(of: rest), !escapes.contains(scalar.value) {
        text.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else {
        if let escape = Unicode.Scalar(base + UInt32(byte)) { text.append(escape) }
        rest = rest.dropFirst()
      }
    }
    return String(text)
  }

  /// The character that the bytes begin with, or nil where they do not begin with one of UTF-8.
  private static func scalar(of bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard let first = bytes.first else { return nil }
    if first < 0x80 { return Unicode.Scalar(first) }
    let length = (~first).leadingZeroBitCount
    guard (2...4).contains(length), bytes.count >= length else { return nil }
    return String(validating: bytes.prefix(length), as: UTF8.self)?.unicodeScalars.first
  }

  /// The bytes of a text, which ``text(_:)`` made of them or which was written as text.
  public static func bytes(of text: String) -> [UInt8] {
    text.unicodeScalars.flatMap { scalar in
      byte(of: scalar).map { [$0] } ?? Array(String(scalar).utf8)
    }
  }

  /// Calls a function of the operating system with a path.
  ///
  /// A text with the character 0 names nothing: it becomes the empty path, of which the system says
  /// that there is no such file.
  public static func with<Result, E: Error>(
    _ path: String, _ body: (UnsafePointer<CChar>) throws(E) -> Result
  ) throws(E) -> Result {
    let bytes = bytes(of: path)
    let characters = (bytes.contains(0) ? [] : bytes.map { CChar(bitPattern: $0) }) + [0]
    // An array hands out a pointer to its elements, and the closure's kind of error goes through.
    return try characters.withUnsafeBufferPointer { buffer throws(E) in
      guard let address = buffer.baseAddress else { return try body("") }
      return try body(address)
    }
  }

  /// The arguments of this process, without the program's name.
  public static var arguments: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      CommandLine.unsafeArgv[index].map { pointer in
        text(UnsafeRawBufferPointer(start: pointer, count: strlen(pointer)))
      }
    }
  }
}
