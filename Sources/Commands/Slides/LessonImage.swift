import ArrayFiles
import CairoBackend
import Documents
import Drawing
import Lectures

extension Raster {
  /// The picture of a file for slides.
  ///
  /// A small picture is drawings of pixels, which stay sharp; a large one is a photograph. Where the
  /// file as it is would look otherwise than the pixels, the raster brings a new one.
  ///
  /// - Throws: ``DataError`` where the file cannot be read.
  init(at path: String) throws(DataError) {
    let picture = try PictureFile(at: path, as: "image")
    let isSmooth = max(picture.width, picture.height) > Raster.sharpest
    var file = picture.bytes.map { File(picture.format == .png ? .png : .jpeg, bytes: $0) }
    if file == nil {
      let size = Size(Double(picture.width), Double(picture.height))
      let raster = Raster(width: picture.width, height: picture.height, pixels: picture.pixels)
      let scene = Scene(
        size: size, background: .white, title: "", description: "",
        items: [.image(raster, in: Rectangle(origin: .zero, size: size))])
      file = (try? PNGRenderer(scale: 1).render(scene)).map { File(.png, bytes: $0) }
    }
    self.init(
      width: picture.width, height: picture.height, pixels: picture.pixels, isSmooth: isSmooth,
      file: file)
  }

  /// The longest side, in pixels, of a picture whose pixels stay sharp.
  private static let sharpest = 64
}
