import Neural

/// What of a file is wanted: the part of an argument behind `#`.
enum Selection: Sendable, Equatable {
  /// All of it.
  case everything
  /// One item of the first dimension, counted from 0: `#12`.
  case item(Int)
  /// A colour image as one grey channel: `#grey`.
  case grey

  /// The selection that a suffix without its `#` spells.
  init(_ suffix: String) throws(Fault) {
    if suffix == "grey" || suffix == "gray" {
      self = .grey
    } else if let index = Int(suffix), suffix.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
      self = .item(index)
    } else {
      throw Fault(
        "“#\(suffix)” selects nothing", remedy: "write #12 for item 12, or #grey for an image")
    }
  }

  /// The selected part of a tensor that has been read.
  func part(of tensor: Tensor) throws(Fault) -> Tensor {
    switch self {
    case .everything:
      return tensor
    case .item(let index):
      try Selection.check(index, in: tensor.shape)
      let slice = tensor[slice: index]
      return try Tensor(reading: slice.shape, slice.values)
    case .grey:
      throw Fault("#grey is for PNG images only", remedy: "leave #grey out")
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
