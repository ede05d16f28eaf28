import CairoBackend
import Documents
import Drawing
import Figures
import Lectures
import Neural
import Studio
import Testing

@testable import Commands

@Suite struct LessonFiguresTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A request whose figure is named on line 1, and whose options stand on lines 2, 3 …
  private func request(
    _ name: String, _ options: KeyValuePairs<String, String> = [:],
    defaults: KeyValuePairs<String, String> = [:]
  ) -> FigureRequest {
    func located(
      _ options: KeyValuePairs<String, String>, from line: Int
    ) -> [String: Located<ComputationOptions.Value>] {
      let pairs = options.enumerated().map { index, option in
        (
          option.key,
          Located(
            ComputationOptions.Value.text(option.value),
            at: .init(line: line + index, column: 5))
        )
      }
      return Dictionary(pairs) { first, _ in first }
    }
    return FigureRequest(
      name: Located(name, at: .init(line: 1, column: 3)), options: located(options, from: 2),
      defaults: located(defaults, from: 102))
  }

  private func source(trace: Computation? = nil) -> LessonFigures {
    LessonFigures(folder: folder.path, trace: trace, console: Transcript().console())
  }

  private let style = FigureStyle(metrics: PangoMetrics())

  @Test(
    "A figure is the one that the command line draws of the same options",
    arguments: [
      ("feature-map", [:]), ("feature-neuron", [:]), ("chaining", [:]),
      ("step", ["input": "digit:7", "filter": "sobel-x", "stride": "2,1", "padding": "same"]),
      ("max-pooling", ["input": "1 5 2 0; 3 4 8 1", "window": "2x1"]),
      ("weight-gradient", ["input": "1 2 3; 4 5 6", "bias": "-1", "activation": "tanh"]),
      ("step", ["input": "letter:Z", "shade": "light"]),
    ] as [(String, KeyValuePairs<String, String>)])
  func sameAsFigure(name: String, options: KeyValuePairs<String, String>) async throws {
    let figure = try source().figure(for: request(name, options))
    var style = style
    style.labels = figure.labels
    let picture = try PictureFormat.svg.bytes(
      of: figure.draw(figure.step, style), resolution: .single)
    let arguments = options.flatMap { ["--\($0.key)", $0.value] }
    let (code, transcript) = await run(["figure", name, "-o", "-", "--format", "svg"] + arguments)
    #expect(code == 0, "\(transcript.errors)")
    #expect(picture == transcript.output)
  }

  /// A request for the figure of a network of two inputs, which stand on lines 4 and 5.
  private func twoInputs(
    _ inputs: [ComputationOptions.Input], of network: String = "two.yaml"
  ) throws -> FigureRequest {
    try folder.write(
      """
      name: two
      inputs: {image: [1, 2, 2], age: [1]}
      stages:
        - flat: {flatten: {}, from: image}
        - both: {concatenate: {}, from: [flat, age]}
        - fc: {fully-connected: {neurons: 2}}
      """, to: "two.yaml")
    var request = request("fully-connected", ["network": network])
    request.options["input"] = Located(
      .inputs(inputs), at: .init(line: 3, column: 5),
      parts: inputs.indices.map { .init(line: 4 + $0, column: 7) })
    return request
  }

  @Test("A network takes its inputs by name or in order, as the command line does")
  func several() async throws {
    let image = ComputationOptions.Value.text("1 2; 3 4")
    let tensor = try Tensor(shape: [2, 2], values: [1, 2, 3, 4])
    let orders: [[ComputationOptions.Input]] = [
      [.init(image, name: "image"), .init(.text("0.5"), name: "age")],
      [.init(.text("0.5"), name: "age"), .init(image, name: "image")],
      [.init(.tensor(tensor)), .init(.text("0.5"))],
    ]
    let scenes = try orders.map { inputs in
      let figure = try source().figure(for: twoInputs(inputs))
      var style = style
      style.labels = figure.labels
      return figure.draw(figure.step, style)
    }
    for scene in scenes { #expect(scene.texts.map(\.string) == scenes[0].texts.map(\.string)) }
    let (code, transcript) = await run([
      "figure", "fully-connected", "--network", folder("two.yaml"), "--input", "image=1 2; 3 4",
      "--input", "age=0.5", "-o", "-", "--format", "svg",
    ])
    #expect(code == 0, "\(transcript.errors)")
    #expect(try PictureFormat.svg.bytes(of: scenes[0], resolution: .single) == transcript.output)
  }

  @Test(
    "What is wrong with one of several inputs is reported where that stands",
    arguments: [
      ([("image", "1 2; 3 4"), ("agee", "1")], 5, "the network has no input 'agee'"),
      ([("age", "1"), ("image", "1 2 3")], 5, "takes an input of 1 × 2 × 2, not"),
      ([(nil, "1 2; 3 x"), (nil, "1")], 4, "“x” is not a number"),
      ([(nil, "1 2; 3 4")], 3, "the input 'age' is missing"),
      ([(nil, "1 2; 3 4"), (nil, "1"), (nil, "1")], 3, "there are 3 inputs for a network that"),
    ] as [([(String?, String)], Int, String)])
  func wrongInputs(inputs: [(String?, String)], line: Int, message: String) throws {
    let error = try #require(throws: LessonError.self) {
      try source().figure(for: twoInputs(inputs.map { .init(.text($1), name: $0) }))
    }
    #expect(error.place.line == line, "\(error.message)")
    #expect(error.message.contains(message), "\(error.message)")
  }

  @Test("Files are found from the lesson's folder, and kept in mind")
  func files() throws {
    try folder.write("1,2\n3,4\n", to: "scan.csv")
    let figures = source()
    #expect(
      try figures.figure(for: request("step", ["input": "scan.csv", "filter": "1"])).stepCount == 4)
    #expect(throws: LessonError.self) {
      try figures.figure(for: request("step", ["input": "gone.csv"]))
    }
    #expect(figures.files == [folder("gone.csv"), folder("scan.csv")])
  }

  @Test(
    "A mistake is reported at its option",
    arguments: [
      ("steps", [:], 1, "did you mean 'step'?"),
      (
        "step", ["stride": "x"], 2,
        "stride 'x': give one whole number of 1 or more, or rows and columns such as 2,1"
      ),
      ("step", ["padding": "1,2,3"], 2, "padding '1,2,3': give valid, same, "),
      ("step", ["input": "1 2; 3 4", "activation": "sigmod"], 3, "did you mean 'sigmoid'?"),
      ("step", ["groups": "0"], 2, "groups '0': give a whole number of 1 or more"),
      ("step", ["input": "-"], 2, "input: a lesson cannot read standard input; name a file"),
      ("step", ["filter": "1", "input": "1 x"], 3, "“x” is not a number"),
      ("step", ["input": "1 2; 3 4", "filter": "box:3"], 3, "use a smaller filter"),
      ("step", ["input": "1 2; 3 4", "filter": "1 | 2"], 3, "which does not fit an input"),
      ("step", ["input": "digitt:2"], 2, "did you mean digit:7"),
      ("step", ["input": "1 2; 3 4", "filter": "1", "bias": "1 2"], 4, "needs 1 bias"),
      ("bias-gradient", ["upstream": "1", "input": "box:3"], 2, "the upstream gradient is 1 × 1"),
      ("max-pooling", ["window": "9"], 2, "the window is 9 × 9"),
      ("max-pooling", ["filter": "1"], 2, "only for convolution, fully-connected"),
      ("modes", ["layer": "max-pooling"], 2, "shows a layer of the kind convolution"),
      ("step", ["cost": "quadratic"], 2, "cost needs target"),
      ("step", ["upstream": "ones", "target": "1"], 3, "leave one of them out"),
      ("step", ["flavour": "2"], 2, "flavour: a figure has no such option"),
    ] as [(String, KeyValuePairs<String, String>, Int, String)])
  func mistakes(
    name: String, options: KeyValuePairs<String, String>, line: Int, message: String
  ) throws {
    let error = try #require(throws: LessonError.self) {
      try source().figure(for: request(name, options))
    }
    #expect(error.place.line == line)
    #expect(error.message.contains(message), "\(error.message)")
    #expect(!error.message.contains("--"))
  }

  @Test(
    "What the lesson says for all figures holds where it makes sense, and the figure's own wins",
    arguments: [
      ("step", [:], 9), ("step", ["stride": "1"], 25), ("step", ["input": "box:5"], 4),
      ("max-pooling", [:], 9), ("step", ["input": "example"], 4),
      ("weight-gradient", ["target": "zeros:3x3"], 9),
    ] as [(String, KeyValuePairs<String, String>, Int)])
  func defaults(name: String, options: KeyValuePairs<String, String>, steps: Int) throws {
    let defaults: KeyValuePairs = [
      "input": "ramp:7x7", "filter": "sobel-x", "stride": "2", "upstream": "ones",
      "cost": "quadratic", "layer": "convolution", "dilation": "1",
    ]
    let request = request(name, options, defaults: defaults)
    #expect(try source().figure(for: request).stepCount == steps)
  }

  @Test("A figure that the lesson's own values do not fit says what helps")
  func unfitDefaults() throws {
    let error = try #require(throws: LessonError.self) {
      try source().figure(
        for: request("fully-connected", defaults: ["input": "digit:2", "filter": "sobel-x"]))
    }
    #expect(error.place.line == 1)
    #expect(error.message.contains("the filter is 3 × 3, which does not fit"))
    #expect(error.message.hasSuffix("'fully-connected' its own, or 'input: example'"))
  }

  @Test("A trace is shown by the figures that say nothing of the computation and that it suits")
  func traced() throws {
    let weight = try TitledTensor(rows: [[1, 1]])
    let trace = try Computation(
      ComputationRequest(
        .layer(LayerRequest("convolution", parameters: [.weight: weight])),
        input: TitledTensor(rows: [[1, 2, 3, 4], [5, 6, 7, 8]])))
    let figures = source(trace: trace)
    #expect(try figures.figure(for: request("step")).stepCount == 6)
    #expect(try figures.figure(for: request("step", ["shade": "light"])).stepCount == 6)
    #expect(try figures.figure(for: request("step", ["input": "box:2"])).stepCount == 1)
    // Neither the layer nor the passes that these show are in the trace.
    #expect(try figures.figure(for: request("max-pooling")).stepCount == 4)
    #expect(try figures.figure(for: request("weight-gradient")).stepCount == 4)
  }
}
