import Neural

/// The file formats that tensors are read from.
enum FileFormat: CaseIterable, Sendable {
  case csv, json, npy, npz, pytorch, safetensors, onnx, idx, png, jpeg, text

  /// The endings that a format goes by, in lower case.
  private var endings: [String] {
    switch self {
    case .csv: [".csv", ".tsv"]
    case .json: [".json"]
    case .npy: [".npy"]
    case .npz: [".npz"]
    case .pytorch: [".pth", ".pt"]
    case .safetensors: [".safetensors"]
    case .onnx: [".onnx"]
    // The MNIST files are called t10k-images.idx3-ubyte, or t10k-images-idx3-ubyte.
    case .idx: [".idx"] + (1...4).flatMap { ["idx\($0)-ubyte", "idx\($0)-int"] }
    case .png: [".png"]
    case .jpeg: [".jpg", ".jpeg"]
    case .text: [".txt"]
    }
  }

  /// Whether its arrays have names.
  var hasNames: Bool { [.npz, .pytorch, .safetensors, .onnx].contains(self) }

  /// The format that a path's ending names, if any; `.gz` behind it changes nothing.
  init?(endingOf path: String) {
    var path = path.lowercased()
    if path.hasSuffix(".gz") { path.removeLast(3) }
    let format = FileFormat.allCases.first { $0.endings.contains(where: path.hasSuffix) }
    guard let format else { return nil }
    self = format
  }

  /// The format of bytes: the one that their beginning proves, or that the path's ending names, or
  /// that they look like.
  init(of bytes: [UInt8], path: String? = nil) {
    self =
      FileFormat.signed.first { bytes.starts(with: $0.signature) }?.format
      ?? path.flatMap(FileFormat.init(endingOf:)) ?? FileFormat(sniffing: bytes)
  }

  /// The beginnings that no other format has.
  private static let signed: [(signature: [UInt8], format: FileFormat)] =
    [
      (NPYFile.signature, .npy), (PNGFile.signature, .png), (JPEGFile.signature, .jpeg),
    ] + ZipFile.signatures.map { ($0, .npz) }

  /// The format that the first bytes tell; text where they tell nothing.
  init(sniffing bytes: [UInt8]) {
    if let signed = FileFormat.signed.first(where: { bytes.starts(with: $0.signature) }) {
      self = signed.format
    } else if SafetensorsFile.resembles(bytes) {
      self = .safetensors
    } else if ONNXFile.resembles(bytes) {
      self = .onnx
    } else if bytes.starts(with: [0, 0]) {
      self = .idx
    } else {
      self = .text
    }
  }

  /// Whether bytes without a name that begin like this can be a tensor's. What cannot, such as the
  /// zeros of `/dev/zero`, need not be read to its end to be refused.
  static func canBegin(with bytes: [UInt8]) -> Bool {
    guard bytes.count >= 16, FileFormat(sniffing: bytes) == .idx else { return true }
    return IDXFile.canBegin(with: bytes)
  }

  /// The tensor that the bytes of a file in this format hold.
  func tensor(from bytes: [UInt8], _ selections: Selection...) throws(Fault) -> Tensor {
    try reading(from: bytes, selections).tensor
  }

  /// What the bytes of a file in this format hold, or the part of it that is wanted.
  ///
  /// - Parameters:
  ///   - selections: What is wanted of it, each of what is left by those before.
  ///   - skippedColumns: How many columns of a table are left out at the left.
  func reading(
    from bytes: [UInt8], _ selections: [Selection] = [], skippedColumns: Int = 0
  ) throws(Fault) -> Reading {
    guard !bytes.isEmpty else {
      throw Fault("there is nothing in it", remedy: "give it at least one number")
    }
    try FileFormat.refuseForeign(bytes)
    switch self {
    case .csv, .text:
      // Only the wanted row of a large table is read.
      var rest = selections[...]
      var row: Int?
      if case .row(let index)? = rest.first {
        row = index
        rest.removeFirst()
      }
      return try TextFile.reading(
        from: bytes, isTable: self == .csv, row: row, skippedColumns: skippedColumns
      ).selecting(rest)
    case .json:
      return try array(Reading(tensor: JSONFile.tensor(from: bytes)), selections, skippedColumns)
    case .npy:
      return try array(NPYFile.reading(from: bytes), selections, skippedColumns)
    case .npz, .pytorch, .safetensors, .onnx:
      return try member(of: arrays(in: bytes), selections, skippedColumns)
    case .idx:
      let file = try IDXFile(bytes)
      guard case .item(let index)? = selections.first else {
        return try array(Reading(tensor: file.tensor()), selections, skippedColumns)
      }
      return try array(
        Reading(tensor: file.item(index)), selections.dropFirst(), skippedColumns)
    case .png:
      return try picture(selections, skippedColumns) { channel throws(Fault) in
        Reading(tensor: try PNGFile.tensor(from: bytes, channel: channel), isPicture: true)
      }
    case .jpeg:
      return try picture(selections, skippedColumns) { channel throws(Fault) in
        try JPEGFile.reading(from: bytes, channel: channel)
      }
    }
  }

