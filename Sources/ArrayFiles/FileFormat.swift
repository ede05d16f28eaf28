import Neural

/// The file formats that tensors are read from.
enum FileFormat: CaseIterable, Sendable {
  case csv, json, npy, idx, png, text

  /// The endings that a format goes by, in lower case.
  private var endings: [String] {
    switch self {
    case .csv: [".csv", ".tsv"]
    case .json: [".json"]
    case .npy: [".npy"]
    // The MNIST files are called t10k-images.idx3-ubyte, or t10k-images-idx3-ubyte.
    case .idx: [".idx"] + (1...4).map { "idx\($0)-ubyte" }
    case .png: [".png"]
    case .text: [".txt"]
    }
  }

  /// The format that a path's ending names, if any.
  init?(endingOf path: String) {
    let path = path.lowercased()
    let format = FileFormat.allCases.first { $0.endings.contains(where: path.hasSuffix) }
    guard let format else { return nil }
    self = format
  }

  /// The format that the first bytes tell; text where they tell nothing.
  init(sniffing bytes: [UInt8]) {
    let text = bytes.dropFirst(bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0)
    let first = text.first { !" \t\r\n".utf8.contains($0) }
    if bytes.starts(with: NPYFile.signature) {
      self = .npy
    } else if bytes.starts(with: PNGFile.signature) {
      self = .png
    } else if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
      self = .json
    } else if bytes.starts(with: [0, 0]) {
      self = .idx
    } else {
      self = .text
    }
  }

  /// The tensor, or the part of it, that the bytes of a file in this format hold.
  func tensor(from bytes: [UInt8], _ selection: Selection = .everything) throws(Fault) -> Tensor {
    guard !bytes.isEmpty else {
      throw Fault("there is nothing in it", remedy: "give it at least one number")
    }
    try FileFormat.refuseForeign(bytes)
    switch (self, selection) {
    case (.csv, _): return try selection.part(of: CSVFile.tensor(from: bytes))
    case (.json, _): return try selection.part(of: JSONFile.tensor(from: bytes))
    case (.npy, _): return try selection.part(of: NPYFile.tensor(from: bytes))
    case (.idx, .item(let index)): return try IDXFile(bytes).item(index)
    case (.idx, _): return try selection.part(of: IDXFile(bytes).tensor())
    case (.png, .grey): return try PNGFile.tensor(from: bytes, asGrey: true)
    case (.png, _): return try selection.part(of: PNGFile.tensor(from: bytes))
    case (.text, _): return try selection.part(of: InlineText.tensor(from: bytes))
    }
  }

  /// Refuses common formats that are not read, by name rather than by their first odd byte.
  private static func refuseForeign(_ bytes: [UInt8]) throws(Fault) {
    for (signature, name, remedy) in foreign where bytes.starts(with: signature) {
      throw Fault("it is \(name)", at: [.byte(0)], remedy: remedy)
    }
  }

  private static let foreign: [(signature: [UInt8], name: String, remedy: String)] = [
    ([0x1F, 0x8B], "compressed with gzip", "unpack it first with gunzip"),
    (Array("PK\u{3}\u{4}".utf8), "a ZIP archive", "unpack it first; an NPZ holds NPY files"),
    ([0xFF, 0xD8, 0xFF], "a JPEG image", "save it as PNG"),
    (Array("GIF8".utf8), "a GIF image", "save it as PNG"),
    (Array("RIFF".utf8), "a RIFF file such as WebP", "save it as PNG"),
    (Array("%PDF".utf8), "a PDF document", "save the image as PNG"),
    ([0x89] + Array("HDF".utf8), "an HDF5 file", "write its array with numpy.save"),
    ([0xFF, 0xFE], "UTF-16 text", "save it as UTF-8"),
    ([0xFE, 0xFF], "UTF-16 text", "save it as UTF-8"),
  ]
}
