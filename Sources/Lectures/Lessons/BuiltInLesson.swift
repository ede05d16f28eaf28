/// A lesson that comes with the program.
public struct BuiltInLesson: Sendable, Equatable {
  /// The name by which commands know it.
  public let name: String
  /// What it is, in a line.
  public let summary: String
  /// Its file, which reads as any other lesson does.
  public let source: [UInt8]

  /// Every lesson that there is.
  public static let all: [BuiltInLesson] = [
    BuiltInLesson(
      name: "primer", summary: "convolutional networks from one dot product to the gradients",
      source: PackageResources.primer_yaml),
    BuiltInLesson(
      name: "forward-only", summary: "ten minutes on what a convolution computes",
      source: PackageResources.forward_only_yaml),
    BuiltInLesson(
      name: "backprop", summary: "the three gradients of a convolution, slowly",
      source: PackageResources.backprop_yaml),
    BuiltInLesson(
      name: "networks", summary: "half an hour on how a whole network learns digits",
      source: PackageResources.networks_yaml),
  ]

  /// The beginning of a lesson of one's own: a file that shows and explains every key.
  public static let template: [UInt8] = PackageResources.template_yaml

  /// The lesson of a name.
  public static func named(_ name: String) -> BuiltInLesson? { all.first { $0.name == name } }
}
