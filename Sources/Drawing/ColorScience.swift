#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Color {
  /// The components in linear light.
  /// Source: IEC 61966-2-1 (sRGB).
  var linearComponents: (red: Double, green: Double, blue: Double) {
    func linear(_ value: Double) -> Double {
      value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return (linear(red), linear(green), linear(blue))
  }
}
