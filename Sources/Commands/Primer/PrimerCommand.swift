import ArgumentParser
import CairoBackend
import Drawing
import Figures
import MarkupBackend
import Studio

/// `convlens primer`: the article's figures with its own numbers, and a page that shows them all.
struct PrimerCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "primer",
    abstract: "Draws the article's figures in its order, with a page that shows them and a trace.",
    usage: "convlens primer [options] [-o <folder>]",
    discussion: """
      The folder gets a .png for each figure, numbered; index.html, which shows all of them with \
      captions and opens from disk; and trace-3x3.json, every step of the example of the gradients.

      Example:
        convlens primer -o Output
      """)

  @OptionGroup(title: "Style") var style: StyleOptions

  @Option(
    name: [.short, .long], parsing: .unconditional,
    help: ArgumentHelp("The folder.", valueName: "folder"), completion: .directory,
    transform: plainValue)
  var output = "Output"

  func run(console: Console) throws {
    let folder = try OutputFolder(output)
    let metrics = try fontMetrics(console: console)
    let pictures = Primer.entries.enumerated().flatMap { index, entry in
      PrimerPicture.all(of: entry, number: index + 1)
    }
    var progress = Progress(pictures.count, "pictures", console: console)
    let scenes = try pictures.concurrentMap { [style] picture in
      let scene = try picture.scene(style: style, metrics: metrics)
      let bytes = try PictureFormat.png.bytes(of: scene, resolution: style.scale)
      try OutputFile.write(bytes, to: folder.file(picture.file))
      return scene
    } finished: {
      progress.advance()
    }
    let page = folder.file("index.html")
    try OutputFile.write(Array(html(pictures, scenes).utf8), to: page)
    let trace = folder.file("trace-3x3.json")
    let computation = try Computation(try .gradients)
    try TraceFormat.json.writer(names: computation.names).write(
      try computation.traced(), to: .file(trace), console: console)
    for file in pictures.map({ folder.file($0.file) }) + [page, trace] { try console.print(file) }
    try console.print("wrote \(pictures.count) pictures, a page and a trace to \(folder.path)")
  }

  /// The page, with a section for each entry that has pictures.
  private func html(_ pictures: [PrimerPicture], _ scenes: [Scene]) -> String {
    var sections: [HTMLPage.Section] = []
    var last = 0
    for (picture, scene) in zip(pictures, scenes) {
      if picture.number != last {
        let entry = picture.entry
        sections.append(.init(title: entry.title, caption: entry.caption, scenes: []))
        last = picture.number
      }
      sections[sections.count - 1].scenes.append(scene)
    }
    return HTMLPage(title: Primer.title, introduction: Primer.introduction, sections: sections)
      .render(fonts: HarfBuzzSubsetter())
  }
}
