import CCairo
import CairoBackend
import Drawing
import Figures
import Foundation
import Neural

/// The speed of writing PNG files, and of cairo's own writer on the same pixels.
enum Pictures {
  static func run() throws {
    let pass = try Main.pass().forward
    let run = try Network(layer: pass.layer, inputShape: pass.input.shape).forward(pass.input)
    for name in ["feature-map", "step", "chaining"] {
      let style = FigureStyle(metrics: PangoMetrics())
      guard let figure = Catalogue.figure(named: name),
        let draw = figure.drawing(of: Exhibit(run))
      else { continue }
      try measure(name, draw(Focus(step: 312), style))
    }
  }

  private static func measure(_ name: String, _ scene: Scene) throws {
    let renderer = PNGRenderer()
    let bytes = try renderer.render(scene)
    guard let surface = surface(of: bytes) else { return print("cairo cannot read \(name)") }
    defer { cairo_surface_destroy(surface) }
    let width = cairo_image_surface_get_width(surface)
    let pixels = Double(width * cairo_image_surface_get_height(surface)) / 1e6
    var size = 0
    try Main.report("writing PNG, \(name)", pixels, "million pixels/s") {
      size = try renderer.encode(surface, scene).count
    }
    print("", size, "bytes")
    var length = 0
    Main.report("cairo's writer, the same pixels", pixels, "million pixels/s") {
      length = 0
      cairo_surface_write_to_png_stream(
        surface,
        { length, _, count in
          length?.assumingMemoryBound(to: Int.self).pointee += Int(count)
          return CAIRO_STATUS_SUCCESS
        }, &length)
    }
    print("", length, "bytes")
  }

  /// The pixels of a PNG file.
  private static func surface(of bytes: [UInt8]) -> OpaquePointer? {
    var rest = bytes[...]
    let surface = withUnsafeMutablePointer(to: &rest) { rest in
      cairo_image_surface_create_from_png_stream(
        { rest, target, count in
          guard let rest = rest?.assumingMemoryBound(to: ArraySlice<UInt8>.self), let target,
            rest.pointee.count >= Int(count)
          else { return CAIRO_STATUS_READ_ERROR }
          let part = rest.pointee.prefix(Int(count))
          UnsafeMutableRawBufferPointer(start: target, count: part.count).copyBytes(from: part)
          rest.pointee = rest.pointee.dropFirst(Int(count))
          return CAIRO_STATUS_SUCCESS
        }, rest)
    }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else { return nil }
    return surface
  }
}
