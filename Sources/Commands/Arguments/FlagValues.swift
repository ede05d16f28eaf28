import Studio

extension [String] {
  /// The arguments with `true` behind each setting that is on or off and stands alone: `--ceil-mode`
  /// says what `--ceil-mode true` says.
  var withFlagValues: [String] {
    indices.flatMap { index -> [String] in
      let next = self.index(after: index)
      let isAlone = next == endIndex || self[next].hasPrefix("-")
      return isAlone && self[index].isFlag ? [self[index], "true"] : [self[index]]
    }
  }
}

extension String {
  /// Whether it is the option of a setting that is on or off, whatever the layer.
  fileprivate var isFlag: Bool {
    guard hasPrefix("--"),
      case .setting(let types)? = ComputationOption.named(String(dropFirst(2)))?.form
    else { return false }
    return types.allSatisfy { $0 == .flag }
  }
}
