import ArgumentParser
import CairoBackend
import Drawing
import MarkupBackend

/// The formats that a picture can be written in.
enum PictureFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
  case png, pdf, svg

  /// Whether the bytes would garble a terminal.
  var isBinary: Bool { self != .svg }

  /// The bytes of a picture of one scene.
  func bytes(of scene: Scene, resolution: Resolution) throws(Failure) -> [UInt8] {
    switch self {
    case .png:
      return try PictureFormat.png(of: scene, scale: resolution.scale)
    case .pdf:
      return try PictureFormat.pdf(of: [scene])
    case .svg:
      return Array(SVGRenderer(fonts: HarfBuzzSubsetter()).render(scene).utf8)
    }
  }

  /// The bytes of a PNG file with `scale` pixels for each page unit.
  static func png(of scene: Scene, scale: Double) throws(Failure) -> [UInt8] {
    do {
      return try PNGRenderer(scale: scale).render(scene)
    } catch {
      throw Failure(.cannotCreate, error.description)
    }
  }

  /// The bytes of a PDF document with a page for each scene.
  static func pdf(of scenes: [Scene]) throws(Failure) -> [UInt8] {
    do {
      return try PDFRenderer().render(scenes)
    } catch {
      throw Failure(.cannotCreate, "\(error)")
    }
  }
}

/// How many pixels a picture has: once or twice 1920 × 1080 for a page of 16:9.
enum Resolution: Int, CaseIterable, Sendable, ExpressibleByArgument {
  case single = 1
  case double = 2

  /// Pixels for each page unit.
  var scale: Double { 1.5 * Double(rawValue) }
}
