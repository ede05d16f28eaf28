import Neural

/// What of a file is wanted: a part of an argument behind the path.
enum Selection: Sendable, Equatable {
  /// One item of the first dimension, counted from 0: `#12`.
  case item(Int)
  /// One row of a table, counted from 0 without a header: `@row:12`.
  case row(Int)
  /// One channel of a picture: `#grey`, `#red`.
  case channel(Channel)
  /// One array of an archive: `#conv1.weight`.
  case name(String)

  /// A channel of a picture.
  enum Channel: String, Sendable, CaseIterable {
    case red, green, blue
    /// The luma of a colour picture.
    case grey
  }

  /// What begins the selection of a row.
  static let rowMark = "@row:"

  /// The selections that a suffix such as `#x_train#12` or `@row:3` spells, in order.
  static func list(_ suffix: some StringProtocol) throws(Fault) -> [Selection] {
    var selections: [Selection] = []
    var rest = suffix[...]
    while !rest.isEmpty {
      let isRow = rest.hasPrefix(rowMark)
      let body = rest.dropFirst(isRow ? rowMark.count : 1)
      let next = [body.firstIndex(of: "#"), body.firstRange(of: rowMark)?.lowerBound]
      let end = next.compactMap { $0 }.min() ?? body.endIndex
      let text = String(body[..<end])
      if isRow {
        guard let row = wholeNumber(text) else {
          throw Fault(
            "“\(rowMark)\(text)” selects no row", remedy: "write @row:0 for the first row")
        }
        selections.append(.row(row))
      } else {
        selections.append(Selection(text))
      }
      rest = body[end...]
    }
    return selections
  }

  /// What the text behind a `#` selects.
  init(_ text: String) {
    if let index = Selection.wholeNumber(text) {
      self = .item(index)
    } else if let channel = Channel(rawValue: text == "gray" ? "grey" : text) {
      self = .channel(channel)
    } else {
      self = .name(text)
    }
  }

  /// Whether it has a meaning whatever the file is, which a name has not.
  var isGeneral: Bool {
    if case .name = self { false } else { true }
  }

  /// The selection as titles say it.
  var title: String {
    switch self {
    case .item(let index): "item \(index)"
    case .row(let index): "row \(index)"
    case .channel(let channel): channel.rawValue
    case .name(let name): name
    }
  }

  private static func wholeNumber(_ text: String) -> Int? {
    text.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } ? Int(text) : nil
  }

  /// The selected part of a tensor that has been read.
  func part(of tensor: Tensor) throws(Fault) -> Tensor {
    switch self {
    case .item(let index):
      try Selection.check(index, in: tensor.shape)
      let slice = tensor[slice: index]
      return try Tensor(reading: slice.shape, slice.values)
    case .row(let index):
      guard tensor.rank == 2 else {
        throw Fault(
          "it is \(Tensor.describe(tensor.shape)) and has no rows to choose from",
          remedy: "write #\(index) for an item of the first dimension")
      }
      return try Selection.item(index).part(of: tensor)
    case .channel(let channel):
      throw Fault(
        "#\(channel) is for pictures only", remedy: "leave #\(channel) out")
    case .name(let name):
      throw Fault(
        "\("#\(name)".quoted(limit: 96)) selects nothing",
        remedy: "write #12 for item 12, #grey or #red for a picture, @row:12 for a row of a table")
    }
  }

  /// Checks that the first dimension has an item of that index.
  static func check(_ index: Int, in shape: [Int]) throws(Fault) {
    let count = shape.first ?? 0
    guard index < count else {
      throw Fault(
        "there is no item \(index): the first dimension has \(count)",
        remedy: count > 0 ? "write #0 to #\(count - 1)" : "leave the selection out")
    }
  }
}

extension Reading {
  /// The part of a reading that is left when all selections have been made, in order.
  func selecting(_ selections: some Sequence<Selection>) throws(Fault) -> Reading {
    var reading = self
    for selection in selections { reading.tensor = try selection.part(of: reading.tensor) }
    return reading
  }
}
