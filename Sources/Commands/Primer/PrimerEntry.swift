import Drawing
import Figures
import Studio

/// One place in the primer: a figure, what it shows, and what is said about it.
///
/// Entries are data, and name their figure as the command line does.
struct PrimerEntry: Sendable {
  /// The figure's name.
  let figure: String
  /// What the page calls it.
  let title: String
  /// What the page says below it.
  let caption: String
  /// What its pictures are labelled with: a picture each.
  let labels: [Labels]
  /// The files' name, without number, labels and ending.
  let file: String
  /// What it shows where that is not the figure's own example.
  let example: (@Sendable () throws -> Example)?

  init(
    _ figure: String, _ title: String, labels: [Labels] = [.numbers], file: String? = nil,
    example: (@Sendable () throws -> Example)? = nil, caption: String
  ) {
    self.figure = figure
    self.title = title
    self.caption = caption
    self.labels = labels
    self.file = file ?? figure
    self.example = example
  }
}

/// One picture of the primer.
struct PrimerPicture: Sendable {
  let entry: PrimerEntry
  /// Its entry's place in the primer, counted from 1.
  let number: Int
  let figure: FigureKind
  let labels: Labels

  /// The pictures of an entry; none where there is no such figure.
  static func all(of entry: PrimerEntry, number: Int) -> [PrimerPicture] {
    guard let figure = Catalogue.figure(named: entry.figure) else { return [] }
    return entry.labels.map {
      PrimerPicture(entry: entry, number: number, figure: figure, labels: $0)
    }
  }

  /// The file's name, which sorts by the entry's number: `03-feature-neurons-symbols.png`.
  var file: String {
    let labels = entry.labels.count > 1 ? "-\(labels.rawValue)" : ""
    return "\(number < 10 ? "0" : "")\(number)-\(entry.file)\(labels).png"
  }

  /// What the picture shows.
  ///
  /// - Throws: ``RequestError`` where the figure has no example.
  func example() throws -> Example { try entry.example?() ?? .of(figure) }

  /// The picture, in the labels that the style asks for or else in its own.
  func scene(
    style: StyleOptions, metrics: any TextMetrics
  ) throws -> Scene {
    do {
      var example = try example()
      if let shade = style.shade { example.request.shade = shade.scale }
      let computation = try Computation(example.request)
      let draw = try computation.drawing(of: figure)
      let step = example.step(of: computation.stepCount)
      return try draw(step, style.style(labels: labels, metrics: metrics)).agreeing()
    } catch let error as RequestError { throw Failure(error) }
  }
}
