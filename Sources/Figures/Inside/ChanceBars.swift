import Drawing
import Neural
import Wording

/// The probabilities of classes as bars one below the other, the one that is looked at and the one that is
/// said told apart.
struct ChanceBars: Block {
  let name: String
  let chances: [Double]
  /// The classes that have a row, in order.
  let classes: [Int]
  /// The class that is looked at.
  let target: Int
  /// What is printed for a class.
  let number: @Sendable (Int) -> Formula
  let datum: @Sendable (Int) -> Datum
  var largest = 220.0

  /// The classes that are worth a row: all of few, else those that are looked at and the most probable
  /// ones of several answers.
  static func classes(_ all: [[Double]], with kept: [Int], most: Int = 10) -> [Int] {
    let count = all.first?.count ?? 0
    guard count > most else { return Array(0..<count) }
    let top = all.flatMap { chances in
      chances.indices.sorted { (chances[$0], $1) > (chances[$1], $0) }.prefix(most > 4 ? 4 : 2)
    }
    return Array(Set(kept + top)).sorted()
  }

  private static let leastRow = 16.5

  var share: Size { Size(6, 8) }
  func least(_ pen: Pen) -> Size { Size(130, ChanceBars.leastRow * Double(classes.count)) }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let row = min(26, room.height / Double(classes.count), largest / Double(classes.count))
    let size = min(17, max(pen.measures.numberFloor + 0.05, row * 0.8))
    let said = Insight.largest(chances)
    let notation = pen.style.voice.notation
    let names = classes.map { number in
      pen.formula(
        .number(notation.index(number), number == said ? .bold : .regular), size: size,
        color: number == said ? pen.theme.ink : pen.theme.muted)
    }
    let numbers = classes.map { number in
      let isStrong = number == said || number == target
      return isStrong
        ? pen.formula(self.number(number), size: size, color: text(number, said, pen)) : .empty
    }
    let left = (names.map(\.bounds.width).max() ?? 0) + 9
    let right = (numbers.map(\.bounds.width).max() ?? 0) + 10
    let bar = max(24, min(96, room.width - left - right))
    var layout = Layout(
      size: Size(left + bar + right, row * Double(classes.count)))
    if row < ChanceBars.leastRow {
      layout.omit(Omission(.numbers, in: say("probabilities")), cost: 800)
    }
    layout.content = layout.size.width * layout.size.height * 0.5
    for (place, number) in classes.enumerated() {
      let middle = row * (Double(place) + 0.5)
      layout.items +=
        names[place].moved(left - 9 - names[place].bounds.maxX, middle - names[place].bounds.midY)
        .items
      let length = max(1, min(1, chances[number]) * bar)
      layout.items.append(
        .group(
          Tag("bar", "\(name) \(number)", source: datum(number).mark),
          [
            .rectangle(
              Rectangle(left, middle - row * 0.28, length, row * 0.56), radius: 0,
              .fill(color(number, said, pen)))
          ]))
      layout.items +=
        numbers[place].moved(left + length + 8, middle - numbers[place].bounds.midY).items
    }
    layout.items.append(
      .path(
        .line(Point(left, 0), Point(left, layout.size.height)), .stroke(pen.theme.frame, 1.2)))
    if classes.count < chances.count {
      layout.omit(
        Omission(.things(shown: classes.count, of: chances.count), in: say("classes")), cost: 0)
    }
    return layout
  }

  private func color(_ number: Int, _ said: Int, _ pen: Pen) -> Color {
    number == target
      ? pen.theme.position(0).color
      : number == said ? pen.theme.position(1).color : pen.theme.quiet
  }

  private func text(_ number: Int, _ said: Int, _ pen: Pen) -> Color {
    pen.theme.text(in: color(number, said, pen), on: pen.theme.paper)
  }
}

extension Datum {
  /// A probability with two decimals; what would be 0 is less than 0.01.
  func chance(_ weight: FontWeight = .semibold) -> Formula {
    let isBelow = value > 0 && value < 0.005
    let source = Source(
      address, value: value, form: isBelow ? .below(2) : .decimals(2), isExact: false)
    return .sourced(source, .number(source.printed ?? "", weight))
  }
}
