import Neural

/// A file that holds arrays by name.
protocol NamedArrays: Sendable {
  /// The names, in the order of the file.
  var names: [String] { get }
  /// The shape of an array, as far as its header can be read.
  func shape(of name: String) -> [Int]?
  /// An array.
  func reading(of name: String) throws(Fault) -> Reading
}

extension NamedArrays {
  /// What the first selections of a list select: an array by its name, or the only one there is. What
  /// is left of the list is for the array itself.
  func reading(_ selections: inout ArraySlice<Selection>) throws(Fault) -> Reading {
    let name: String
    switch selections.first {
    case .name(let given): name = given
    case .item(let number) where names.contains(String(number)): name = String(number)
    default:
      guard names.count == 1 else {
        throw Fault("it holds \(names.count) arrays: \(listed)", remedy: "write \(example)")
      }
      return try place(names[0])
    }
    guard names.contains(name) else { throw missing(name) }
    selections.removeFirst()
    return try place(name)
  }

  /// There is no array of that name.
  func missing(_ name: String) -> Fault {
    let near = Spelling.nearest(to: name, among: names)
    return Fault(
      "there is no array \(name.quoted(limit: 64)) among \(listed)",
      remedy: near.map { "did you mean #\($0)?" } ?? "write \(example)")
  }

  /// An array, or what is wrong with it and which it is.
  func place(_ name: String) throws(Fault) -> Reading {
    do throws(Fault) {
      var reading = try reading(of: name)
      for index in reading.remarks.indices {
        reading.remarks[index].location.insert(.array(name), at: 0)
      }
      return reading
    } catch {
      var fault = error
      if case .array? = fault.location.first { throw fault }
      fault.location.insert(.array(name), at: 0)
      throw fault
    }
  }

  private var example: String { "#\(names.first ?? "name") behind the path" }

  /// The first names and their shapes.
  private var listed: String {
    let shown = names.prefix(6).map { name in
      String(name.quoted(limit: 40).dropFirst().dropLast())
        + (shape(of: name).map { " (\(Tensor.describe($0)))" } ?? "")
    }
    return shown.joined(separator: ", ") + (names.count > 6 ? " and \(names.count - 6) more" : "")
  }
}
