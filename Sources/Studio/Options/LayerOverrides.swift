import Neural

extension ComputationOptions {
  /// The request with the layer that is looked at as the options have it.
  ///
  /// What is not given comes from the example; where that does not fit what is given, there are as
  /// many parameters of a seed.
  func layer(
    of request: ComputationRequest, isExample: Bool, from source: some OperandSource
  ) throws(RequestError) -> ComputationRequest {
    let shown = try request.shownLayer()
    let declaration = try shown.declaration()
    try checkOptions(of: declaration)
    var layer = shown
    layer.seed = UInt64(try whole("seed", atLeast: 0) ?? 0)
    layer.layout = try layout()
    layer.others = []
    if let name = inputs.lazy.compactMap(\.name).first {
      throw RequestError(
        .usage, subject: "input",
        "the inputs of a layer have no names such as '\(name)'; give them in order")
    }
    for (index, more) in inputs.enumerated().dropFirst() {
      layer.others.append(try input(index, more.value, from: source))
    }
    if !isExample { layer.settings = Settings() }
    var asked = Settings()
    for setting in declaration.settings where !isTensor(setting) {
      guard let value = try value(of: setting.name, as: setting.type) else { continue }
      layer.settings[setting.name] = value
      asked[setting.name] = value
    }
    // A setting without a default follows from another, such as a stride from the window.
    let types = Set(asked.names.compactMap { declaration.setting(named: $0)?.type })
    for setting in declaration.settings
    where setting.defaultValue == nil && asked[setting.name] == nil && types.contains(setting.type)
    {
      layer.settings[setting.name] = nil
    }
    var own: [TensorName: TitledTensor] = [:]
    let declared = declaration.possibleParameters
    for (place, parameter) in declared.enumerated() where asked[parameter.option] == nil {
      let role = parameter.option.replacing("-", with: " ")
      own[parameter.name] = try tensor(parameter.option, as: role, from: source)
      let stays = isExample || place == 0
      layer.parameters[parameter.name] =
        own[parameter.name] ?? (stays ? shown.parameters[parameter.name] : nil)
    }
    for parameter in declared where asked[parameter.option] != nil {
      layer.parameters[parameter.name] = nil
    }
    let isAlone = values["input"] != nil
    let whole = try? request.with(layer, alone: isAlone)
    if let whole, (try? whole.builtLayer()) != nil { return whole }
    if let main = declared.first, own[main.name] != nil {
      return try request.with(layer, alone: isAlone)
    }
    // The example's filter does not fit, or says another number of maps: as many as are asked for,
    // or as it has, of a seed.
    let example = try Example.ofLayer(shown.kind).request.builtLayer()
    for setting in declaration.settings where setting.defaultValue == nil {
      layer.settings[setting.name] = asked[setting.name] ?? example.settings[setting.name]
    }
    layer.parameters = own
    return try request.with(layer, alone: isAlone)
  }

  /// Whether what is given for a setting is a tensor: `bias` is both, whether there is one (`false`)
  /// and which (`0.5`).
  private func isTensor(_ setting: SettingDeclaration) -> Bool {
    guard let option = ComputationOption.named(setting.name), case .tensor = option.form else {
      return false
    }
    return (try? value(of: setting.name, as: setting.type)) == nil
  }

  /// Refuses options that a kind of layer has no use for.
  private func checkOptions(of declaration: LayerDeclaration) throws(RequestError) {
    let kind = declaration.kind
    for option in ComputationOption.all where values[option.name] != nil && !option.isFor(kind) {
      let own = ComputationOption.own(of: kind).map { "--\($0)" }
      throw RequestError(
        .usage, subject: option.name,
        "--\(option.name) is not for a layer of the kind \(kind), only for "
          + (option.kinds ?? []).joined(separator: ", ") + "; it has "
          + (own.isEmpty ? "no options of its own" : own.joined(separator: ", ")))
    }
  }
}

extension ComputationRequest {
  /// The layer that is looked at: the single one, or that of the network's stage.
  fileprivate func shownLayer() throws(RequestError) -> LayerRequest {
    guard case .network(let network) = model else {
      guard case .layer(let layer) = model else { throw RequestError(.usage, "there is no layer") }
      return layer
    }
    let stage = try network.stage(stage)
    let prefix = stage.name + "."
    var parameters: [TensorName: TitledTensor] = [:]
    for (name, parameter) in network.parameters where name.hasPrefix(prefix) {
      parameters[TensorName(rawValue: String(name.dropFirst(prefix.count)))] = parameter
    }
    return LayerRequest(
      stage.kind, settings: stage.settings, parameters: parameters, seed: network.seed)
  }

  /// The layer that is looked at, built.
  fileprivate func builtLayer() throws(RequestError) -> any Layer {
    let network = try model.built(over: input).network
    do {
      let index = try stage.map(network.index) ?? network.stages.count - 1
      return network.stages[index].layer
    } catch { throw RequestError(error) }
  }

  /// The request with another layer in the place of the one that is looked at; or with it alone.
  fileprivate func with(
    _ layer: LayerRequest, alone: Bool
  ) throws(RequestError) -> ComputationRequest {
    var request = self
    guard case .network(var network) = model, !alone else {
      request.model = .layer(layer)
      request.stage = nil
      return request
    }
    let stage = try network.stage(stage)
    guard let place = network.plan.stages.firstIndex(of: stage) else { return request }
    let declaration = try layer.declaration()
    // Within the network, the operands have the shapes that a single layer would bring them into.
    let before = try model.built(over: input).network.stages[place].inputShapes[0]
    var free = layer
    for setting in declaration.settings where setting.defaultValue == nil {
      if layer.parameters[.weight] != nil { free.settings[setting.name] = nil }
    }
    let fitted = try free.fitted(to: TitledTensor(Tensor(shape: before)), by: declaration)
    network.plan.stages[place].settings = fitted.settings
    for name in network.parameters.keys where name.hasPrefix(stage.name + ".") {
      network.parameters[name] = nil
    }
    for parameter in fitted.parameters {
      let title = layer.parameters[parameter.name]?.title
      network.parameters["\(stage.name).\(parameter.name)"] = TitledTensor(
        parameter.tensor, title: title)
    }
    request.model = .network(network)
    return request
  }
}

extension NetworkRequest {
  /// The stage of that name, or the last.
  fileprivate func stage(_ name: String?) throws(RequestError) -> NetworkPlan.Stage {
    guard let stage = plan.stages.last(where: { name == nil || $0.name == name }) else {
      throw RequestError(
        .usage, subject: "at",
        "there is no stage '\(name ?? "")'; the stages are "
          + plan.stages.map(\.name).joined(separator: ", "))
    }
    return stage
  }
}
