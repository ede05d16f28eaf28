extension HTMLDeck {
  /// The words that a deck in a browser is operated with; English where nothing else is given.
  public struct Words: Sendable, Equatable {
    /// What a slide is called before its number.
    public var slide = "Slide"
    /// Going to the page after this one.
    public var next = "Next page"
    /// Going to the page before this one.
    public var previous = "Previous page"
    /// Going to the first page.
    public var first = "First page"
    /// Going to the last page.
    public var last = "Last page"
    /// Going to a slide whose number is typed.
    public var goTo = "Go to a slide by its number"
    /// All pages at a glance.
    public var overview = "Overview"
    /// Showing nothing but the deck on the screen.
    public var fullScreen = "Full screen"
    /// The speaker's window.
    public var notes = "Speaker notes"
    /// Showing nothing.
    public var black = "Black screen"
    /// The list of keys.
    public var help = "Keys"
    /// Leaving what was opened.
    public var close = "Close"
    /// The bar of buttons.
    public var controls = "Controls"
    /// The heading of what comes after this page.
    public var coming = "Next"
    /// What is said where no page comes after.
    public var end = "End of the slides"
    /// What is said where a slide has no notes.
    public var noNotes = "No notes"
    /// Letting the time begin again.
    public var restart = "Restart the time"
    /// The label of the space bar.
    public var space = "Space"
    /// The label of the key that goes down a page.
    public var pageDown = "Page Down"
    /// The label of the key that goes up a page.
    public var pageUp = "Page Up"
    /// The label of the shift key.
    public var shift = "Shift"
    /// The label of the key that goes to the start.
    public var homeKey = "Home"
    /// The label of the key that goes to the end.
    public var endKey = "End"
    /// The label of the key that ends a line.
    public var enter = "Enter"
    /// The label of the key that leaves.
    public var escape = "Esc"

    /// The English words.
    public init() {}

    /// The words, each as the function has it; an application gives it English to translate.
    public func map(_ translate: (String) -> String) -> Words {
      var words = self
      for word in Words.all { words[keyPath: word] = translate(self[keyPath: word]) }
      return words
    }

    /// Every word.
    public var list: [String] { Words.all.map { self[keyPath: $0] } }

    private static var all: [WritableKeyPath<Words, String>] {
      [
        \.slide, \.next, \.previous, \.first, \.last, \.goTo, \.overview, \.fullScreen, \.notes,
        \.black, \.help, \.close, \.controls, \.coming, \.end, \.noNotes, \.restart, \.space,
        \.pageDown, \.pageUp, \.shift, \.homeKey, \.endKey, \.enter, \.escape,
      ]
    }
  }
}
