import Neural

/// PyTorch's format since 1.6: a ZIP archive with a pickle, `data.pkl`, that tells the tensors, and a
/// record `data/0`, … for the values of each storage, little-endian.
///
/// Names are those of the dictionary; those of a dictionary within one follow behind a dot. Of a
/// checkpoint that keeps more than the network, the network's part is taken: what stands under
/// `state_dict`, `model_state_dict` or `model`. Types float16, bfloat16, float32, float64, bool and the
/// integers. Several tensors may share a storage, in any strides.
/// Source: the module `torch.serialization` of PyTorch.
struct PyTorchFile: NamedArrays {
  private let archive: ZipFile
  private let folder: String
  let names: [String]
  private let views: [String: Pickle.TensorView]
  private let records: [String: ZipFile.Entry]
  private let isBigEndian: Bool

  /// The record that every such archive has, in a folder of any name.
  private static let pickle = "data.pkl"
  /// The keys under which checkpoints keep the network, the likeliest first.
  private static let networkKeys = [
    "state_dict", "model_state_dict", "model", "net", "network", "params",
  ]
  /// The longest pickle that is read.
  private static let longestPickle = 1 << 26
  /// The most dictionaries in dictionaries.
  private static let deepest = 16

  /// Whether the names of an archive's entries are those of a file of PyTorch.
  static func resembles(_ archive: ZipFile) -> Bool { folder(of: archive) != nil }

  private static func folder(of archive: ZipFile) -> String? {
    archive.entries.lazy.map(\.name).first { name in
      name == pickle || name.hasSuffix("/" + pickle)
    }.map { String($0.dropLast(pickle.count)) }
  }

  /// The file whose pickle has been read.
  ///
  /// - Throws: ``Fault`` where it holds anything but tensors in dictionaries and lists.
  init(_ archive: ZipFile) throws(Fault) {
    guard let folder = PyTorchFile.folder(of: archive),
      let entry = archive.entries.first(where: { $0.name == folder + PyTorchFile.pickle })
    else { throw Fault("it has no data.pkl", remedy: Pickle.remedy) }
    if archive.entries.contains(where: { $0.name == folder + "constants.pkl" }) {
      throw Fault(
        "it is a TorchScript program, which holds code", at: [.array(folder + "constants.pkl")],
        remedy: Pickle.remedy)
    }
    let bytes = try archive.content(of: entry, first: PyTorchFile.longestPickle + 1)
    guard bytes.count <= PyTorchFile.longestPickle else {
      throw Fault(
        "its pickle is longer than \(PyTorchFile.longestPickle) bytes", remedy: Pickle.remedy)
    }
    let pickle: Pickle
    do throws(Fault) {
      pickle = try Pickle(bytes)
    } catch {
      var fault = error
      fault.location.insert(.array(PyTorchFile.pickle), at: 0)
      throw fault
    }
    var order = ""
    if let entry = archive.entries.first(where: { $0.name == folder + "byteorder" }) {
      order = String(decoding: try archive.content(of: entry, first: 16), as: UTF8.self)
    }
    isBigEndian = order == "big"
    (self.archive, self.folder) = (archive, folder)
    (names, views) = PyTorchFile.arrays(of: pickle)
    records = Dictionary(archive.entries.map { ($0.name, $0) }) { first, _ in first }
    guard !names.isEmpty else {
      throw Fault("there is no tensor in it", remedy: Pickle.remedy)
    }
  }

  func shape(of name: String) -> [Int]? { views[name]?.shape }

  func reading(of name: String) throws(Fault) -> Reading {
    guard let view = views[name] else { throw missing(name) }
    let type = try PyTorchFile.type(of: view)
    let count = try Tensor.declaredCount(of: view.shape)
    let record = folder + "data/" + view.storage.key
    guard let entry = records[record] else {
      throw Fault(
        "its values, \(record.quoted(limit: 64)), are not in the file", remedy: "copy it again")
    }
    let bytes = try archive.content(of: entry)
    let stored = bytes.count / type.size
    // What shares numbers may have more elements than there are numbers, but not without end.
    guard view.strides.count == view.shape.count, view.strides.allSatisfy({ $0 >= 0 }),
      view.offset >= 0, count <= stored + PyTorchFile.mostRepeated,
      let last = PyTorchFile.last(of: view), last < stored
    else {
      throw Fault(
        "\(Tensor.describe(view.shape)) elements in strides \(view.strides) from \(view.offset) on "
          + "do not lie within the \(stored) values of its storage",
        remedy: "save it again, with .contiguous()")
    }
    let values = type.values(in: bytes, 0..<(stored * type.size), isBigEndian: isBigEndian)
    return Reading(
      tensor: try Tensor(reading: view.shape, PyTorchFile.gathered(values, view, count)))
  }

