/// Files that hold something else than numbers, read with the bounds and in the words of the others.
public enum InputFile {
  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - role: What it is for, as the messages name it.
  /// - Throws: ``DataError`` where it is not there, or too large.
  public static func bytes(at path: String, as role: String) throws(DataError) -> [UInt8] {
    do {
      return try FileBytes.read(path)
    } catch {
      throw error.error(role: role, source: path)
    }
  }
}
