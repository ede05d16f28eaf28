import Foundation

@testable import Drawing

/// A kind of colour vision.
enum ColorVision: String, CaseIterable {
  case usual
  case protanopia
  case deuteranopia
  case tritanopia

  /// What becomes of linear red, green and blue.
  /// Source: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, *A physiologically-based model for
  /// simulation of color vision deficiency* (2009), the matrices of severity 1.0.
  private var matrix: [[Double]] {
    switch self {
    case .usual:
      [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }

  /// What is left of a colour, in linear light.
  func linear(_ color: Color) -> [Double] {
    let light = color.linearComponents
    return matrix.map { row in
      min(max(row[0] * light.red + row[1] * light.green + row[2] * light.blue, 0), 1)
    }
  }

  /// What is left of a colour, in CIELAB.
  func lab(_ color: Color) -> Lab { Lab(linear: linear(color)) }
}

/// A colour in CIELAB under D65.
struct Lab {
  var lightness: Double
  var a: Double
  var b: Double

  init(_ lightness: Double, _ a: Double, _ b: Double) {
    (self.lightness, self.a, self.b) = (lightness, a, b)
  }

  /// From linear sRGB.
  /// Source: IEC 61966-2-1 for the matrix, CIE 15 for the rest.
  init(linear: [Double]) {
    let rows = [
      [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
      [0.0193339, 0.1191920, 0.9503041],
    ]
    let f = rows.map { row -> Double in
      let share = zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 } / row.reduce(0, +)
      return share > 216.0 / 24389 ? cbrt(share) : (24389.0 / 27 * share + 16) / 116
    }
    self.init(116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]))
  }

  /// The CIEDE2000 colour difference: 1 is about what can just be seen.
  /// Source: G. Sharma, W. Wu, E. N. Dalal, *The CIEDE2000 color-difference formula:
  /// implementation notes, supplementary test data, and mathematical observations* (2005).
  func distance(to other: Lab) -> Double {
    func degrees(_ radians: Double) -> Double { radians * 180 / .pi }
    func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
    /// √(C⁷ / (C⁷ + 25⁷)).
    func share(_ chroma: Double) -> Double {
      (pow(chroma, 7) / (pow(chroma, 7) + pow(25, 7))).squareRoot()
    }
    let gain = 1 + 0.5 * (1 - share((hypot(a, b) + hypot(other.a, other.b)) / 2))
    func polar(_ color: Lab) -> (chroma: Double, hue: Double) {
      let hue = degrees(atan2(color.b, gain * color.a))
      return (hypot(gain * color.a, color.b), hue < 0 ? hue + 360 : hue)
    }
    let (first, second) = (polar(self), polar(other))
    let grey = first.chroma * second.chroma == 0

    var turn = second.hue - first.hue
    if turn > 180 { turn -= 360 } else if turn < -180 { turn += 360 }
    if grey { turn = 0 }
    let lightnessStep = other.lightness - lightness
    let chromaStep = second.chroma - first.chroma
    let hueStep = 2 * (first.chroma * second.chroma).squareRoot() * sin(radians(turn / 2))

    let meanLightness = (lightness + other.lightness) / 2
    let meanChroma = (first.chroma + second.chroma) / 2
    var meanHue = first.hue + second.hue
    if !grey {
      if abs(first.hue - second.hue) > 180 { meanHue += meanHue < 360 ? 360 : -360 }
      meanHue /= 2
    }

    let weight =
      1 - 0.17 * cos(radians(meanHue - 30)) + 0.24 * cos(radians(2 * meanHue))
      + 0.32 * cos(radians(3 * meanHue + 6)) - 0.20 * cos(radians(4 * meanHue - 63))
    let fromMiddle = (meanLightness - 50) * (meanLightness - 50)
    let lightnessPart = lightnessStep / (1 + 0.015 * fromMiddle / (20 + fromMiddle).squareRoot())
    let chromaPart = chromaStep / (1 + 0.045 * meanChroma)
    let huePart = hueStep / (1 + 0.015 * meanChroma * weight)
    let bend = 30 * exp(-pow((meanHue - 275) / 25, 2))
    let rotation = -sin(radians(2 * bend)) * 2 * share(meanChroma)
    return
      (lightnessPart * lightnessPart + chromaPart * chromaPart + huePart * huePart
      + rotation * chromaPart * huePart).squareRoot()
  }
}

extension [Color] {
  /// The CIEDE2000 distance of the two colours that are hardest to tell apart.
  func closest(in vision: ColorVision) -> Double {
    let seen = map(vision.lab)
    var least = Double.infinity
    for (index, color) in seen.enumerated() {
      for other in seen[(index + 1)...] { least = Swift.min(least, color.distance(to: other)) }
    }
    return least
  }
}
