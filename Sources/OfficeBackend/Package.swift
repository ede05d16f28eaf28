import Drawing

/// The parts of an Office Open XML file: what they hold, and how they refer to each other.
///
/// Source: ECMA-376, part 2, Open Packaging Conventions.
struct Package {
  /// A part: a file of the package.
  struct Part {
    /// The path in the package, without a slash before it.
    let path: String
    /// What is in it, as a media type.
    let type: String
    /// The bytes.
    let content: [UInt8]
    /// The parts that it refers to, by their ids.
    var relationships = Relationships()

    /// Whether the bytes are compressed already.
    var isCompressed: Bool { type == "image/png" || type == "image/jpeg" }
  }

  private(set) var parts: [Part] = []

  /// Adds a part of XML.
  mutating func add(
    _ path: String, _ type: String, relationships: Relationships = Relationships(), _ xml: String
  ) {
    parts.append(
      Part(
        path: path, type: type, content: Array((OfficeMarkup.declaration + xml).utf8),
        relationships: relationships))
  }

  /// Adds a picture.
  mutating func add(_ path: String, _ type: String, picture: [UInt8]) {
    parts.append(Part(path: path, type: type, content: picture))
  }

  /// The package as a zip archive.
  ///
  /// - Parameter root: What the package as a whole refers to.
  func archive(root: Relationships) throws(PresentationError) -> [UInt8] {
    var archive = try ZipArchive()
    func bytes(_ xml: String) -> [UInt8] { Array((OfficeMarkup.declaration + xml).utf8) }
    // Readers that sniff a file's type expect the types first.
    try archive.add(bytes(contentTypes), named: "[Content_Types].xml", isCompressed: false)
    try archive.add(bytes(root.xml(from: "")), named: "_rels/.rels", isCompressed: false)
    for part in parts {
      try archive.add(
        part.content, named: part.path, isCompressed: part.isCompressed)
      guard !part.relationships.isEmpty else { continue }
      let (folder, file) = Package.split(part.path)
      try archive.add(
        bytes(part.relationships.xml(from: folder)), named: "\(folder)_rels/\(file).rels",
        isCompressed: false)
    }
    return try archive.finish()
  }

  /// The media type of every part: pictures by their ending, everything else by its name.
  private var contentTypes: String {
    let overrides = parts.filter { !$0.type.hasPrefix("image/") }.map {
      "<Override PartName=\"/\($0.path)\" ContentType=\"\($0.type)\"/>"
    }
    return """
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
      <Default Extension="rels" \
      ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Default Extension="xml" ContentType="application/xml"/>\
      <Default Extension="png" ContentType="image/png"/>\
      <Default Extension="jpeg" ContentType="image/jpeg"/>\
      <Default Extension="svg" ContentType="image/svg+xml"/>\
      \(overrides.joined())</Types>
      """
  }

  /// A path as its folder, with the slash behind it, and its file.
  fileprivate static func split(_ path: String) -> (folder: String, file: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
  }
}

/// What a part refers to: other parts and addresses outside, each with an id.
struct Relationships {
  private var targets: [(type: String, target: String, isExternal: Bool)] = []

  /// Whether there are none.
  var isEmpty: Bool { targets.isEmpty }

  /// Refers to a part by its path in the package; gives the id, the same for the same part.
  mutating func add(_ type: Kind, _ path: String) -> String {
    add(type.rawValue, path, isExternal: false)
  }

  /// Refers to an address outside of the package.
  mutating func add(link uri: String) -> String {
    add(Kind.hyperlink.rawValue, LinkTarget.uri(uri), isExternal: true)
  }

  private mutating func add(_ type: String, _ target: String, isExternal: Bool) -> String {
    let index =
      targets.firstIndex { $0 == (type, target, isExternal) }
      ?? {
        targets.append((type, target, isExternal))
        return targets.count - 1
      }()
    return "rId\(index + 1)"
  }

  /// The relationships of a part in a folder of the package.
  func xml(from folder: String) -> String {
    let elements = targets.enumerated().map { index, relationship in
      let target =
        relationship.isExternal
        ? relationship.target : Relationships.path(to: relationship.target, from: folder)
      let mode = relationship.isExternal ? " TargetMode=\"External\"" : ""
      return "<Relationship Id=\"rId\(index + 1)\" Type=\"\(relationship.type)\" "
        + "Target=\"\(OfficeMarkup.escaped(target))\"\(mode)/>"
    }
    return """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
      \(elements.joined())</Relationships>
      """
  }

  /// A path of the package as it is reached from a folder, which some readers insist on.
  private static func path(to target: String, from folder: String) -> String {
    let from = folder.split(separator: "/")
    let to = target.split(separator: "/")
    let common = zip(from, to).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: from.count - common)
    return (up + to.dropFirst(common).map(String.init)).joined(separator: "/")
  }

  /// What a relationship is.
  enum Kind: String {
    case document =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    case coreProperties =
      "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    case extendedProperties =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties"
    case slideMaster =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideMaster"
    case slideLayout =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideLayout"
    case slide = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"
    case notesMaster =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/notesMaster"
    case notesSlide =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/notesSlide"
    case theme = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    case image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    case hyperlink =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
  }
}
