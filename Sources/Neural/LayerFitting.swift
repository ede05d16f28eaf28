extension LayerOperands {
  /// The input of a layer that takes one, its channels first.
  ///
  /// - Throws: ``LayerError`` where there are more, or none.
  func onlyInput(of kind: String) throws(LayerError) -> Tensor {
    guard inputs.count == 1 else {
      throw .input(
        problem: "a layer of the kind \(kind) takes one input, not \(inputs.count)")
    }
    return layout.input == .channelsLast ? inputs[0].mapsFromChannelsLast() : inputs[0]
  }

  /// Settles a setting that follows from a parameter's shape.
  ///
  /// - Throws: ``LayerError`` where the setting is given and says something else.
  mutating func settle(
    _ name: String, _ value: SettingValue, from parameter: String
  ) throws(LayerError) {
    if let given = settings[name], given != value {
      throw .setting(
        name, problem: "\(name) is \(given.text), but the \(parameter) has \(value.text)")
    }
    settings[name] = value
  }

  /// Brings the biases into the shape [count]; a single number serves every neuron.
  ///
  /// Where weights are given and no biases, the biases are zeros.
  /// - Throws: ``LayerError`` where there is another number of them, or the settings want none.
  mutating func fitBias(count: Int) throws(LayerError) {
    guard settings["bias"] != .flag(false) else {
      guard parameters[.bias] == nil else { throw .unwantedBias }
      return
    }
    guard let given = parameters[.bias] else {
      parameters[.bias] = Tensor(shape: [count])
      return
    }
    guard given.count == 1 || given.count == count else {
      throw .biasCount(maps: count, found: given.count)
    }
    parameters[.bias] =
      given.count == 1
      ? Tensor(repeating: given.values[0], shape: [count])
      : Tensor(uncheckedShape: [count], values: given.values)
  }

  /// The operands with the given items, fitted.
  func fitted(items: [Tensor]) -> FittedOperands {
    FittedOperands(settings: settings, items: items.map { [$0] }, parameters: parameters)
  }
}

extension Tensor {
  /// The same values with leading dimensions of length 1, up to a rank.
  func padded(toRank rank: Int) -> Tensor {
    let ones = Array(repeating: 1, count: max(0, rank - self.rank))
    return Tensor(uncheckedShape: ones + shape, values: values)
  }

  /// The items of an input whose items have the given rank: a tensor of one dimension more is a
  /// batch, one of fewer is an item with leading dimensions of length 1; nil for any other.
  func items(ofRank rank: Int) -> [Tensor]? {
    if self.rank <= rank { return [padded(toRank: rank)] }
    return self.rank == rank + 1 ? unstacked : nil
  }
}

/// A number of things as messages print it: `1 channel`, `3 channels`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
