import Drawing
import Testing

@testable import MarkupBackend

@Suite(
  "The speaker's window, and decks that are watched", .serialized,
  .enabled(if: Browser.program != nil, "needs Chromium"))
struct SpeakerBrowserTests {
  @Test("A second window shows this page, the next one, notes and the time, and leads the deck")
  func speaker() throws {
    let found = try Browser.run(
      """
      press('n');
      const view = window.open('', 'convlens-speaker');
      const find = (name) => view.document.querySelector(name);
      const state = () => [
        find('.position').textContent, find('.now svg').ariaLabel,
        find('.coming svg')?.ariaLabel ?? 'nothing',
        [...view.document.querySelectorAll('.spoken p')].map((p) => p.textContent).join('|'),
      ].join('; ');
      record('title', view.document.title);
      record('opened', state());
      record('says that there are no notes', !find('.none').hidden && find('.end').hidden);
      press('ArrowRight'); record('follows', state());
      press('ArrowRight', {}, view.document.body); record('leads', where() + '; ' + state());
      record('shows shared parts', find('.now use').getBBox().width > 0);
      press('End'); record('at the end', state());
      record('says that it is the end', !find('.end').hidden);
      await pause(3000); record('time', find('.elapsed').textContent >= '00:03');
      find('.restart').click(); record('restarted', find('.elapsed').textContent);
      view.close(); await pause(500);
      press('Home'); record('closed', where());
      press('n'); await pause(500);
      record('opened again', window.open('', 'convlens-speaker').document.title);
      """, in: HTMLDeck(sampleDeck).render())
    #expect(
      found == [
        "title": "Speaker notes", "opened": "1 / 4; Title; Steps; ",
        "says that there are no notes": "true",
        "follows": "2.1 / 4; Steps; Steps; First. Still first.\n- one\n- two|Second <b>.",
        "leads":
          "#2.2 2.2; 2.2 / 4; Steps; Steps; First. Still first.\n- one\n- two|Second <b>.",
        "shows shared parts": "true", "at the end": "4 / 4; Night; nothing; ",
        "says that it is the end": "true", "time": "true", "restarted": "00:00",
        "closed": "#1 1", "opened again": "Speaker notes",
      ])
  }

  /// A script that tells whether the page is the first or was loaded again, and where it is.
  private let report = """
    const loads = Number(sessionStorage.getItem('loads') ?? 0) + 1;
    sessionStorage.setItem('loads', loads);
    if (loads === 1) { press('End'); await pause(4000); }
    await pause(4000);
    record('loads', sessionStorage.getItem('loads')); record('where', where());
    """

  @Test(
    "A watched deck is loaded again where it is, once for a version that is not its own",
    arguments: [("1", "1"), ("2\"\\ü", "2")])
  func watching(version: String, loads: String) throws {
    let page = HTMLDeck(sampleDeck, stamp: .init(file: "page.html.js", version: "1")).render()
    let stamp = HTMLDeck.Stamp(file: "page.html.js", version: version)
    let found = try Browser.run(report, in: page, files: [stamp.file: stamp.contents])
    #expect(found == ["loads": loads, "where": "#4 4"])
  }

  @Test("A watched deck stays as it is where nothing tells of a version")
  func nothingToWatch() throws {
    let page = HTMLDeck(sampleDeck, stamp: .init(file: "page.html.js", version: "1")).render()
    #expect(try Browser.run(report, in: page) == ["loads": "1", "where": "#4 4"])
  }
}
