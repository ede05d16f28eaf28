import Neural

/// Arrays by their names: NumPy's `.npz`, `.safetensors`, PyTorch's `.pth`, or the initialisers of an
/// `.onnx`, compressed with gzip or not.
///
/// The weights of a network are kept so, under PyTorch's names:
///
///     let archive = try ArrayArchive(path: "vgg16.safetensors")
///     let weight = try archive.tensor(named: "features.0.weight")   // [64, 3, 3, 3]
///
/// An array is read when it is asked for.
public struct ArrayArchive: Sendable {
  private let arrays: any NamedArrays
  private let source: String
  private let role: String

  /// The archive in a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - role: What it is for, as the messages name it.
  /// - Throws: ``DataError`` where it is not there, or is none of these.
  public init(path: String, role: String = "parameters") throws(DataError) {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path)
    } catch {
      throw error.error(role: role, source: path)
    }
    try self.init(bytes, source: path, role: role)
  }

  /// The archive that bytes are, of a source as the messages name it.
  ///
  /// - Throws: ``DataError`` where they are none of these.
  public init(
    _ bytes: [UInt8], source: String, role: String = "parameters"
  ) throws(DataError) {
    self.source = source
    self.role = role
    do throws(Fault) {
      let plain = bytes.starts(with: GzipFile.signature) ? try GzipFile.unpacked(bytes) : bytes
      arrays = try FileFormat(of: plain, path: source).arrays(in: plain)
    } catch {
      throw error.error(role: role, source: source)
    }
  }

  /// The names of the arrays, in the order of the file: that of an `.npz` or a `.pth` as it
  /// was written, that of a `.safetensors` as the values lie.
  public var names: [String] { arrays.names }

  /// The shape of an array as its header declares it, empty for a scalar; nil where there is no such
  /// array, or its header cannot be read.
  public func shape(of name: String) -> [Int]? { arrays.shape(of: name) }

  /// An array; a scalar is 1 × 1.
  ///
  /// - Throws: ``DataError`` where there is none of that name, its type is not read, or a value is
  ///   not finite.
  public func tensor(named name: String) throws(DataError) -> Tensor {
    do {
      return try arrays.place(name).tensor
    } catch {
      throw error.error(role: role, source: source)
    }
  }

  /// All arrays.
  ///
  /// - Throws: ``DataError`` at the first that cannot be read.
  public func tensors() throws(DataError) -> NamedTensors {
    var tensors: [NamedTensor] = []
    for name in names {
      tensors.append(NamedTensor(TensorName(rawValue: name), try tensor(named: name)))
    }
    return NamedTensors(tensors)
  }
}
