import Foundation
import Testing

@testable import MarkupBackend

/// A headless browser that runs a script in a copy of a page and hands back what that finds.
enum Browser {
  /// Where the browser is; nil where none is installed.
  static let program = [
    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ].first { FileManager.default.isExecutableFile(atPath: $0) }

  /// What a script records at one moment.
  struct Moment: Decodable, Equatable {
    var name: String
    var value: String
  }

  /// Runs the body of an asynchronous function in a page, under the page's own content policy, and
  /// gives what it handed to `record(name, value)`, by name.
  ///
  /// - Parameters:
  ///   - files: What else stands in the page's folder.
  ///   - fragment: What the page's address ends with: `#7.2`.
  static func run(
    _ script: String, in page: String, files: [String: String] = [:], fragment: String = "",
    size: (width: Int, height: Int) = (1280, 720)
  ) throws -> [String: String] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "convlens-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, contents) in files {
      try contents.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    let file = folder.appending(path: "page.html")
    try injected(script, into: page).write(to: file, atomically: true, encoding: .utf8)
    let document = try dump(file.absoluteString + fragment, profile: folder, size)
    let results = try #require(document.firstMatch(of: /<pre id="results">(.*?)<\/pre>/))
    let moments = try JSONDecoder().decode(
      [Moment].self, from: Data(unescaped(results.output.1).utf8))
    return Dictionary(moments.map { ($0.name, $0.value) }) { _, last in last }
  }

  private static func injected(_ script: String, into page: String) -> String {
    let whole = """
      (async () => {
        const moments = [];
        const record = (name, value) => moments.push({ name, value: String(value) });
        const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
        const press = (key, options = {}, target = document.activeElement) =>
          target.dispatchEvent(
            new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }));
        const shown = () => [...document.querySelectorAll('.page')]
          .filter((page) => page.checkVisibility({ visibilityProperty: true }))
          .map((page) => page.id).join(' ');
        const where = () => `${location.hash} ${shown()}`;
        addEventListener('error', (event) => record('error', event.message));
        addEventListener('securitypolicyviolation', (event) =>
          record('violation', `${event.effectiveDirective} ${event.blockedURI}`));
        try {
          \(script)
        } catch (error) {
          record('error', error.stack);
        }
        const results = document.createElement('pre');
        results.id = 'results';
        results.textContent = JSON.stringify(moments);
        document.body.append(results);
      })();
      """
    let hash = base64(sha256(Array(whole.utf8)))
    return page.replacing("script-src ", with: "script-src 'sha256-\(hash)' ")
      .replacing("</body>", with: "<script>\(whole)</script>\n</body>")
  }

  private static func dump(
    _ address: String, profile: URL, _ size: (width: Int, height: Int)
  ) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: try #require(program))
    process.arguments = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-popup-blocking",
      "--user-data-dir=\(profile.appending(path: "profile").path())",
      "--window-size=\(size.width),\(size.height)", "--virtual-time-budget=20000", "--dump-dom",
      address,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }

  private static func unescaped(_ text: Substring) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(String(text)) { text, reference in
      text.replacing(reference.0, with: reference.1)
    }
  }
}
