import ArgumentParser
import Figures
import Studio

/// `convlens figure NAME`: one picture.
struct FigureCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure",
    abstract: "Draws one figure.",
    usage: "convlens figure <name> [--input <tensor>] [--filter <tensor>] [options]",
    discussion: """
      Without --input and --filter the figure shows the article's own example.

      Examples:
        convlens figure feature-map -o z.png
        convlens figure feature-map --input digit:7 --filter random:8x1x3x3@1 --maps all -o m.png
        convlens figure step --input digit:7 --filter sobel-x --step 200 -o 7.svg
        convlens figure feature-neurons --labels both --bias -0.5 -o neurons.pdf
        convlens figure step --trace trace.json --step 3 -o step.svg
        convlens figure weight-gradient --upstream ones --step 2 -o w.png
        convlens figure max-pooling --input a.csv --window 2 --stride 2 -o pool.svg
        cat a.csv | convlens figure modes --input - -o - > modes.png
      """)

  @Argument(
    help: "The figure's name; 'convlens figures' lists them.",
    completion: .list(Catalogue.names), transform: FigureKind.parse)
  var name: FigureKind

  @OptionGroup var layer: LayerOptions

  @OptionGroup var trace: TraceInput

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The overlay position or neuron to show, counted from 0 (default: the first, or all).",
      valueName: "n"))
  var step: Int?

  @OptionGroup(title: "Style") var style: StyleOptions
  @OptionGroup(title: "Output") var output: PictureOutput

  func validate() throws { try trace.check(against: layer) }

  func run(console: Console) throws {
    let (destination, format) = try output.resolve(default: name.name, console: console)
    let example = try Example.shown(by: name)
    let computation =
      try trace.computation(layer, shade: style.shade, console: console)
      ?? layer.computation(
        or: example, shade: style.shade, needsGradient: name.needs.contains(.gradient),
        takesAllMaps: true,
        console: console)
    let isExample = try trace.isEmpty && layer.isExample(like: example)
    if step != nil, name.isOfNoStep {
      throw Failure(
        .usage, "the figure '\(name.name)' shows no single step; leave out --step")
    }
    if let step { try StepSelection.check(step, of: computation.stepCount) }
    let step = self.step ?? (isExample ? example.step(of: computation.stepCount) : nil)
    let draw = try computation.picture(of: name)
    let style = style.style(labels: .numbers, metrics: try fontMetrics(console: console))
    let scene = try draw(step, style).agreeing()
    try destination.write(
      try format.bytes(of: scene, resolution: self.style.scale), console: console)
    console.note(scene.omissions)
  }
}
