import Drawing

/// One face: a family at a weight.
struct FontFace: Hashable, Comparable {
  /// The family.
  let family: FontFamily
  /// The weight.
  let weight: FontWeight

  /// The face of a font, whatever its size.
  init(_ font: Font) {
    family = font.family
    // Formulas have one weight; asking for another would make a browser embolden it.
    weight = font.family == .math ? .regular : font.weight
  }

  /// What the family is called in names of ours.
  var familyName: String {
    switch family {
    case .label: "label"
    case .math: "math"
    case .code: "code"
    }
  }

  /// The families to look for where the face is not embedded, as CSS writes them.
  var installedFamilies: String {
    switch family {
    case .label: "\"Inter\",\"DejaVu Sans\",sans-serif"
    case .code: "\"DejaVu Sans Mono\",Consolas,Menlo,monospace"
    case .math:
      "\"Latin Modern Math\",\"STIX Two Math\",\"Cambria Math\",\"DejaVu Sans\",serif"
    }
  }

  static func < (one: FontFace, other: FontFace) -> Bool {
    (one.family.rawValue, one.weight.rawValue) < (other.family.rawValue, other.weight.rawValue)
  }
}

/// The faces that a document sets its text in: a style class for each, with the part of its file
/// that is needed where a subsetter can give it.
struct FontFaces {
  /// What stands before every name of ours.
  var prefix: String
  /// The faces in use, by family and weight.
  private let faces: [FontFace]
  /// Those of them that are embedded.
  private var subsets: [FontFace: FontSubset] = [:]

  /// The faces that the strings are set in, all sizes of a face as one.
  init(
    for texts: [(string: String, font: Font)], from subsetter: (any FontSubsetter)?,
    prefix: String
  ) {
    var characters: [FontFace: Set<Unicode.Scalar>] = [:]
    for text in texts {
      characters[FontFace(text.font), default: []].formUnion(text.string.unicodeScalars)
    }
    self.prefix = prefix
    faces = characters.keys.sorted()
    for face in faces {
      let font = Font(face.family, size: 16, weight: face.weight)
      subsets[face] = subsetter?.subset(of: font, keeping: characters[face, default: []])
    }
  }

  /// The class of text that is set in the font.
  func className(of font: Font) -> String {
    let face = FontFace(font)
    return "\(prefix)-\(face.familyName)-\(face.weight.rawValue)"
  }

  /// Whether the document carries the glyphs for text in the font.
  func embeds(_ font: Font) -> Bool { subsets[FontFace(font)] != nil }

  /// The rules that the text classes consist of, one a line.
  ///
  /// An embedded face has a family name of its own, so that it wins over an installed font of the
  /// same name in another version, and stands first in the list that ends with the installed ones.
  var styleSheet: String {
    faces.map { face in
      let family = "\"\(prefix)-\(face.familyName)\""
      let weight = face.weight.rawValue
      var rules = ""
      if let subset = subsets[face] {
        let type = subset.format == "truetype" ? "font/ttf" : "font/otf"
        rules += """
          @font-face{font-family:\(family);font-weight:\(weight);\
          src:url("data:\(type);base64,\(base64(subset.data))") format("\(subset.format)")}

          """
      }
      let families = (embeds(face) ? "\(family)," : "") + face.installedFamilies
      return rules + """
        .\(prefix)-\(face.familyName)-\(weight){font-family:\(families);font-weight:\(weight);\
        font-feature-settings:"tnum";text-rendering:geometricPrecision}

        """
    }.joined()
  }

  /// What tells these faces from the same ones that are embedded otherwise.
  var signature: String {
    faces.map { face in
      let size = subsets[face].map { " \($0.format) \($0.data.count)" } ?? ""
      return "\(face.familyName) \(face.weight.rawValue)\(size)\n"
    }.joined()
  }

  private func embeds(_ face: FontFace) -> Bool { subsets[face] != nil }
}

extension Scene {
  /// Every run of text in the scene, in drawing order.
  var textRuns: [TextRun] { items.flatMap(\.textRuns) }
}

extension Item {
  fileprivate var textRuns: [TextRun] {
    switch self {
    case .text(let run): [run]
    case .group(_, let items): items.flatMap(\.textRuns)
    case .rectangle, .circle, .path, .image: []
    }
  }
}
