import ArgumentParser
import CairoBackend
import Drawing
import Figures
import Threads

extension Labels: ExpressibleByArgument {}
extension PageFormat: ExpressibleByArgument {}

extension Theme: ExpressibleByArgument {
  /// The theme of that name.
  public init?(argument: String) {
    guard let theme = Theme.named(argument) else { return nil }
    self = theme
  }

  /// The theme's name.
  public var defaultValueDescription: String { name }

  /// The names of all themes.
  public static var allValueStrings: [String] { all.map(\.name) }
}

/// How an input without negative values is coloured.
enum Shade: String, CaseIterable, Sendable, ExpressibleByArgument {
  case ink, light, cividis

  /// The scale that the figures take.
  var scale: ValueScale.Kind {
    switch self {
    case .ink: .ink
    case .light: .light
    case .cividis: .cividis
    }
  }
}

/// The options that say how a picture looks.
struct StyleOptions: ParsableArguments {
  @Option(help: "What cells and neurons say (default: numbers).")
  var labels: Labels?

  @Option(help: "The colours.")
  var theme: Theme = .light

  @Option(
    help: """
      How an input without negative values is coloured; in ink 0 is paper, in light it is black \
      (default: light for a .png, else ink).
      """)
  var shade: Shade?

  @Option(help: "The shape of the page.")
  var page: PageFormat = .widescreen

  @Option(help: "Pixels of a PNG: 1 for 1920 × 1080, 2 for 3840 × 2160 (at 16:9).")
  var scale: Resolution = .single

  /// The style; `example` are the labels where none are asked for.
  func style(labels example: Labels, metrics: any TextMetrics) -> FigureStyle {
    FigureStyle(theme: theme, page: page, labels: labels ?? example, metrics: metrics)
  }
}

/// The metrics of this machine's fonts, after a warning for each that they have to do without.
///
/// - Throws: ``Failure`` of the kind `cannotCreate` where there is no font at all, or no thread to
///   look for them in.
func fontMetrics(console: Console) throws(Failure) -> PangoMetrics {
  // Pango looks for fonts in a thread of its own, and stops the program where it gets none.
  guard let thread = WorkerThread({}) else {
    throw Failure(
      .cannotCreate,
      "no thread can be started, which writing into a picture takes; raise the limit of processes "
        + "(ulimit -u)")
  }
  thread.join()
  let missing = missingFonts()
  for font in missing {
    guard let replacement = font.replacement else {
      throw Failure(
        .cannotCreate,
        "no font is installed, so that nothing can be written into a picture; on Debian: "
          + "apt-get install \(missing.map(\.package).joined(separator: " "))")
    }
    console.warn(
      "the font \(font.family) is not installed, \(replacement) stands in for it; "
        + "on Debian: apt-get install \(font.package)")
  }
  return PangoMetrics()
}