  /// How many elements more than its storage has a tensor may have.
  private static let mostRepeated = 1 << 20

  private static func type(of view: Pickle.TensorView) throws(Fault) -> ElementType {
    let type =
      if let name = view.type { TorchType.element(named: name) } else {
        TorchType.element(ofStorage: view.storage.type)
      }
    guard let type else {
      throw Fault(
        "the type \((view.type ?? view.storage.type).quoted(limit: 48)) cannot be read",
        remedy: "save it as float16, bfloat16, float32, float64 or an integer")
    }
    return type
  }

  /// The number in the storage of the last element; nil where it is beyond any storage.
  private static func last(of view: Pickle.TensorView) -> Int? {
    var last = view.offset
    for (length, stride) in zip(view.shape, view.strides) {
      let (step, overflow) = (length - 1).multipliedReportingOverflow(by: stride)
      let (sum, beyond) = last.addingReportingOverflow(step)
      if overflow || beyond { return nil }
      last = sum
    }
    return last
  }

  /// The elements of a tensor in row order.
  private static func gathered(
    _ values: [Double], _ view: Pickle.TensorView, _ count: Int
  ) -> [Double] {
    var contiguous = 1
    var isContiguous = true
    for (length, stride) in zip(view.shape, view.strides).reversed() {
      isContiguous = isContiguous && (length == 1 || stride == contiguous)
      contiguous *= length
    }
    if isContiguous { return Array(values[view.offset..<(view.offset + count)]) }
    var gathered: [Double] = []
    gathered.reserveCapacity(count)
    var indices = [Int](repeating: 0, count: view.shape.count)
    var place = view.offset
    for _ in 0..<count {
      gathered.append(values[place])
      for dimension in indices.indices.reversed() {
        indices[dimension] += 1
        place += view.strides[dimension]
        if indices[dimension] < view.shape[dimension] { break }
        place -= view.strides[dimension] * view.shape[dimension]
        indices[dimension] = 0
      }
    }
    return gathered
  }
}

// MARK: Which tensors there are

extension PyTorchFile {
  /// The tensors of a pickle by name.
  private static func arrays(
    of pickle: Pickle
  ) -> (names: [String], views: [String: Pickle.TensorView]) {
    var collector = Collector(pickle: pickle)
    collector.collect(network(in: pickle.root, of: pickle, depth: 0), as: "", depth: 0)
    return (collector.names, collector.views)
  }

  /// The part of a checkpoint that holds the network's tensors: a dictionary that has none itself but
  /// has another under one of the usual keys stands for that one.
  private static func network(
    in value: Pickle.Value, of pickle: Pickle, depth: Int
  ) -> Pickle.Value {
    guard case .dictionary(let number) = value, depth < deepest else { return value }
    let entries = pickle.dictionary(number)
    for entry in entries { if case .tensor = entry.value { return value } }
    for key in networkKeys {
      for entry in entries {
        guard case .text(key) = entry.key, case .dictionary = entry.value else { continue }
        let inner = network(in: entry.value, of: pickle, depth: depth + 1)
        var collector = Collector(pickle: pickle)
        collector.collect(inner, as: "", depth: 0)
        if !collector.names.isEmpty { return inner }
      }
    }
    return value
  }

  /// Walks through dictionaries and lists.
  private struct Collector {
    let pickle: Pickle
    private(set) var names: [String] = []
    private(set) var views: [String: Pickle.TensorView] = [:]
    private var visits = 0

    init(pickle: Pickle) { self.pickle = pickle }

    /// The most values that are looked at: a list that is in a list many times is walked as often.
    private static let mostVisits = 1 << 20

    mutating func collect(_ value: Pickle.Value, as name: String, depth: Int) {
      visits += 1
      guard depth <= deepest, visits <= Collector.mostVisits else { return }
      let prefix = name.isEmpty ? "" : name + "."
      switch value {
      case .tensor(let number):
        // The last of several entries of one key is the one that Python keeps.
        let name = name.isEmpty ? "tensor" : name
        if views.updateValue(pickle.tensor(number), forKey: name) == nil { names.append(name) }
      case .dictionary(let number):
        for entry in pickle.dictionary(number) {
          switch entry.key {
          case .text(let key): collect(entry.value, as: prefix + key, depth: depth + 1)
          case .whole(let key): collect(entry.value, as: "\(prefix)\(key)", depth: depth + 1)
          default: continue
          }
        }
      case .list(let number):
        for (index, element) in pickle.list(number).enumerated() {
          collect(element, as: "\(prefix)\(index)", depth: depth + 1)
        }
      default: break
      }
    }
  }
}
