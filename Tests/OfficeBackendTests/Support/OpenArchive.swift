import CZip
import Foundation
import OfficeBackend
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The entries of a zip archive, read back by libzip.
struct OpenArchive {
  /// One entry.
  struct Entry: Equatable {
    let name: String
    let bytes: [UInt8]
    let isStored: Bool
    let time: Int
  }

  let entries: [Entry]

  init(_ bytes: [UInt8]) throws {
    var error = zip_error_t()
    entries = try bytes.withUnsafeBytes { buffer in
      let source = try #require(
        zip_source_buffer_create(buffer.baseAddress, zip_uint64_t(buffer.count), 0, &error))
      let archive = try #require(zip_open_from_source(source, ZIP_CHECKCONS, &error))
      defer { zip_discard(archive) }
      return try (0..<zip_uint64_t(zip_get_num_entries(archive, 0))).map { index in
        var status = zip_stat_t()
        try #require(zip_stat_index(archive, index, 0, &status) == 0)
        let file = try #require(zip_fopen_index(archive, index, 0))
        defer { zip_fclose(file) }
        var bytes = [UInt8](repeating: 0, count: Int(status.size))
        // Reading to the end checks the entry's checksum.
        try #require(zip_fread(file, &bytes, status.size) == Int64(status.size))
        var more: UInt8 = 0
        try #require(zip_fread(file, &more, 1) == 0)
        return Entry(
          name: String(cString: status.name), bytes: bytes, isStored: status.comp_method == 0,
          time: status.mtime)
      }
    }
  }

  func bytes(_ name: String) throws -> [UInt8] {
    try #require(entries.first { $0.name == name }, "no entry '\(name)'").bytes
  }

  /// The elements of an XML entry.
  func elements(_ name: String) throws -> [XMLElements.Element] {
    try XMLElements.parse(try bytes(name))
  }
}

/// The elements of a document that an XML parser has read, in the order of their start tags.
enum XMLElements {
  /// One element, and the names of those around it from the outermost.
  struct Element {
    var name: String
    var attributes: [String: String]
    var path: [String]
    var text = ""
  }

  static func parse(_ document: [UInt8]) throws -> [Element] {
    let collector = Collector()
    let parser = XMLParser(data: Data(document))
    parser.delegate = collector
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
    return collector.elements
  }

  private final class Collector: NSObject, XMLParserDelegate {
    var elements: [Element] = []
    var open: [Int] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      let path = open.map { elements[$0].name }
      open.append(elements.count)
      elements.append(Element(name: name, attributes: attributes, path: path))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      if let last = open.last { elements[last].text += string }
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      open.removeLast()
    }
  }
}
