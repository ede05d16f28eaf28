extension HTMLDeck {
  /// The bar of buttons.
  var controls: String {
    """
    <nav class="controls" aria-label="\(MarkupText.escaped(words.controls))">
    \(button("previous", words.previous, "M15 5L8 12L15 19"))\
    <span class="position"></span>
    \(button("next", words.next, "M9 5L16 12L9 19"))\
    \(button("overview", words.overview, "M4 5h6v5H4zM14 5h6v5h-6zM4 14h6v5H4zM14 14h6v5h-6z"))\
    \(button("notes", words.notes, "M5 4h14v16H5zM8.5 9h7M8.5 13h7M8.5 17h4"))\
    \(button("full-screen", words.fullScreen, "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"))\
    \(button("help", words.help, "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.3-1.5 2.3M12 18v.01"))\
    </nav>

    """
  }

  /// A button that does what the script knows under a name, with an icon on a field of 24 × 24.
  private func button(_ action: String, _ name: String, _ icon: String) -> String {
    let name = MarkupText.escaped(name)
    return """
      <button type="button" data-action="\(action)" aria-label="\(name)" title="\(name)">\
      <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke-linecap="round" \
      stroke-linejoin="round"><path d="\(icon)"/></svg></button>

      """
  }

  /// The list of keys.
  var help: String {
    let space = words.space
    let rows: [(keys: [String], action: String)] = [
      (["→", "↓", words.pageDown, space], words.next),
      (["←", "↑", words.pageUp, "\(words.shift) \(space)"], words.previous),
      ([words.homeKey], words.first), ([words.endKey], words.last),
      (["1", "2", words.enter], words.goTo), (["o"], words.overview), (["n"], words.notes),
      (["f"], words.fullScreen), (["b", "."], words.black), (["?"], words.help),
      ([words.escape], words.close),
    ]
    let table = rows.map { row in
      let keys = row.keys.map { "<kbd>\(MarkupText.escaped($0))</kbd>" }
      return "<tr><th scope=\"row\">\(keys.joined(separator: " "))</th>"
        + "<td>\(MarkupText.escaped(row.action))</td></tr>\n"
    }
    return """
      <dialog class="help" aria-labelledby="help-title">
      <h2 id="help-title">\(MarkupText.escaped(words.help))</h2>
      <table>
      \(table.joined())</table>
      <form method="dialog"><button>\(MarkupText.escaped(words.close))</button></form>
      </dialog>

      """
  }

  /// What the speaker's window is filled with.
  var speaker: String {
    """
    <template class="speaker-template" data-title="\(MarkupText.escaped(words.notes))">
    <header><span class="position"></span><span class="elapsed" role="timer"></span>\
    <button type="button" class="restart">\(MarkupText.escaped(words.restart))</button></header>
    <figure class="now"></figure>
    <figure><figcaption>\(MarkupText.escaped(words.coming))</figcaption>\
    <div class="coming"></div><p class="end">\(MarkupText.escaped(words.end))</p></figure>
    <div class="notes"><div class="spoken"></div>\
    <p class="none">\(MarkupText.escaped(words.noNotes))</p></div>
    </template>

    """
  }
}
