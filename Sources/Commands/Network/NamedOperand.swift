import ArgumentParser
import Models
import Neural
import Studio

/// An operand with the name of the input that it is for: `x=a.npy`, or `a.npy` for the only one.
///
/// A name goes up to the first `=` and has no blanks; a file with a `=` in its name is reached with `./`
/// before it.
struct NamedOperand: Equatable {
  /// The name; empty where none is given.
  let name: String
  /// The tensor, as other commands take one.
  let tensor: String

  init(_ text: String) {
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex,
      !text.hasPrefix("./"), !text.hasPrefix("/"), !text[..<sign].contains(where: \.isWhitespace)
    else {
      (name, tensor) = ("", text)
      return
    }
    (name, tensor) = (String(text[..<sign]), String(text[text.index(after: sign)...]))
  }

  /// The first name that two operands have; nil where each has its own, or none.
  static func repeatedName(of operands: [NamedOperand]) -> String? {
    var names: Set<String> = []
    return operands.first { !$0.name.isEmpty && !names.insert($0.name).inserted }?.name
  }

  /// Refuses operands of which two have one name.
  static func check(_ inputs: [String]) throws {
    if let name = repeatedName(of: inputs.map(NamedOperand.init)) {
      throw ValidationError("the input '\(name)' is given twice")
    }
  }

  /// The tensors that are named, as options of how they are read have them.
  ///
  /// - Throws: ``RequestError`` where one is not there, or cannot be read so.
  static func tensors(
    of inputs: [String], reading options: [String: String], console: Console
  ) throws -> [(name: String, tensor: Tensor)] {
    let options = ComputationOptions(options.mapValues { .text($0) })
    try options.check()
    let (reading, layout) = (try options.reading(), try options.layout())
    return try inputs.map { text in
      let operand = NamedOperand(text)
      let tensor = try OperandReader(console: console).tensor(
        operand.tensor, as: "input", option: "input", reading: reading)
      if tensor.isPicture { return (operand.name, tensor.tensor.onePicture) }
      let isLast = layout.input == .channelsLast
      return (operand.name, isLast ? tensor.tensor.mapsFromChannelsLast() : tensor.tensor)
    }
  }

  /// What goes into a network of one input, among what is given by name.
  ///
  /// - Throws: ``Failure`` where it is missing, or something is given that the network does not take.
  static func input(
    of file: NetworkFile, among given: [(name: String, tensor: Tensor)]
  ) throws -> Tensor {
    for name in given.map(\.name) where !["", file.inputName].contains(name) {
      guard file.parameterInputs.contains(name) else {
        let known = ([file.inputName] + file.parameterInputs).joined(separator: ", ")
        throw Failure(.usage, "the network has no input '\(name)'; it has \(known)")
      }
    }
    let inputs = given.filter { ["", file.inputName].contains($0.name) }
    guard inputs.count == 1 else {
      throw Failure(
        .usage, "the network '\(file.plan.name)' takes one input, not \(inputs.count)")
    }
    return inputs[0].tensor
  }
}