  /// The arrays by name that the bytes of a file in this format hold; a ZIP archive is NumPy's or
  /// PyTorch's by what is in it.
  func arrays(in bytes: [UInt8]) throws(Fault) -> any NamedArrays {
    try FileFormat.refuseForeign(bytes)
    switch self {
    case .npz, .pytorch:
      let archive = try ZipFile(bytes)
      return PyTorchFile.resembles(archive) ? try PyTorchFile(archive) : try NPZFile(archive)
    case .safetensors: return try SafetensorsFile(bytes)
    case .onnx: return try ONNXFile(bytes)
    default:
      throw Fault(
        "it is no archive of arrays",
        remedy: "give a .npz of numpy.savez, a .safetensors file, a .pth of PyTorch or an .onnx")
    }
  }

  private func array(
    _ reading: Reading, _ selections: some Sequence<Selection>, _ skippedColumns: Int
  ) throws(Fault) -> Reading {
    var reading = try reading.selecting(selections)
    reading.tensor = try reading.tensor.droppingColumns(skippedColumns)
    return reading
  }

  private func member(
    of arrays: any NamedArrays, _ selections: [Selection], _ skippedColumns: Int
  ) throws(Fault) -> Reading {
    var rest = selections[...]
    let reading = try arrays.reading(&rest)
    return try array(reading, rest, skippedColumns)
  }

  private func picture(
    _ selections: [Selection], _ skippedColumns: Int,
    read: (Selection.Channel?) throws(Fault) -> Reading
  ) throws(Fault) -> Reading {
    guard case .channel(let channel)? = selections.first else {
      return try array(read(nil), selections, skippedColumns)
    }
    return try array(read(channel), selections.dropFirst(), skippedColumns)
  }

  /// Refuses common formats that are not read, by name rather than by their first odd byte.
  private static func refuseForeign(_ bytes: [UInt8]) throws(Fault) {
    for (signature, name, remedy) in foreign where bytes.starts(with: signature) {
      throw Fault("it is \(name)", at: [.byte(0)], remedy: remedy)
    }
  }

  private static let foreign: [(signature: [UInt8], name: String, remedy: String)] = [
    ([0x1F, 0x8B], "compressed with gzip", "unpack it first with gunzip"),
    (Array("GIF8".utf8), "a GIF image", "save it as PNG"),
    (Array("RIFF".utf8), "a RIFF file such as WebP", "save it as PNG"),
    (Array("%PDF".utf8), "a PDF document", "save the image as PNG"),
    (Array("II*\0".utf8), "a TIFF image", "save it as PNG"),
    (Array("MM\0*".utf8), "a TIFF image", "save it as PNG"),
    (
      [0x89] + Array("HDF".utf8), "an HDF5 file",
      "write its arrays with numpy.savez; of Keras, "
        + KerasFile.remedy
    ),
    (Array("MATLAB 5.0".utf8), "a MATLAB file", "write its matrix with writematrix, as .csv"),
    (
      legacyPyTorch, "a file of PyTorch before 1.6",
      "write it again with a later PyTorch: torch.save(torch.load(\"w.pth\"), \"w.pth\")"
    ),
    ([0x80, 2], "a Python pickle", "write its arrays with numpy.savez"),
    ([0x80, 3], "a Python pickle", "write its arrays with numpy.savez"),
    ([0x80, 4], "a Python pickle", "write its arrays with numpy.savez"),
    ([0x80, 5], "a Python pickle", "write its arrays with numpy.savez"),
    ([0xFF, 0xFE], "UTF-16 text", "save it as UTF-8"),
    ([0xFE, 0xFF], "UTF-16 text", "save it as UTF-8"),
  ]
  /// The pickled number that files of PyTorch began with before they were ZIP archives.
  private static let legacyPyTorch: [UInt8] = [
    0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
  ]
}
