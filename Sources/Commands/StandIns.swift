// Temporary: goes when the other branches are merged.
import Drawing
import Neural
struct DataError: Error {
  enum Kind { case missing, malformed }
  var kind: Kind; var description: String
}
struct TensorSource {
  var argument: String
  init(_ a: String) { argument = a }
  var name: String { argument }
  func read(as role: String, standardInput: () throws -> [UInt8]) throws(DataError) -> Tensor {
    let rows = argument.split(separator: ";").map {
      $0.split(separator: " ").compactMap { Double($0) }
    }
    do { return try Tensor(rows: rows) } catch {
      throw DataError(kind: .malformed, description: error.description)
    }
  }
}
struct SVGRenderer { init(fonts: Int) {}; func render(_ s: Scene) -> String { "<svg/>" } }
func HarfBuzzSubsetter() -> Int { 0 }
struct PDFRenderer { func render(_ s: [Scene]) throws -> [UInt8] { Array("%PDF".utf8) } }
extension PangoMetrics { static func missingFonts() -> [MissingFont] { [] } }
import CairoBackend
enum TraceEncoding { case json, jsonLines }
struct TraceWriter {
  var encoding: TraceEncoding
  func write(_ p: Convolution.ForwardPass, to d: Destination, console: Console) throws {
    try d.write(Array("{}".utf8), console: console)
  }
}
extension TensorSource {
  static var samples: [(name: String, summary: String)] { [("digit:7", "x")] }
}
