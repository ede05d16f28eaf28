import ArgumentParser
import ArrayFiles
import Neural
import Training

/// What a network learns from, as a user names it: `digits`, or a file of images and one of labels.
enum TrainingData: Equatable, Sendable {
  /// The handwritten digits that come with the program.
  case digits
  /// Two IDX files.
  case files(images: String, labels: String)

  /// The digits that are learnt from; the others, by other writers, are held out.
  static let digitsToLearn = 1500

  /// The data that an argument names.
  ///
  /// - Throws: `ValidationError` where it names none.
  static func parse(_ argument: String) throws -> TrainingData {
    if argument == "digits" { return .digits }
    let paths = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard paths.count == 2, paths.allSatisfy({ !$0.isEmpty }) else {
      throw ValidationError(
        "give digits, or two files with a comma between them, IMAGES.idx3-ubyte,LABELS.idx1-ubyte")
    }
    return .files(images: paths[0], labels: paths[1])
  }

  /// The data with paths that a closure changes.
  func relative(to folder: (String) -> String) -> TrainingData {
    guard case .files(let images, let labels) = self else { return self }
    return .files(images: folder(images), labels: folder(labels))
  }

  /// The files; none for the digits.
  var paths: [String] {
    if case .files(let images, let labels) = self { [images, labels] } else { [] }
  }

  /// The examples, and of the digits those that are held out.
  ///
  /// - Parameter divisor: What the network's file divides inputs by; 1 where it says nothing, so that
  ///   bytes are divided by 255.
  /// - Throws: ``Failure`` where the files are not there or hold something else.
  func examples(divisor: Double) throws(Failure) -> (learnt: Examples, heldOut: Examples?) {
    do {
      let data =
        switch self {
        case .digits: try LabelledImages.digits()
        case .files(let images, let labels): try LabelledImages(images: images, labels: labels)
        }
      let all = Examples(
        inputs: data.images, divisor: divisor == 1 ? data.divisor : divisor, classes: data.labels)
      guard self == .digits else { return (all, nil) }
      let end = TrainingData.digitsToLearn
      return (all[0..<end], all[end..<all.count])
    } catch {
      throw Failure(error.kind == .missing ? .missingInput : .malformedData, error.description)
    }
  }
}
