import Foundation
import Neural

/// The handwritten digits that come with the program: 1,797 images of 8 × 8 pixels.
///
/// Their values 0 … 16 become 0 … 1, exactly. The files are opened only when a digit is asked for.
/// Source: E. Alpaydin and C. Kaynak, *Optical Recognition of Handwritten Digits* (1998), CC BY 4.0.
enum Digits {
  /// Image `index`, from 0, among those of a digit 0 … 9, as [8, 8].
  static func image(of digit: Int, index: Int) throws(Fault) -> Tensor {
    try image(of: digit, index: index, in: folder())
  }

  /// The same from a given folder.
  static func image(of digit: Int, index: Int, in folder: URL) throws(Fault) -> Tensor {
    let labels = try file("digits-labels.idx1-ubyte", in: folder).tensor()
    let items = labels.values.indices.filter { labels.values[$0] == Double(digit) }
    guard index < items.count else {
      throw Fault(
        "there are only \(items.count) images of the digit \(digit)",
        remedy: "write digit:\(digit)#0 to digit:\(digit)#\(items.count - 1)")
    }
    let image = try file("digits-images.idx3-ubyte", in: folder).item(items[index])
    return try Tensor(reading: image.shape, image.values.map { $0 / 16 })
  }

  private static func file(_ name: String, in folder: URL) throws(Fault) -> IDXFile {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(folder.appendingPathComponent(name).path)
    } catch {
      throw notInstalled
    }
    return try IDXFile(bytes)
  }

  private static var notInstalled: Fault {
    Fault(
      "the digits are not installed",
      remedy: "put the folder ConvLens_ArrayFiles.resources beside the program, "
        + "into \(Bundle.main.bundleURL.path)", kind: .missing)
  }

  /// The folder of the digits: in the resource bundle beside the program, or, while developing,
  /// in the sources that it was built from.
  ///
  /// `Bundle.module` is not used because it ends the program where the bundle is not found.
  private static func folder() throws(Fault) -> URL {
    let beside = [Bundle.main.bundleURL, Bundle.main.resourceURL].compactMap { $0 }
    let bundles = beside.flatMap { folder in
      ["ConvLens_ArrayFiles.resources", "ConvLens_ArrayFiles.bundle"].map {
        folder.appendingPathComponent($0)
      }
    }
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Resources")
    for folder in (bundles + [sources]).map({ $0.appendingPathComponent("Digits") })
    where FileManager.default.fileExists(atPath: folder.path) {
      return folder
    }
    throw notInstalled
  }
}
