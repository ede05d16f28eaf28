import Neural

extension NetworkFile {
  /// The network as the YAML that ``init(reading:)`` reads; what feeds a stage is left out where it
  /// is the stage before.
  public var yaml: String {
    func list(_ shape: [Int]) -> String {
      "[\(shape.map(String.init).joined(separator: ", "))]"
    }
    let inputs = plan.namedInputs
    var lines = ["name: \(NetworkFile.scalar(plan.name))"]
    if inputs.isEmpty {
      lines.append("input: \(list(plan.inputShape))")
    } else {
      let named = inputs.map { "\(NetworkFile.scalar($0.name)): \(list($0.shape))" }
      lines.append("inputs: {\(named.joined(separator: ", "))}")
    }
    if let cost { lines.append("cost: \(cost.rawValue)") }
    if let parameters { lines.append("parameters: \(NetworkFile.scalar(parameters))") }
    if inputDivisor != 1 {
      lines.append("divide-input-by: \(SettingValue.number(inputDivisor).text)")
    }
    lines.append("stages:")
    // The first stage behind several inputs says which of them feeds it.
    var before = inputs.count > 1 ? "" : inputs.first?.name ?? NetworkPlan.input
    for stage in plan.stages.dropFirst(inputs.count) {
      lines.append("  - \(NetworkFile.scalar(stage.name)): \(stage.yaml(after: before))")
      before = stage.name
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A text as it stands behind a colon and within brackets: without quotes where nothing in it has
  /// a meaning of its own there.
  static func scalar(_ text: String) -> String {
    let plain = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "_-./ ".unicodeScalars.contains(scalar)
    }
    if plain, let first = text.first, first.isLetter || first.isNumber, text.last != " " {
      return text
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case _ where scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value):
        let code = String(scalar.value, radix: 16)
        quoted += "\\x" + (code.count < 2 ? "0" : "") + code
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension NetworkPlan.Stage {
  /// What stands behind the stage's name.
  fileprivate func yaml(after before: String) -> String {
    let told = (LayerRegistry[kind]?.settings ?? []).compactMap { declaration in
      settings[declaration.name].map { value in
        // A colon within, as in leaky-relu:0.2, needs no quotes; a comma does.
        let text = value.text
        let isSafe = text.allSatisfy { $0.isLetter || $0.isNumber || "-.:".contains($0) }
        return "\(declaration.name): \(isSafe ? text : NetworkFile.scalar(text))"
      }
    }
    let isFedByTheOneBefore = sources == [before]
    if told.isEmpty, isFedByTheOneBefore { return kind }
    let own = "\(kind): {\(told.joined(separator: ", "))}"
    if isFedByTheOneBefore { return "{\(own)}" }
    let names = sources.map(NetworkFile.scalar).joined(separator: ", ")
    return "{\(own), from: \(sources.count == 1 ? names : "[\(names)]")}"
  }
}
