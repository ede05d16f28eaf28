import ArrayFiles
import Neural

/// Reads files of parameters: tensors by name, as NumPy's `.npz`, `.safetensors` and PyTorch's `.pth` have
/// them.
enum ParameterFile {
  /// The most numbers of all tensors of a file together.
  private static let mostNumbers = 1 << 28

  /// What a file is that holds parameters and is given as a network; nil where it is something else.
  static func foreignNetwork(_ bytes: [UInt8]) -> String? {
    let beginnings: [(beginning: [UInt8], name: String)] = [
      (Array("PK".utf8) + [3, 4], "a ZIP archive, as .npz and .pth are"),
      ([0x80, 2], "a Python pickle"), ([0x89] + Array("HDF".utf8), "an HDF5 file"),
      ([0x93] + Array("NUMPY".utf8), "a NumPy array"),
    ]
    return beginnings.first { bytes.starts(with: $0.beginning) }?.name
  }

  /// The tensors of a file by name.
  ///
  /// - Throws: ``ModelError`` where it is not there, holds no tensors by name, or one of them cannot
  ///   be read.
  static func tensors(at path: String) throws(ModelError) -> [String: Tensor] {
    do throws(DataError) {
      let archive = try ArrayArchive(path: path)
      var tensors: [String: Tensor] = [:]
      var count = 0
      for name in archive.names {
        let tensor = try archive.tensor(named: name)
        count += tensor.count
        guard count <= mostNumbers else {
          throw DataError(
            kind: .malformed, role: "parameters", source: path,
            problem: "its tensors have more than \(mostNumbers) numbers",
            remedy: "use a smaller network")
        }
        tensors[name] = tensor
      }
      return tensors
    } catch {
      throw ModelError(error.kind, [error.description])
    }
  }
}
