import ArrayFiles
import Neural

/// Reads files of parameters: tensors by name.
enum ParameterFile {
  /// The tensors of a file by name.
  ///
  /// - Throws: ``ModelError`` where it is not there, or is no file of tensors by name.
  static func tensors(at path: String) throws(ModelError) -> [String: Tensor] {
    throw ModelError(.malformed, ["'\(path)': files of parameters are not read yet"])
  }
}
