import Testing

@testable import Training

@Suite struct OptimiserTests {
  private func steps(
    _ optimiser: Optimiser, from start: Double, along gradients: [Double]
  ) -> [Double] {
    var state = OptimiserState(optimiser)
    var parameters = [[start], [7.0]]
    return gradients.map { gradient in
      // The second one is not learnt.
      state.step(&parameters, along: [[gradient], []])
      #expect(parameters[1] == [7])
      return parameters[0][0]
    }
  }

  @Test("Gradient descent goes against the gradient")
  func descent() {
    #expect(steps(.descent(rate: 0.5, momentum: 0), from: 1, along: [2, -4]) == [0, 2])
  }

  @Test("Momentum keeps half of the way before")
  func momentum() {
    // v = 2, then 0.5 · 2 + 4 = 5, then 0.5 · 5 + 0 = 2.5.
    #expect(
      steps(.descent(rate: 0.25, momentum: 0.5), from: 1, along: [2, 4, 0]) == [0.5, -0.75, -1.375])
  }

  @Test("Adam's first step is the rate, whatever the gradient; the second weighs both")
  func adam() {
    let found = steps(.adam(rate: 0.1), from: 1, along: [4, -2])
    #expect(abs(found[0] - (1 - 0.1 * 4 / (4 + 1e-8))) <= 1e-15)
    // m = 0.9 · 0.4 − 0.2 = 0.16, v = 0.999 · 0.016 + 0.004 = 0.019984; divided by 0.19 and 0.001999.
    let second = 0.1 * (0.16 / 0.19) / ((0.019984 / 0.001999).squareRoot() + 1e-8)
    #expect(abs(found[1] - (found[0] - second)) <= 1e-14)
  }
}
