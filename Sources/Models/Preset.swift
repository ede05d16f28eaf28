import Foundation
import Neural

/// A network that comes with the program: a network file, and for some its parameters.
public struct Preset: Sendable {
  /// The name by which commands know it.
  public let name: String
  /// What it is, in a line.
  public let summary: String
  /// Its file, which reads as any other network does.
  public let source: [UInt8]
  /// Its parameters as little-endian 32-bit floats in Base64, in the order of their declarations.
  private let encodedParameters: StaticString?

  private init(
    _ name: String, _ summary: String, _ source: [UInt8], parameters: StaticString? = nil
  ) {
    (self.name, self.summary, self.source) = (name, summary, source)
    encodedParameters = parameters
  }

  /// Every preset that there is.
  public static let all: [Preset] = [
    Preset(
      "primer", "the article's network: 28 × 28, 16 features of 4 × 4, pooling, ten answers",
      PackageResources.primer_yaml),
    Preset(
      "tiny", "8 × 8, two convolutions and 850 parameters: small enough to draw every neuron",
      PackageResources.tiny_yaml),
    Preset(
      "digits", "the network tiny after learning from handwritten digits",
      PackageResources.digits_yaml, parameters: digitsParameters),
    Preset(
      "lenet", "LeNet-5 for 28 × 28, with ReLU and max pooling", PackageResources.lenet_yaml),
    Preset(
      "residual", "8 × 8, a block with a shortcut and batch normalisation, a depthwise convolution",
      PackageResources.residual_yaml),
  ]

  /// The preset of a name; nil where there is none.
  public static func named(_ name: String) -> Preset? { all.first { $0.name == name } }

  /// Whether the network has learnt its parameters.
  public var isTrained: Bool { encodedParameters != nil }

  /// The network.
  ///
  /// - Throws: ``NetworkFileError``, which a test of every preset shows not to happen.
  public func file() throws(NetworkFileError) -> NetworkFile {
    try NetworkFile(reading: source)
  }

  /// The parameters that the network has learnt, named as PyTorch names them; empty where it has
  /// learnt nothing.
  public func parameters() -> [String: Tensor] {
    guard let encodedParameters, let plan = try? file().plan,
      let declarations = try? plan.parameterDeclarations(),
      let bytes = Data(
        base64Encoded: encodedParameters.withUTF8Buffer { String(decoding: $0, as: UTF8.self) })
    else { return [:] }
    var parameters: [String: Tensor] = [:]
    var rest = bytes[...]
    for (name, declaration) in declarations {
      let count = declaration.shape.reduce(1, *)
      let values = rest.prefix(4 * count).withUnsafeBytes { buffer in
        stride(from: 0, to: buffer.count - 3, by: 4).map { offset in
          let bits = buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
          return Double(Float(bitPattern: UInt32(littleEndian: bits)))
        }
      }
      rest = rest.dropFirst(4 * count)
      parameters[name] = try? Tensor(shape: declaration.shape, values: values)
    }
    return parameters
  }
}
