import Drawing
import Testing

@testable import Lectures

@Suite("Text in paragraphs")
struct TextSettingTests {
  private let style = TextStyle(size: 24, theme: .light, metrics: metrics)

  private func texts(_ text: String, width: Double = 900) throws -> [TextRun] {
    let picture = try #require(style.picture(of: Markup(.trial(text)), width: width))
    return picture.items.flatMap(\.flattened).compactMap {
      if case .text(let run) = $0 { run } else { nil }
    }
  }

  @Test("Nothing reaches beyond the picture's bounds, tall formulas included")
  func bounds() throws {
    let text =
      "Before\n- a $\\frac{\\partial C}{\\partial b}$ in a list\n  - below\n\n$$\\frac{a}{b}$$"
    let picture = try #require(style.picture(of: Markup(.trial(text)), width: 400))
    for item in picture.items {
      let bounds = try #require(item.bounds)
      #expect(picture.bounds.contains(bounds, tolerance: 1), "\(item)")
    }
  }

  @Test("Items of a list stand to the right of their bullets, deeper ones further")
  func indents() throws {
    let runs = try texts("one\n- two\n  - three")
    #expect(runs.map(\.string) == ["one", "two", "three"])
    #expect(runs[0].origin.x == 0)
    #expect(runs[1].origin.x > 20)
    #expect(runs[2].origin.x > runs[1].origin.x + 20)
  }

  @Test("Numbers hang to the left of their items, and end at one place")
  func numbers() throws {
    let runs = try texts("9. nine\n10. ten")
    #expect(runs.map(\.string) == ["9.", "nine", "10.", "ten"])
    #expect(runs[1].origin.x == runs[3].origin.x)
    #expect(abs(runs[0].bounds.maxX - runs[2].bounds.maxX) < 0.01)
    #expect(runs[2].bounds.minX >= -1)
  }

  @Test("Paragraphs stand further apart than lines")
  func gaps() throws {
    let runs = try texts("one two\n\nthree", width: 70)
    #expect(runs.map(\.string) == ["one", "two", "three"])
    #expect(runs[2].origin.y - runs[1].origin.y > 1.2 * (runs[1].origin.y - runs[0].origin.y))
  }

  @Test("A line is longer than reads well only where that saves a line")
  func measure() throws {
    let words = "The network looks at windows of its input, one after the other, "
    let short = try texts(words + "and adds up the products of each.", width: 1168)
    let long = try texts(words + words + words + words + words, width: 1168)
    #expect(short.count == 1)
    #expect(long.allSatisfy { $0.extents.width <= 1168 })
  }

  @Test("A text that does not fit is not set")
  func tooNarrow() throws {
    #expect(style.picture(of: try Markup(.trial("- incomprehensible")), width: 90) == nil)
    #expect(style.picture(of: try Markup(.trial("$$a+b+c+d+e+f+g$$")), width: 90) == nil)
  }

  @Test("All blanks of a question are as wide as that with the longest answer")
  func blanks() throws {
    let question = try Markup(.trial("It is {{3}} or {{four hundred}}.\n- {{1}}"), blanks: true)
    let picture = try #require(style.picture(of: question, width: 900))
    let widths = picture.items.groups("blank").compactMap { $0.items.first?.bounds?.width }
    #expect(widths.count == 3)
    #expect(widths.allSatisfy { abs($0 - widths[0]) < 1e-9 } && widths[0] > 100)
  }

  @Test("A formula on lines of its own stands in the middle, and shrinks before it does not fit")
  func display() throws {
    func bounds(_ width: Double) throws -> Rectangle? {
      let markup = try Markup(.trial("$$a + b + c + d + e + f$$"))
      return style.picture(of: markup, width: width).map { picture in
        let runs = picture.items.flatMap(\.flattened).compactMap(\.bounds)
        return runs.dropFirst().reduce(runs[0]) { $0.union($1) }
      }
    }
    let wide = try #require(try bounds(900))
    #expect(abs(wide.midX - 450) < 3)
    let narrow = try #require(try bounds(wide.width * 0.8))
    #expect(narrow.width < wide.width)
    #expect(try bounds(wide.width * 0.5) == nil)
  }
}
