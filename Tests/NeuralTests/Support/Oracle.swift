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

/// A case of `pooling.json`; the file lists padding as rows, columns, the same on both sides.
struct PoolingCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let kind: String
  let window: [Int]
  let stride: [Int]
  let padding: [Int]
  let input: OracleTensor
  let output: OracleTensor
  let upstreamGradient: OracleTensor
  let inputGradient: OracleTensor

  static func all(_ kind: String) throws -> [PoolingCase] {
    try Oracle.cases(PoolingCase.self, in: "pooling").filter { $0.kind == kind }
  }

  var testDescription: String { name }
  var windowExtent: Extent { Extent(rows: window[0], columns: window[1]) }
  var strideExtent: Extent { Extent(rows: stride[0], columns: stride[1]) }
  var paddingRule: PaddingRule {
    .explicit(
      Padding(top: padding[0], bottom: padding[0], left: padding[1], right: padding[1]))
  }

  func maxPooling() throws -> MaxPooling.ForwardPass {
    try MaxPooling(window: windowExtent, stride: strideExtent, padding: paddingRule)
      .forward(input.tensor)
  }

  func averagePooling() throws -> AveragePooling.ForwardPass {
    try AveragePooling(window: windowExtent, stride: strideExtent, padding: paddingRule)
      .forward(input.tensor)
  }
}

/// A case of `fully-connected.json`.
struct FullyConnectedCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let activation: String
  let input: OracleTensor
  let weights: OracleTensor
  let bias: OracleTensor
  let rawActivation: OracleTensor
  let activationValues: OracleTensor
  let upstreamGradient: OracleTensor
  let biasGradient: OracleTensor
  let weightGradient: OracleTensor
  let inputGradient: OracleTensor

  static let all = Result { try Oracle.cases(FullyConnectedCase.self, in: "fully-connected") }

  var testDescription: String { name }

  func forward() throws -> FullyConnected.ForwardPass {
    try FullyConnected(
      weights: weights.tensor, bias: bias.tensor,
      activation: #require(Activation(rawValue: activation))
    ).forward(input.tensor)
  }
}

/// A case of `transposed-convolution.json`; the file lists padding as rows, columns, the same on
/// both sides.
struct TransposedConvolutionCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let stride: [Int]
  let padding: [Int]
  let outputPadding: [Int]
  let dilation: [Int]
  let groups: Int
  let activation: String
  let input: OracleTensor
  let weights: OracleTensor
  let bias: OracleTensor
  let rawActivation: OracleTensor
  let upstreamGradient: OracleTensor
  let biasGradient: OracleTensor
  let weightGradient: OracleTensor
  let inputGradient: OracleTensor

  static let all = Result {
    try Oracle.cases(TransposedConvolutionCase.self, in: "transposed-convolution")
  }

  var testDescription: String { name }

  func forward() throws -> TransposedConvolution.ForwardPass {
    try TransposedConvolution(
      weights: weights.tensor, bias: bias.tensor,
      activation: #require(Activation(rawValue: activation)),
      stride: Extent(rows: stride[0], columns: stride[1]),
      padding: .explicit(
        Padding(top: padding[0], bottom: padding[0], left: padding[1], right: padding[1])),
      outputPadding: Extent(rows: outputPadding[0], columns: outputPadding[1]),
      dilation: Extent(rows: dilation[0], columns: dilation[1]), groups: groups
    ).forward(input.tensor)
  }
}

/// A case of `network.json`.
struct NetworkCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let activation: String
  let outputActivation: String
  let cost: String
  let stepSize: Double
  let input: OracleTensor
  let target: OracleTensor
  let parameters: [String: OracleTensor]
  let output: OracleTensor
  let costValue: Double
  let gradients: [String: OracleTensor]
  let inputGradient: OracleTensor
  let parametersAfterStep: [String: OracleTensor]

  static let all = Result { try Oracle.cases(NetworkCase.self, in: "network") }

  var testDescription: String { name }
}
