import CCairo
import CPNG
import Drawing

/// Renders scenes as PNG files: opaque, 8 bits a channel, text as filled outlines.
///
/// The file carries the scene's title and description and its physical size.
public struct PNGRenderer: Sendable {
  /// The number of pixels that a page unit takes.
  public let scale: Double

  /// A renderer; at the scale of 1.5 a page of 1280 × 720 units has 1920 × 1080 pixels.
  public init(scale: Double = 1.5) {
    self.scale = scale
  }

  /// The bytes of a PNG file that shows the scene.
  ///
  /// - Throws: ``RenderError`` where the picture has no pixels or is too big for the memory.
  public func render(_ scene: Scene) throws(RenderError) -> [UInt8] {
    let width = (scene.size.width * scale).rounded()
    let height = (scene.size.height * scale).rounded()
    guard width >= 1, height >= 1, width <= 32_767, height <= 32_767 else {
      func text(_ side: Double) -> String { Int(exactly: side).map(String.init) ?? "\(side)" }
      throw RenderError(
        "a picture must have from 1 to 32767 pixels a side, not \(text(width)) × \(text(height))")
    }
    let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
    defer { cairo_surface_destroy(surface) }
    try RenderError.check(cairo_surface_status(surface), "making room for the picture")
    guard let surface else { throw RenderError("making room for the picture: no surface") }
    let canvas = Canvas(surface, painter: OutlinePainter(), grid: PixelGrid(scale: scale))
    try canvas.draw(scene, unit: scale)
    cairo_surface_flush(surface)
    return try encode(surface, scene)
  }

  /// The bytes of a PNG file with a surface's pixels and a scene's words; for the benchmark.
  package func encode(_ surface: OpaquePointer, _ scene: Scene) throws(RenderError) -> [UInt8] {
    var output = convlens_png_output()
    let written = scene.title.withCString { title in
      scene.description.withCString { description in
        var picture = convlens_png_picture()
        picture.width = UInt32(cairo_image_surface_get_width(surface))
        picture.height = UInt32(cairo_image_surface_get_height(surface))
        picture.pixels = UnsafePointer(cairo_image_surface_get_data(surface))
        picture.stride = Int(cairo_image_surface_get_stride(surface))
        picture.pixels_per_metre = UInt32((96 * scale / 0.0254).rounded())
        picture.title = title
        picture.description = description
        return convlens_png_write(&picture, &output)
      }
    }
    defer { convlens_png_release(&output) }
    guard written != 0 else {
      let message = withUnsafeBytes(of: output.message) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw RenderError("writing the PNG file: \(message)")
    }
    return Array(UnsafeBufferPointer(start: output.bytes, count: output.count))
  }
}
