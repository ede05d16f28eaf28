import ArrayFiles
import Neural

/// Reads files of parameters: tensors by name, as NumPy's `.npz` and `.safetensors` have them.
enum ParameterFile {
  /// The tensors of a file by name.
  ///
  /// - Throws: ``ModelError`` where it is not there, holds no tensors by name, or one of them cannot
  ///   be read.
  static func tensors(at path: String) throws(ModelError) -> [String: Tensor] {
    do {
      let archive = try ArrayArchive(path: path)
      var tensors: [String: Tensor] = [:]
      for name in archive.names { tensors[name] = try archive.tensor(named: name) }
      return tensors
    } catch {
      throw ModelError(error.kind, [error.description])
    }
  }
}
