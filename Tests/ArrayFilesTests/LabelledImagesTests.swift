import Foundation
import Neural
import Testing

@testable import ArrayFiles

@Suite struct LabelledImagesTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "convlens-labelled-\(UUID().uuidString)", directoryHint: .isDirectory)

  /// Writes files of the given bytes and calls a body with their paths.
  private func withFiles(_ files: [[UInt8]], _ body: ([String]) throws -> Void) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var paths: [String] = []
    for (number, bytes) in files.enumerated() {
      let url = folder.appending(path: "file\(number)")
      try Data(bytes).write(to: url)
      paths.append(url.path)
    }
    try body(paths)
  }

  private static let images: [UInt8] =
    [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2] + [0, 255, 51, 102]
  private static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3]

  @Test("Bytes of IDX files stay as they lie, and say what they are divided by")
  func bytes() throws {
    try withFiles([Self.images, Self.labels]) { paths in
      let data = try LabelledImages(images: paths[0], labels: paths[1])
      #expect(data.images == (try Tensor(shape: [2, 1, 2], values: [0, 255, 51, 102])))
      #expect(data.labels == [7, 3])
      #expect(data.divisor == 255)
    }
  }

  @Test("Files compressed with gzip are read as the others")
  func gzip() throws {
    try withFiles([compressed(Self.images), compressed(Self.labels)]) { paths in
      let data = try LabelledImages(images: paths[0], labels: paths[1])
      #expect(data.images.values == [0, 255, 51, 102])
      #expect(data.labels == [7, 3])
    }
  }

  @Test("The digits are 1,797, beginning with 0 to 9, from 0 to 1")
  func digits() throws {
    let digits = try LabelledImages.digits()
    #expect(digits.images.shape == [1797, 8, 8])
    #expect(digits.labels.prefix(10) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    #expect(digits.images.values.max() == 1)
    #expect(digits.divisor == 1)
  }

  @Test("Wrong files are refused, each in its role")
  func refusals() throws {
    let three: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 3, 7, 3, 1]
    let halves: [UInt8] = [0, 0, 0x0D, 1, 0, 0, 0, 2, 0x3F, 0, 0, 0, 0x3F, 0x80, 0, 0]
    try withFiles([Self.images, Self.labels, three, halves, [1, 2, 3, 4]]) { paths in
      func problem(_ images: Int, _ labels: Int) -> String {
        do {
          _ = try LabelledImages(images: paths[images], labels: paths[labels])
          return ""
        } catch { return "\(error.role): \(error.problem)" }
      }
      #expect(problem(1, 1) == "images: it has one dimension only")
      #expect(problem(0, 0) == "labels: it has 3 dimensions")
      #expect(problem(0, 2) == "labels: it has 3 labels for 2 images")
      #expect(problem(0, 3) == "labels: the label is 0.5")
      #expect(problem(4, 1) == "images: it does not begin as an IDX file")
    }
    #expect(throws: DataError.self) { try LabelledImages(images: "/none", labels: "/none") }
  }
}
