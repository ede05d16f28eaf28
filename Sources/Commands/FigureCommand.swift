import ArgumentParser
import Figures

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
        convlens figure step --input digit:7 --filter sobel-x --step 200 -o 7.svg
        convlens figure feature-neurons --labels both --bias -0.5 -o neurons.pdf
        cat a.csv | convlens figure modes --input - -o - > modes.png
      """)

  @Argument(
    help: "The figure's name; 'convlens figures' lists them.",
    completion: .list(Catalogue.figures.map(\.name)), transform: FigureKind.parse)
  var name: FigureKind

  @OptionGroup(title: "Computation") var layer: LayerOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The overlay position to show, counted from 0.", valueName: "n"))
  var step: Int?

  @OptionGroup(title: "Style") var style: StyleOptions
  @OptionGroup(title: "Output") var output: PictureOutput

  func run(console: Console) async throws {
    let (destination, format) = try output.resolve(default: name.name, console: console)
    let example = Example.of(name.name)
    let computation = try Computation(layer.setup(or: example.setup), console: console)
    let step = self.step ?? (layer.isExample ? example.step : 0)
    try StepSelection.check(step, of: computation.pass.steps.count)
    let style = style.style(
      labels: layer.isExample ? example.labels : .numbers, metrics: fontMetrics(console: console))
    let scene = computation.scene(of: name, step: step, style: style)
    let bytes = try format.bytes(of: scene, resolution: self.style.scale)
    try destination.write(bytes, console: console)
  }
}
