/// A sequence of pseudo-random bits that is the same on every machine: SplitMix64.
///
/// Source: G. Steele, D. Lea and C. Flood, *Fast splittable pseudorandom number generators* (2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A sequence that its seed determines.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// The next number, uniform in 0 ..< 1: the upper 53 bits as a fraction of 1.
  public mutating func nextFraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// The next number, uniform in −1 … 1 and rounded to two decimals so that it is short to read.
  public mutating func nextWeight() -> Double {
    // Adding 0 turns a rounded −0 into 0.
    ((2 * nextFraction() - 1) * 100).rounded() / 100 + 0
  }
}
