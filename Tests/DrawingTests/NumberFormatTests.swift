import Testing

@testable import Drawing

@Suite("Numbers as a figure shows them")
struct NumberFormatTests {
  /// The number that a text says.
  private func number(_ text: String) -> Double? {
    Double(String(text.map { $0 == "−" ? "-" : $0 }))
  }

  @Test(
    "A number is rounded by its decimal digits, half away from zero",
    arguments: [
      (0, 0, "0"), (-0.0, 0, "0"), (-0.0, 2, "0.00"), (-0.4, 0, "0"), (-0.004, 2, "0.00"),
      (0.5, 0, "1"), (-0.5, 0, "−1"), (1.5, 0, "2"), (2.5, 0, "3"), (0.49, 0, "0"),
      (2.675, 2, "2.68"), (1.005, 2, "1.01"), (9.995, 2, "10.00"), (999.95, 1, "1000.0"),
      (0.095, 2, "0.10"), (0.05, 0, "0"), (99.5, 0, "100"), (-99.5, 0, "−100"),
      (1e-7, 2, "0.00"), (1e-7, 7, "0.0000001"), (123456.789, 0, "123457"),
      (123456.789, 3, "123456.789"), (123456.789, 5, "123456.78900"), (470, 0, "470"),
      (470, 2, "470.00"), (1e21, 0, "1000000000000000000000"),
      (1e21, 1, "1000000000000000000000.0"),
      (.leastNonzeroMagnitude, 3, "0.000"), (0.30000000000000004, 2, "0.30"),
    ] as [(Double, Int, String)])
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(NumberFormat.fixed(value, decimals: decimals) == text)
  }

  @Test("The greatest number is written with all of its 309 digits")
  func greatest() {
    let text = NumberFormat.fixed(.greatestFiniteMagnitude, decimals: 0)
    #expect(text == "17976931348623157" + String(repeating: "0", count: 292))
  }

  @Test(
    "A number in powers of ten keeps at most the digits asked for",
    arguments: [
      (0, 2, "0"), (-0.0, 2, "0"), (0.00012, 2, "1.2e−4"), (-0.00012, 2, "−1.2e−4"),
      (300_000, 2, "3e5"), (0.0000996, 2, "1e−4"), (9.96, 2, "1e1"), (1e21, 3, "1e21"),
      (.leastNonzeroMagnitude, 17, "5e−324"), (123456.789, 4, "1.235e5"),
      (.greatestFiniteMagnitude, 17, "1.7976931348623157e308"),
      (.greatestFiniteMagnitude, 2, "1.8e308"),
    ] as [(Double, Int, String)])
  func scientific(value: Double, significant: Int, text: String) {
    #expect(NumberFormat.scientific(value, significant: significant) == text)
  }

  @Test(
    "The shortest form is plain near 1 and in powers of ten far from it",
    arguments: [
      (0, "0"), (-0.0, "0"), (0.1, "0.1"), (-2, "−2"), (1e-5, "0.00001"), (1e-6, "1e−6"),
      (1e-7, "1e−7"), (123456.789, "123456.789"), (1e14, "100000000000000"), (1e15, "1e15"),
      (1e21, "1e21"), (.leastNonzeroMagnitude, "5e−324"), (0.1 + 0.2, "0.30000000000000004"),
    ] as [(Double, String)])
  func shortest(value: Double, text: String) {
    #expect(NumberFormat.shortest(value) == text)
  }

  @Test("The shortest form of any number reads back as the same number")
  func shortestReadsBack() {
    var generator = SeededGenerator(seed: 42)
    var tried = 0
    while tried < 10_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      tried += 1
      let text = NumberFormat.shortest(value)
      #expect(number(text) == value, "\(text)")
    }
  }

  @Test("The shortest form of numbers of everyday size reads back as the same number")
  func shortestOfEverydayNumbersReadsBack() {
    var generator = SeededGenerator(seed: 43)
    let scales = [1e-6, 1e-3, 1, 1e3, 1e6, 1e15]
    for _ in 0..<10_000 {
      let scale = scales[Int.random(in: scales.indices, using: &generator)]
      let value = Double.random(in: -1...1, using: &generator) * scale
      let text = NumberFormat.shortest(value)
      #expect(number(text) == value, "\(text)")
    }
  }

  @Test("Fixed decimals are never further than half a unit of the last one from the number")
  func fixedIsNear() throws {
    var generator = SeededGenerator(seed: 44)
    for _ in 0..<10_000 {
      let value = Double.random(in: -1000...1000, using: &generator)
      let decimals = Int.random(in: 0...6, using: &generator)
      let text = NumberFormat.fixed(value, decimals: decimals)
      let read = try #require(number(text))
      let half = 0.5 / (0..<decimals).reduce(1.0) { power, _ in power * 10 }
      #expect(abs(read - value) <= half + 1e-9)
      #expect((text.split(separator: ".").dropFirst().first?.count ?? 0) == decimals)
    }
  }

  @Test(
    "A number that would show as zeros is shown by two digits, in the shorter notation",
    arguments: [
      (0, 0, "0"), (-0.0, 1, "0"), (0, 2, "0"), (-0.4, 0, "−0.4"), (0.04, 1, "0.04"),
      (0.012, 1, "0.012"),
      (0.001, 1, "1e−3"), (0.0012, 1, "0.0012"), (0.00012, 2, "1.2e−4"), (-0.000123, 2, "−1.2e−4"),
      (0.0996, 0, "0.1"), (.leastNonzeroMagnitude, 2, "5e−324"), (0.5, 0, "1"), (0.005, 2, "0.01"),
    ] as [(Double, Int, String)])
  func stringOfSmallNumbers(value: Double, decimals: Int, text: String) {
    #expect(NumberFormat(decimals: decimals).string(value) == text)
  }

  @Test(
    "From 1e15 on a number is shown by three digits in powers of ten",
    arguments: [
      (999_999_999_999_999, "999999999999999"), (1e15, "1e15"), (-1.2345e20, "−1.23e20"),
      (.greatestFiniteMagnitude, "1.8e308"),
    ] as [(Double, String)])
  func stringOfLargeNumbers(value: Double, text: String) {
    #expect(NumberFormat(decimals: 0).string(value) == text)
  }

  @Test(
    "Numbers shown together share the decimals that the longest one needs",
    arguments: [
      ([], 0), ([0], 0), ([-0.0], 0), ([1, 2, 3], 0), ([370, 470], 0), ([0.5, 2], 1),
      ([0.25, 2], 2), ([0.125, 20], 1), ([0.125, 200], 0), ([0.1 + 0.2], 3), ([0.025, 0.091], 3),
      ([0.00012, 1], 2), ([0.00012], 0), ([.leastNonzeroMagnitude], 0), ([0.0012], 4),
      ([-1234.5], 0),
      ([1e300, 0.5], 0), ([.infinity, 0.5], 1), ([.nan], 0),
    ] as [([Double], Int)])
  func sharedDecimals(values: [Double], decimals: Int) {
    #expect(NumberFormat(for: values).decimals == decimals)
  }

  @Test("More significant digits leave more decimals")
  func significantDigits() {
    #expect(NumberFormat(for: [0.123456, 12], significant: 5).decimals == 3)
    #expect(NumberFormat(for: [0.123456, 12], significant: 2).decimals == 0)
  }

  @Test(
    "Only a form that leaves nothing out counts as exact",
    arguments: [
      (0.5, 1, true), (0.5, 0, false), (0.25, 1, false), (0.00012, 2, true), (0.000123, 2, false),
      (-0.4, 0, true), (0, 0, true), (1.23e20, 0, true), (1.234e20, 0, false), (470, 0, true),
    ] as [(Double, Int, Bool)])
  func isExact(value: Double, decimals: Int, exact: Bool) {
    #expect(NumberFormat(decimals: decimals).isExact(value) == exact)
  }

  @Test("What is called exact reads back as the number")
  func exactReadsBack() {
    var generator = SeededGenerator(seed: 45)
    var exact = 0
    for _ in 0..<5_000 {
      let value = Double(Int.random(in: -9999...9999, using: &generator)) / 1000
      let format = NumberFormat(decimals: Int.random(in: 0...4, using: &generator))
      let read = number(format.string(value))
      #expect(format.isExact(value) == (read == value), "\(value) as \(format.string(value))")
      exact += format.isExact(value) ? 1 : 0
    }
    #expect(exact > 1_000)
  }

  @Test(
    "A number that is not finite is named, whatever the format",
    arguments: [(.infinity, "∞"), (-.infinity, "−∞"), (.nan, "NaN")] as [(Double, String)])
  func notFinite(value: Double, text: String) {
    #expect(NumberFormat(decimals: 2).string(value) == text)
    #expect(NumberFormat.fixed(value, decimals: 2) == text)
    #expect(NumberFormat.scientific(value, significant: 2) == text)
    #expect(NumberFormat.shortest(value) == text)
  }
}
