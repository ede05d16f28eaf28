import CCairo

/// Why a scene could not be turned into a file.
public struct RenderError: Error, Equatable, CustomStringConvertible {
  /// What went wrong, in one line.
  public let description: String

  init(_ description: String) {
    self.description = description
  }

  /// Throws unless cairo says that all went well.
  static func check(_ status: cairo_status_t, _ action: String) throws(RenderError) {
    guard status != CAIRO_STATUS_SUCCESS else { return }
    throw RenderError("\(action): \(String(cString: cairo_status_to_string(status)))")
  }
}
