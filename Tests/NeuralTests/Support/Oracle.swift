import Foundation
import Neural
import Testing

/// A tensor as the oracle's files hold it.
struct OracleTensor: Decodable, Sendable {
  let shape: [Int]
  let values: [Double]

  var tensor: Tensor {
    get throws { try Tensor(shape: shape, values: values) }
  }
}

enum Oracle {
  /// The cases of one of the files in `Oracle`.
  static func cases<Case: Decodable>(_ type: Case.Type, in file: String) throws -> [Case] {
    let url = Bundle.module.bundleURL.appending(path: "Oracle/\(file).json")
    return try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
  }
}

/// A case of `convolution.json`.
struct ConvolutionCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let stride: [Int]
  let padding: [Int]
  let dilation: [Int]
  let groups: Int
  let activation: String
  let input: OracleTensor
  let weights: OracleTensor
  let bias: OracleTensor
  let rawActivation: OracleTensor
  let activationValues: OracleTensor
  let upstreamGradient: OracleTensor
  let biasGradientComponents: OracleTensor
  let biasGradient: OracleTensor
  let weightGradient: OracleTensor
  let inputGradient: OracleTensor

  static let all = Result { try Oracle.cases(ConvolutionCase.self, in: "convolution") }

  var testDescription: String { name }

  /// The layer of the case; the file lists padding as top, bottom, left, right.
  func layer() throws -> Convolution {
    try Convolution(
      weights: weights.tensor, bias: bias.tensor,
      activation: #require(Activation(rawValue: activation)),
      stride: Extent(rows: stride[0], columns: stride[1]),
      padding: .explicit(
        Padding(top: padding[0], bottom: padding[1], left: padding[2], right: padding[3])),
      dilation: Extent(rows: dilation[0], columns: dilation[1]), groups: groups)
  }

  func forward() throws -> Convolution.ForwardPass { try layer().forward(input.tensor) }

  func backward() throws -> Convolution.BackwardPass {
    try forward().backward(upstreamGradient: upstreamGradient.tensor)
  }
}
