import Neural
import Testing

@testable import Wording

@Suite("What is said of steps")
struct NarrationTests {
  private static func run() throws -> NetworkRun {
    let layer = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [1, -2, 0.5, 3]), activation: .tanh)
    let input = try Tensor(shape: [1, 3, 3], values: [2, -1, 0, 1, 0.25, -0.5, 0, 1, 3])
    let run = try Network(layer: layer, inputShape: input.shape).forward(input)
    return try run.backward(
      outputGradient: [Tensor(shape: [1, 2, 2], values: [1, 0.5, -1, 2])])
  }

  private static func sentences(_ run: NetworkRun) -> [String] {
    run.stages.flatMap { stage in
      stage.accounts().compactMap { $0.first }.map { Narration($0).text }
    }
  }

  @Test("Each step of a convolution with gradients has its sentence")
  func convolution() throws {
    #expect(
      Self.sentences(try Self.run()).joined(separator: "\n") == """
        Map 0, neuron (0, 0): the overlay lies with its top left corner on (0, 0); the input \
        times the weights: 2 · 1 + (−1) · (−2) + 1 · 0.5 + 0.25 · 3 = 5.25, and with the \
        bias 0 that is 5.25; the activation function turns that into 0.99994.
        Map 0, neuron (0, 0): the slope of the activation function 0.00011014 times the \
        gradient that comes from the next layer 1 gives 0.00011014; that is added to the \
        gradient of bias 0.
        Map 0, neuron (0, 0): the overlay lies with its top left corner on (0, 0); its \
        component of the bias gradient 0.00011014 times the input: 0.00011014 · 2 ≈ \
        0.00022028, 0.00011014 · (−1) ≈ −0.00011014, 0.00011014 · 1 ≈ 0.00011014 and \
        0.00011014 · 0.25 ≈ 0.000027535; each is added to the gradient of the weights.
        Map 0, neuron (0, 0): the overlay lies with its top left corner on (0, 0); its \
        component of the bias gradient 0.00011014 times the weights: 0.00011014 · 1 ≈ \
        0.00011014, 0.00011014 · (−2) ≈ −0.00022028, 0.00011014 · 0.5 ≈ 0.00005507 and \
        0.00011014 · 3 ≈ 0.00033042; each is added to the gradient of the input.
        The gradient of bias 0: the overlay lies with its top left corner on (0, 0); the \
        slopes of the activation function times the gradient that comes from the next layer: \
        0.00011014 · 1 + 0.034016 · 0.5 + 0.0036409 · (−1) + 1.8396 · 10^-9 · 2 ≈ 0.013477.
        The gradient of the weight (0, 0) of channel 0 in the filter of map 0: the overlay \
        lies with its top left corner on (0, 0); the input times the components of the bias \
        gradient: 2 · 0.00011014 + (−1) · 0.017008 + 1 · (−0.0036409) + 0.25 · 3.6792 · \
        10^-9 ≈ −0.020428.
        The gradient of the input (0, 0) of channel 0: the overlay lies with its top left \
        corner on (−1, −1); the weights times the components of the bias gradient: 0 · \
        3.6792 · 10^-9 + 0 · (−0.0036409) + 0 · 0.017008 + 1 · 0.00011014 ≈ 0.00011014.
        """)
  }

  @Test(
    "Selections, averages and what windows hand back have theirs",
    arguments: ["max-pooling", "average-pooling"])
  func pooling(kind: String) throws {
    let plan = NetworkPlan(
      name: kind, inputShape: [1, 2, 4],
      stages: [NetworkPlan.Stage("pool", kind: kind, from: ["input"])])
    let input = try Tensor(shape: [1, 2, 4], values: [1, 5, 2, -2, 3, 4, 0.5, 0])
    let run = try plan.network().forward(input)
      .backward(outputGradient: [Tensor(shape: [1, 1, 2], values: [2, -4])])
    let expected = [
      "max-pooling": """
      Map 0, neuron (0, 0): the overlay lies with its top left corner on (0, 0); of 1, 5, \
      3 and 4, 5 is the largest; it lies at (0, 1).
      Map 0, neuron (0, 0): the overlay lies with its top left corner on (0, 0); it hands \
      2 to (0, 1) of the gradient of the input.
      The gradient of the input (0, 0) of channel 0: nothing is handed to it, which gives \
      0.
      """,
      "average-pooling": """
      Map 0, neuron (0, 0): the overlay lies with its top left corner on (0, 0); 1, 5, 3 \
      and 4 add up to 13; divided by 4 that is 3.25.
      Map 0, neuron (0, 0): the overlay lies with its top left corner on (0, 0); it hands \
      0.5 to (0, 0), (0, 1), (1, 0) and (1, 1) of the gradient of the input.
      The gradient of the input (0, 0) of channel 0: 0.5 is handed to it, and nothing \
      else.
      The shares of the gradient that comes from the next layer at (0, 0, 0): 2 divided by 4 is 0.5.
      """,
    ]
    #expect(Self.sentences(run).joined(separator: "\n") == expected[kind])
  }

  @Test("More than nine terms are counted, not spelled out")
  func long() throws {
    let layer = try Convolution(weights: Tensor(repeating: 0.5, shape: [1, 1, 2, 5]))
    let run = try Network(layer: layer, inputShape: [1, 2, 5])
      .forward(Tensor(repeating: 2, shape: [1, 2, 5]))
    #expect(Self.sentences(run)[0].contains("10 products add up to 10, and with the bias 0"))
  }

  @Test("A value that comes from another stage is called by it")
  func stages() throws {
    let convolution = Settings(["maps": .whole(1), "kernel": .extent(Extent(2))])
    let plan = NetworkPlan(
      name: "two", inputShape: [1, 3, 3],
      stages: [
        NetworkPlan.Stage("conv1", kind: "convolution", settings: convolution, from: ["input"]),
        NetworkPlan.Stage("conv2", kind: "convolution", settings: convolution, from: ["conv1"]),
      ])
    let run = try plan.network().forward(Tensor(repeating: 1, shape: [1, 3, 3]))
    let sentences = Self.sentences(run)
    #expect(sentences[0].contains("the input times the weights"))
    #expect(sentences[1].contains("what comes out of conv1 times the weights"))
  }

  @Test(
    "Every sentence is said in every language, and none is left in English",
    arguments: Language.all.dropFirst().map(\.code))
  func languages(code: String) throws {
    let language = try #require(Language.named(code))
    let run = try Self.run()
    let english = Self.sentences(run)
    let other = Voice.$current.withValue(Voice(language: language)) { Self.sentences(run) }
    for (left, right) in zip(english, other) {
      #expect(left != right)
      for word in [" the ", " that ", " is ", " with "] {
        #expect(!right.contains(word), "\(right)")
      }
    }
    for phrase in ["the weights", "that is added to %1"] {
      let table = try #require(PhraseTable.all.first { $0.keys.contains(phrase) })
      let translated = try #require(table.languages.first { $0.code == code })
      for key in table.keys { #expect(translated.phrases[key]?.isEmpty == false, "\(key)") }
    }
  }

  @Test("Numbers are said as whoever tells the step spells them")
  func numbers() throws {
    let numbers = StepNumbers { value, role in
      switch role {
      case .element(let address): Spoken("<\(address.tensor)>", isRounded: false)
      case .product(let term): Spoken("<product \(term)>", isRounded: false)
      case .sum: Spoken("<sum>", isRounded: true)
      case .constant: Spoken("<\(value)>", isRounded: false)
      }
    }
    let run = try Self.run()
    let stage = try #require(run.stages.first)
    let sentences = stage.accounts().compactMap { $0.first }.map {
      Narration($0, numbers: numbers).text
    }
    #expect(
      sentences[0].hasSuffix(
        """
        <output> · <weight> + <output> · <weight> + <output> · <weight> + <output> · <weight> ≈ \
        <sum>, and with the bias <bias> that is <z>; the activation function turns that into <a>.
        """))
    #expect(sentences[2].contains("<bias_gradient_components> · <output> = <product 0>"))
  }

  @Test("Summands are products where terms have factors, and of several tensors have no name")
  func mixed() throws {
    let plan = NetworkPlan(
      name: "norm", inputShape: [1, 2],
      stages: [NetworkPlan.Stage("bn", kind: "batch-normalisation", from: ["input"])])
    let input = try Tensor(shape: [1, 2], values: [1, 4])
    let run = try plan.network().forward([input], mode: .training)
    let stage = try #require(run.stages.first)
    let sentences = stage.accounts().compactMap { $0.first }.map { Narration($0).text }
    #expect(
      sentences.contains("The deviations from the mean at (0, 0): 1 and −2.5 add up to −1.5."))
    #expect(
      sentences.contains(
        "The variance at (0): 2.25 and 2.25 add up to 4.5; divided by 2 that is 2.25."))
    #expect(
      sentences.contains("The running mean after the batch at (0): 0 · 0.9 + 2.5 · 0.1 = 0.25."))
  }

  @Test("What spreads from another stage is said by the stage that it spreads to")
  func spreading() throws {
    let layer = try TransposedConvolution(
      weights: Tensor(shape: [1, 1, 1, 2], values: [3, -1]))
    let run = try Network(layer: layer, inputShape: [1, 1, 1])
      .forward(Tensor(shape: [1, 1, 1], values: [2]))
    let account = try #require(run.stages.first?.account(.forwardSpread))
    let expected =
      "its value 2 times the weights: 2 · 3 = 6 and 2 · (−1) = −2; each is added to the dot products."
    #expect(Narration(account[0]).text.hasSuffix(expected))
  }

  @Test("Indices count as the notation counts them")
  func notation() throws {
    let voice = Voice(notation: NotationStyle(firstIndex: 1))
    let sentence = try Voice.$current.withValue(voice) { Self.sentences(try Self.run())[0] }
    #expect(sentence.hasPrefix("Map 1, neuron (1, 1): the overlay lies"))
  }
}
