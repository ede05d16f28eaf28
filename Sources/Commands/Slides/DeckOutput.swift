import CairoBackend
import Drawing
import Figures
import Lectures
import MarkupBackend
import OfficeBackend
import Wording

/// Writes decks in a format, each file whole or not at all.
struct DeckOutput: Sendable {
  let target: DeckTarget
  let console: Console
  /// The files that the deck is made from, which it does not replace.
  var sources: [String] = []
  /// Called where the work can be stopped; it throws to stop it.
  var checkpoint: @Sendable () throws -> Void = {}

  /// Writes a deck.
  ///
  /// All is drawn before the first file is written.
  ///
  /// - Parameters:
  ///   - voice: The language that buttons and keys are named in.
  ///   - stamp: How an open page learns of changes; for HTML only.
  func write(
    _ deck: Deck, voice: Voice = Voice(), stamp: HTMLDeck.Stamp? = nil
  ) throws {
    if case .file(let path) = target.destination { try check(path) }
    switch (target.format, target.destination) {
    case (.pdf, let destination):
      try destination.write(pdf(of: deck), console: console)
    case (.html, let destination):
      try destination.write(html(of: deck, voice: voice, stamp: stamp), console: console)
    case (.pptx, let destination):
      try destination.write(presentation(of: deck), console: console)
    case (.png, .file(let path)):
      try write(PictureFolder(deck).files, "pictures", into: path)
    case (.markdown, .file(let path)):
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let document = MarkdownDeck(deck, name: LessonFile(argument: name).stem)
      let folder = path.hasSuffix(name) ? String(path.dropLast(name.count)) : ""
      try write(document.pictures, "pictures", into: folder)
      try OutputFile.write(Array(document.text.utf8), to: path)
    case (.png, .standardOutput), (.markdown, .standardOutput):
      throw Failure(.usage, "several files cannot go to standard output; name a place with -o")
    }
  }

  /// The pages as a PDF document.
  func pdf(of deck: Deck) throws(Failure) -> [UInt8] {
    do {
      return try PDFRenderer().render(deck)
    } catch {
      throw Failure(.cannotCreate, error.description)
    }
  }

  private func html(of deck: Deck, voice: Voice, stamp: HTMLDeck.Stamp?) -> [UInt8] {
    let words = Voice.$current.withValue(voice) {
      HTMLDeck.Words().map { say(Phrase(stringLiteral: $0)) }
    }
    return Array(HTMLDeck(deck, words: words, stamp: stamp).render(fonts: HarfBuzzSubsetter()).utf8)
  }

  private func presentation(of deck: Deck) throws -> [UInt8] {
    let presentation = Presentation(of: deck)
    let pictures = try drawn(presentation.pictures, "pictures") { scene in
      if let file = scene.pictureFile { return Presentation.Picture(file) }
      return Presentation.Picture(
        svg: Array(SVGRenderer().render(scene.outliningText()).utf8),
        png: try PictureFormat.png(of: scene, scale: 2))
    }
    do {
      return try presentation.render(pictures)
    } catch {
      throw Failure(.cannotCreate, error.description)
    }
  }

  /// Writes files into a folder, which is made where it is not there.
  private func write(_ files: [DeckFile], _ things: String, into path: String) throws {
    let contents = try drawn(files, things) { file in try file.bytes() }
    let folder = path.isEmpty || path.hasSuffix("/") ? path : path + "/"
    for file in files { try check(folder + file.path) }
    var folders: Set<String> = []
    for (file, bytes) in zip(files, contents) {
      let name = folder + file.path
      if let slash = name.lastIndex(of: "/"), folders.insert(String(name[..<slash])).inserted {
        _ = try OutputFolder(String(name[..<slash]))
      }
      try OutputFile.write(bytes, to: name)
    }
  }

  /// Refuses to replace what the deck is made from, under whatever name.
  private func check(_ path: String) throws(Failure) {
    guard let existing = FileStatus(of: path), existing.isRegular else { return }
    for source in sources where FileStatus(of: source)?.identity == existing.identity {
      throw .cannotWrite(path, "the deck is made from that file; name another with -o")
    }
  }

  private func drawn<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ things: String,
    _ draw: @escaping @Sendable (Element) throws -> Result
  ) throws -> [Result] {
    var progress = Progress(elements.count, things, console: console)
    return try elements.concurrentMap { [checkpoint] element in
      try checkpoint()
      return try draw(element)
    } finished: {
      progress.advance()
    }
  }
}

/// A file of a deck of several, not yet made.
struct DeckFile: Sendable {
  /// Its path in the deck's folder.
  let path: String
  /// Makes what it holds.
  let bytes: @Sendable () throws -> [UInt8]
}
