import CCairo
import Drawing

extension Raster {
  /// The raster with each pixel repeated in both directions, as often as its longer side stays
  /// within `length`, and 16 times at most.
  func enlarged(toward length: Int) -> Raster {
    let factor = min(length / max(width, height, 1), 16)
    guard factor > 1 else { return self }
    var enlarged: [UInt8] = []
    enlarged.reserveCapacity(pixels.count * factor * factor)
    for row in 0..<height {
      let start = enlarged.count
      for column in 0..<width {
        let index = 3 * (row * width + column)
        for _ in 0..<factor { enlarged += pixels[index..<index + 3] }
      }
      let line = Array(enlarged[start...])
      for _ in 1..<factor { enlarged += line }
    }
    return Raster(width: width * factor, height: height * factor, pixels: enlarged)
  }
}

/// A new surface with a raster's pixels; an error is kept in the surface.
func cairo_image_surface_create(_ raster: Raster) -> OpaquePointer? {
  let surface = cairo_image_surface_create(
    CAIRO_FORMAT_RGB24, Int32(clamping: raster.width), Int32(clamping: raster.height))
  guard let bytes = cairo_image_surface_get_data(surface) else { return surface }
  let stride = Int(cairo_image_surface_get_stride(surface))
  raster.pixels.withUnsafeBufferPointer { source in
    for row in 0..<raster.height {
      let line = UnsafeMutableRawPointer(bytes + row * stride)
      for column in 0..<raster.width {
        let index = 3 * (row * raster.width + column)
        let color =
          UInt32(source[index]) << 16 | UInt32(source[index + 1]) << 8 | UInt32(source[index + 2])
        line.storeBytes(of: color, toByteOffset: 4 * column, as: UInt32.self)
      }
    }
  }
  cairo_surface_mark_dirty(surface)
  if let file = raster.file, file.kind == .jpeg { attach(file, to: surface) }
  return surface
}

/// Gives a surface the file of its picture, which a PDF file then holds as it is.
private func attach(_ file: Raster.File, to surface: OpaquePointer?) {
  let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: file.bytes.count)
  bytes.initialize(from: file.bytes, count: file.bytes.count)
  let status = cairo_surface_set_mime_data(
    surface, CAIRO_MIME_TYPE_JPEG, bytes, UInt(file.bytes.count),
    { $0?.deallocate() }, bytes)
  // The surface shows the pixels then.
  if status != CAIRO_STATUS_SUCCESS { bytes.deallocate() }
}
