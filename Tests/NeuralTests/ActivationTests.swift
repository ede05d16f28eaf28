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
    ])
  func value(activation: Activation, z: Double, expected: Double) {
    #expect(deviation(activation(z), from: expected) <= 1)
  }

  @Test("σ′ is the slope of σ", arguments: Activation.allCases)
  func derivative(activation: Activation) {
    for z in [-3.2, -1.0, -0.3, 0.4, 1.0, 2.7] {
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

  @Test("At a kink the slope of the left side holds")
  func kink() {
    #expect(Activation.relu.derivative(0) == 0)
    #expect(Activation.leakyReLU.derivative(0) == 0.01)
  }

  @Test("No finite z overflows", arguments: Activation.allCases)
  func extremes(activation: Activation) {
    for z in [-Double.greatestFiniteMagnitude, -800, 800, Double.greatestFiniteMagnitude] {
      #expect(activation(z).isFinite)
      #expect(activation.derivative(z).isFinite)
    }
  }

  @Test("A value that is not a number stays visible", arguments: Activation.allCases)
  func notANumber(activation: Activation) {
    #expect(activation(.nan).isNaN)
  }

  @Test("Negative zero does not leave ReLU")
  func negativeZero() {
    #expect(Activation.relu(-0.0).sign == .plus)
  }
}
