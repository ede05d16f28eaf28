import Neural

@testable import ArrayFiles

/// What a reader refuses its bytes with, as the user sees it behind `input “file”`; nil where it
/// reads them.
func message(_ read: () throws -> Tensor) -> String? {
  do {
    _ = try read()
    return nil
  } catch let fault as Fault {
    return String(fault.error(role: "input", source: "file").description.dropFirst(12))
  } catch {
    return "\(error)"
  }
}
