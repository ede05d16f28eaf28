import Drawing

extension Blank {
  /// The words that a lesson may use for what a worksheet leaves blank: `result`, `feature map`.
  ///
  /// Beside them, the kinds of the groups in figures are known.
  public static let names: [String] = BlankName.all.map { $0.words[0] }
}

/// What a worksheet can leave blank, in a teacher's words, and the groups of figures that hold it.
struct BlankName {
  /// The groups of a kind whose name begins with a word; without a word all of them.
  struct Pattern {
    let kind: String
    var word = ""
    /// Whether only results are meant, which are set in bold.
    var isResult = false

    /// Whether a group is meant.
    func matches(_ tag: Tag) -> Bool {
      guard tag.kind == kind else { return false }
      return word.isEmpty || tag.name == word || tag.name.hasPrefix(word + " ")
    }
  }

  /// The words; the first is the one that messages name.
  let words: [String]
  /// What they mean: the patterns of the first list of which a figure has something.
  let meanings: [[Pattern]]
  /// What they mean in figures whose numbers know what they stand for: the tensors' names.
  var tensors: Set<String> = []

  /// The names that there are.
  static let all: [BlankName] = [
    BlankName(
      words: ["result", "results", "total"],
      meanings: [
        ["total", "sum", "whole", "result"].map { Pattern(kind: "cell", word: $0) }
          + [Pattern(kind: "output"), Pattern(kind: "count"), Pattern(kind: "number", word: "0")],
        maps,
      ],
      tensors: [
        "z", "a", "output", "dot_product", "weight_gradient", "bias_gradient",
        "activation_gradient", "partial_sum",
      ]),
    BlankName(
      words: ["feature map", "feature maps", "neurons", "map"], meanings: [maps],
      tensors: ["z", "a", "output", "dot_product"]),
    BlankName(
      words: ["products", "product"],
      meanings: [[Pattern(kind: "cell", word: "products"), Pattern(kind: "product")]],
      tensors: ["product"]),
    BlankName(
      words: ["sum"],
      meanings: [
        [
          Pattern(kind: "sum", isResult: true), Pattern(kind: "cell", word: "sum"),
          Pattern(kind: "cell", word: "total"),
        ],
        [Pattern(kind: "band", isResult: true)],
      ], tensors: ["dot_product", "z", "a", "channel_sum"]),
    BlankName(words: ["formula", "explanation"], meanings: [[Pattern(kind: "band")]]),
    BlankName(
      words: ["input"], meanings: [[Pattern(kind: "cell", word: "input")]], tensors: ["input"]),
    BlankName(
      words: ["underlay"],
      meanings: [[Pattern(kind: "cell", word: "underlay"), Pattern(kind: "cell", word: "column")]],
      tensors: ["input"]),
    BlankName(
      words: ["filter", "weights"],
      meanings: [
        [Pattern(kind: "cell", word: "filter"), Pattern(kind: "cell", word: "weights")]
          + [Pattern(kind: "weight")]
      ], tensors: ["weight"]),
    BlankName(words: ["bias"], meanings: [[Pattern(kind: "bias")]], tensors: ["bias"]),
    BlankName(
      words: ["components", "component"],
      meanings: [
        [
          Pattern(kind: "cell", word: "component"), Pattern(kind: "cell", word: "components"),
          Pattern(kind: "neuron", word: "components"), Pattern(kind: "component"),
        ]
      ], tensors: ["bias_gradient_components", "component"]),
    BlankName(
      words: ["slope"],
      meanings: [[Pattern(kind: "neuron", word: "slope"), Pattern(kind: "cell", word: "slope")]],
      tensors: ["activation_derivatives"]),
    BlankName(
      words: ["upstream", "upstream gradient"],
      meanings: [
        [Pattern(kind: "neuron", word: "upstream"), Pattern(kind: "cell", word: "upstream")]
      ], tensors: ["output_gradient"]),
    BlankName(
      words: ["gradient"], meanings: [[Pattern(kind: "cell", word: "gradient")]],
      tensors: ["weight_gradient", "bias_gradient", "activation_gradient"]),
    BlankName(words: ["factors"], meanings: [[Pattern(kind: "number")]]),
  ]

  /// Everything that a figure computes for its feature maps.
  private static let maps: [Pattern] =
    ["map", "output", "valid", "full", "whole", "correlation"].flatMap { word in
      [Pattern(kind: "neuron", word: word), Pattern(kind: "cell", word: word)]
    } + (0..<10).map { Pattern(kind: "neuron", word: "\($0)") }

  /// What a blank of a lesson means: a name that is known, or a kind of groups as it stands.
  static func meanings(of blank: Blank) -> [[Pattern]] {
    let word = blank.kind.lowercased()
    if blank.name.isEmpty, let known = all.first(where: { $0.words.contains(word) }) {
      return known.meanings
    }
    return [[Pattern(kind: blank.kind, word: blank.name)]]
  }
}
