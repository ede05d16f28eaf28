import Neural

/// Pictures and what each of them shows, as a class from 0: what a network learns from.
public struct LabelledImages: Sendable, Equatable {
  /// The pictures, [items, rows, columns] or [items, …].
  public let images: Tensor
  /// The class of each picture.
  public let labels: [Int]
  /// What the pixels are divided by to lie in 0 … 1: 255 for bytes as they lie in a file.
  public let divisor: Double

  /// The handwritten digits that come with the program: 1,797 pictures of 8 × 8 pixels, 0 … 1.
  ///
  /// Source: E. Alpaydin and C. Kaynak, *Optical Recognition of Handwritten Digits* (1998).
  public static func digits() throws(DataError) -> LabelledImages {
    var values: [Double] = []
    var labels: [Int] = []
    var shape: [Int] = []
    do throws(Fault) {
      for index in 0..<Digits.count {
        let item = try Digits.item(index)
        values += item.image.values
        labels.append(item.label)
        shape = item.image.shape
      }
      return LabelledImages(
        images: try Tensor(reading: [labels.count] + shape, values), labels: labels, divisor: 1)
    } catch { throw error.error(role: "digits", source: "digits") }
  }

  /// The pictures of an IDX file with the labels of another, each compressed with gzip or not, as
  /// MNIST and its relatives come.
  ///
  /// - Throws: ``DataError`` where a file is not there or is none of IDX, labels are no whole numbers
  ///   from 0, or there is not one for each picture.
  public init(images path: String, labels labelPath: String) throws(DataError) {
    let images = try LabelledImages.file(path, role: "images")
    do throws(Fault) {
      guard images.shape.count > 1 else {
        throw Fault(
          "it has one dimension only", remedy: "give the images first and the labels second")
      }
      (self.images, divisor) = (try images.tensor(), images.holdsBytes ? 255 : 1)
    } catch { throw error.error(role: "images", source: path) }
    let file = try LabelledImages.file(labelPath, role: "labels")
    do throws(Fault) {
      labels = try LabelledImages.labels(of: file, count: images.shape[0])
    } catch { throw error.error(role: "labels", source: labelPath) }
  }

  private init(images: Tensor, labels: [Int], divisor: Double) {
    (self.images, self.labels, self.divisor) = (images, labels, divisor)
  }

  private static func file(_ path: String, role: String) throws(DataError) -> IDXFile {
    do throws(Fault) {
      let bytes = try FileBytes.read(path)
      return try IDXFile(
        bytes.starts(with: GzipFile.signature) ? GzipFile.unpacked(bytes) : bytes)
    } catch { throw error.error(role: role, source: path) }
  }

  private static func labels(of file: IDXFile, count: Int) throws(Fault) -> [Int] {
    guard file.shape.count == 1 else {
      throw Fault(
        "it has \(file.shape.count) dimensions", remedy: "labels are a list, one for each image")
    }
    guard file.shape[0] == count else {
      throw Fault(
        "it has \(file.shape[0]) labels for \(count) images",
        remedy: "give the labels that belong to the images")
    }
    var labels: [Int] = []
    for (index, value) in try file.tensor().values.enumerated() {
      guard let label = Int(exactly: value), label >= 0 else {
        throw Fault(
          "the label is \(value)", at: [.element([index])],
          remedy: "a label is a whole number of 0 or more")
      }
      labels.append(label)
    }
    return labels
  }
}
