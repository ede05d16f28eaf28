import Foundation
import Testing

@testable import Neural

@Suite struct ActivationTests {
  @Test(
    "σ(z) is the formula's value",
    arguments: [
      (Activation.identity, -1.5, -1.5), (.sigmoid, 0, 0.5), (.sigmoid, 2, 1 / (1 + exp(-2.0))),
      (.tanh, 0.5, 0.46211715726000975), (.relu, -2, 0), (.relu, 3, 3), (.leakyReLU, -2, -0.02),
      (.leakyReLU, 2, 2), (.softplus, 0, log(2.0)), (.softplus, 1, log(1 + exp(1.0))),
      (.leakyReLU(slope: 0.2), -2, -0.4), (.elu(alpha: 1.5), -1, 1.5 * (exp(-1) - 1)),
      (.elu(alpha: 1.5), 2, 2), (.selu, 1, 1.0507009873554805),
      (.selu, -1, -1.1113307378125625), (.celu(alpha: 2), -2, 2 * (exp(-1) - 1)),
      (.celu(alpha: 2), 3, 3), (.silu, 1, 1 / (1 + exp(-1))),
      (.gelu, 1, 0.8413447460685429), (.gelu, -1, -0.15865525393145707),
      (.geluTanh, 1, 0.5 * (1 + Foundation.tanh((2 / Double.pi).squareRoot() * 1.044715))),
      (.relu6, 7, 6), (.relu6, 5, 5), (.relu6, -1, 0), (.hardSigmoid, 0, 0.5),
      (.hardSigmoid, 1.5, 0.75), (.hardSigmoid, 4, 1), (.hardSwish, 1.5, 1.125),
      (.hardSwish, -3.5, 0), (.hardSwish, 4, 4), (.softsign, -3, -0.75),
      (.mish, 1, Foundation.tanh(log(1 + exp(1)))), (.thresholdedReLU(alpha: 1), 1, 0),
      (.thresholdedReLU(alpha: 1), 1.5, 1.5),
    ] as [(Activation, Double, Double)])
  func value(activation: Activation, z: Double, expected: Double) {
    #expect(deviation(activation(z), from: expected) <= 1)
  }

  @Test("σ′ is the slope of σ", arguments: Activation.allCases)
  func derivative(activation: Activation) {
    for z in [-3.2, -1.3, -0.3, 0.4, 1.7, 2.7, 3.6, 6.3] {
      let slope = (activation(z + 1e-6) - activation(z - 1e-6)) / 2e-6
      #expect(abs(activation.derivative(z) - slope) < 1e-8)
    }
  }

  @Test("σ′(z) of sigmoid is a(1 − a), and of tanh 1 − a²")
  func derivativeFromActivation() {
    for z in [-2.0, -0.5, 0, 0.5, 2] {
      let a = Activation.sigmoid(z)
      #expect(deviation(Activation.sigmoid.derivative(z), from: a * (1 - a)) <= 1)
      let t = Activation.tanh(z)
      #expect(deviation(Activation.tanh.derivative(z), from: 1 - t * t) <= 1)
    }
  }

  @Test("At a kink the slope of the piece outside holds")
  func kink() {
    #expect(Activation.relu.derivative(0) == 0)
    #expect(Activation.leakyReLU.derivative(0) == 0.01)
    #expect(Activation.elu(alpha: 2).derivative(0) == 2)
    #expect([0, 6].map { Activation.relu6.derivative($0) } == [0, 0])
    #expect([-3, 3].map { Activation.hardSigmoid.derivative($0) } == [0, 0])
    #expect([-3, 3].map { Activation.hardSwish.derivative($0) } == [0, 1])
    #expect(Activation.thresholdedReLU(alpha: 2).derivative(2) == 0)
  }

  @Test("Far to the left GELU keeps its digits")
  func farLeft() {
    // z Φ(z) ≈ −φ(z) (1 − 1/z² + 3/z⁴ − 15/z⁶ …)
    let density = exp(-200.0) / (2 * Double.pi).squareRoot()
    let series = 1 - 1 / 400.0 + 3 / 160_000.0 - 15 / 64e6 + 105 / 256e8
    #expect(abs(Activation.gelu(-20) / (-density * series) - 1) < 1e-8)
    #expect(Activation.geluTanh(-20) < 0)
  }

  @Test("No finite z overflows", arguments: Activation.allCases)
  func extremes(activation: Activation) {
    // Half of the largest, since SELU is larger than its z.
    let huge = Double.greatestFiniteMagnitude / 2
    for z in [-huge, -800, 800, huge] {
      #expect(activation(z).isFinite)
      #expect(activation.derivative(z).isFinite)
    }
  }

  @Test("A value that is not a number stays visible", arguments: Activation.allCases)
  func notANumber(activation: Activation) {
    #expect(activation(.nan).isNaN)
  }

  @Test(
    "What is said never to be negative is not, and what may be is somewhere",
    arguments: Activation.allCases + [
      .leakyReLU(slope: -1), .leakyReLU(slope: 0), .elu(alpha: -1), .thresholdedReLU(alpha: -1),
    ])
  func sign(activation: Activation) {
    let isNegative = stride(from: -8, through: 8, by: 0.25).contains { activation($0) < 0 }
    #expect(isNegative != activation.isNeverNegative)
  }

  @Test("Negative zero does not leave ReLU")
  func negativeZero() {
    #expect(Activation.relu(-0.0).sign == .plus)
  }
}
