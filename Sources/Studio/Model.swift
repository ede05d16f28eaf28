import Neural

/// A network that was built, what goes into it, and what its operands are called.
struct BuiltModel {
  /// The network.
  var network: Network
  /// The input of each item.
  var items: [Tensor]
  /// What the input is called.
  var inputTitle: String
  /// What parameters are called, by their names in the network.
  var titles: [String: String]
}

extension ComputationRequest.Model {
  /// The network over an input.
  ///
  /// - Throws: ``RequestError`` where they do not fit together.
  func built(over input: TitledTensor) throws(RequestError) -> BuiltModel {
    switch self {
    case .layer(let layer): try layer.built(over: input)
    case .network(let network): try network.built(over: input)
    }
  }
}

extension LayerRequest {
  /// What the layer declares of its kind.
  ///
  /// - Throws: ``RequestError`` where there is no such kind.
  func declaration() throws(RequestError) -> LayerDeclaration {
    if let declaration = LayerRegistry[kind] { return declaration }
    throw RequestError(
      .usage, subject: "layer",
      "there is no kind of layer '\(kind)'; there are "
        + LayerRegistry.declarations.map(\.kind).joined(separator: ", "))
  }

  fileprivate func built(over input: TitledTensor) throws(RequestError) -> BuiltModel {
    let declaration = try declaration()
    let fitted = try fitted(to: input, by: declaration)
    let item = fitted.items[0][0]
    let feeds = declaration.inputs == .one ? 1 : 2
    let plan = NetworkPlan(
      name: kind, inputShape: item.shape,
      stages: [
        NetworkPlan.Stage(
          kind, kind: kind, settings: fitted.settings,
          from: Array(repeating: NetworkPlan.input, count: feeds))
      ])
    var tensors: [String: Tensor] = [:]
    for parameter in fitted.parameters { tensors["\(kind).\(parameter.name)"] = parameter.tensor }
    var titles: [String: String] = [:]
    for (name, parameter) in parameters {
      titles["\(kind).\(name)"] = parameter.title + (fitted.remarks[name] ?? "")
    }
    do {
      let network = try plan.network(parameters: tensors, seed: seed)
      for (name, tensor) in network.parameters where tensors[name] == nil {
        titles[name] = "random \(Tensor.describe(tensor.shape))"
      }
      return BuiltModel(
        network: network, items: fitted.items.map { $0[0] },
        inputTitle: input.title + (fitted.remarks[.input] ?? ""), titles: titles)
    } catch {
      guard case .layer(let problem, _) = error.problem else { throw RequestError(error) }
      throw RequestError(problem, of: declaration)
    }
  }

  /// The operands in the shapes that the layer takes.
  func fitted(
    to input: TitledTensor, by declaration: LayerDeclaration
  ) throws(RequestError) -> FittedOperands {
    // In the order of the names, so that an error is the same every time.
    let given = parameters.sorted { $0.key.rawValue < $1.key.rawValue }
    var operands = LayerOperands(
      settings: settings, inputs: [input.tensor],
      parameters: NamedTensors(given.map { NamedTensor($0.key, $0.value.tensor) }))
    operands.layout = layout
    operands.kernels = Set(given.filter(\.value.isKernel).map(\.key))
    do { return try declaration.fit(operands) } catch {
      throw RequestError(error, of: declaration)
    }
  }
}

extension NetworkRequest {
  fileprivate func built(over input: TitledTensor) throws(RequestError) -> BuiltModel {
    do {
      return BuiltModel(
        network: try plan.network(parameters: parameters.mapValues(\.tensor), seed: seed),
        items: try items(of: input.tensor), inputTitle: input.title,
        titles: parameters.mapValues(\.title))
    } catch let error as RequestError {
      throw error
    } catch let error as NetworkError {
      throw RequestError(error)
    } catch { throw RequestError(.data, "\(error)") }
  }

  /// The items of an input; leading dimensions of length 1 may be left out.
  private func items(of input: Tensor) throws(RequestError) -> [Tensor] {
    func core(_ shape: [Int]) -> [Int] { Array(shape.drop { $0 == 1 }) }
    let shape = plan.inputShape
    do {
      if core(input.shape) == core(shape) { return [try input.reshaped(shape)] }
      // A batch, each item with or without its leading ones.
      if input.rank > 1, core(Array(input.shape.dropFirst())) == core(shape) {
        let all = try input.reshaped([input.shape[0]] + shape)
        return (0..<input.shape[0]).map { all[slice: $0] }
      }
    } catch { throw RequestError(.data, subject: "input", "\(error)") }
    throw RequestError(NetworkError(stage: nil, .inputShape(expected: shape, found: input.shape)))
  }
}
