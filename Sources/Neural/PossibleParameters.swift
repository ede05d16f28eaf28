extension LayerDeclaration {
  /// The parameters that a layer of this kind can have, as the smallest layer declares them: their
  /// names and options are those of all layers of the kind, their shapes are not.
  ///
  /// Settings that must be given are given their least values.
  public var possibleParameters: [ParameterDeclaration] {
    var settings = Settings().completed(by: self.settings)
    for setting in self.settings where setting.defaultValue == nil {
      settings[setting.name] = setting.type.least
    }
    // What a layer is fed is most often a picture, but may be a vector or a batch.
    for shape in [[1, 4, 4], [4], [4, 4], [1, 1, 4, 4]] {
      let inputs = Array(repeating: shape, count: self.inputs == .one ? 1 : 2)
      if let parameters = try? self.parameters(settings, inputs) { return parameters }
    }
    return []
  }

  /// The parameter that an option of the command line is for; nil where the kind has none such.
  public func parameter(ofOption option: String) -> ParameterDeclaration? {
    possibleParameters.first { $0.option == option }
  }
}

extension SettingType {
  /// The least value, where values have an order, or else the first.
  fileprivate var least: SettingValue? {
    switch self {
    case .whole(let minimum): .whole(minimum)
    case .wholes(let minimum): .wholes([-1, 1].contains(minimum) ? [minimum] : [])
    case .number(let bounds):
      .number(bounds.lowerBound.isFinite ? bounds.lowerBound : 0)
    case .flag: .flag(false)
    case .extent(let minimum): .extent(Extent(minimum))
    case .padding: .padding(.valid)
    case .choice(let words): words.first.map(SettingValue.choice)
    case .activation: .activation(.identity)
    }
  }
}
