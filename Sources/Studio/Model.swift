import Models
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
    guard fitted.items.allSatisfy({ $0.map(\.shape) == fitted.items[0].map(\.shape) }) else {
      throw RequestError(.data, subject: "input", "the items of the input have different shapes")
    }
    let plan = plan(over: fitted.items[0].map(\.shape), settings: fitted.settings, declaration)
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
        network: network,
        items: try fitted.items.map { item in
          guard item.count > 1 else { return item[0] }
          let values = item.flatMap(\.values)
          return try Tensor(shape: [values.count], values: values)
        },
        inputTitle: input.title + (fitted.remarks[.input] ?? ""), titles: titles)
    } catch let error as NetworkError {
      guard case .layer(let problem, _) = error.problem else { throw RequestError(error) }
      throw RequestError(problem, of: declaration)
    } catch { throw RequestError(.data, "\(error)") }
  }

  /// The layer as a network of one stage; several inputs have stages of their own. A layer that takes
  /// several and is given one takes that twice.
  private func plan(
    over shapes: [[Int]], settings: Settings, _ declaration: LayerDeclaration
  ) -> NetworkPlan {
    func stage(from sources: [String]) -> NetworkPlan.Stage {
      NetworkPlan.Stage(kind, kind: kind, settings: settings, from: sources)
    }
    guard shapes.count > 1 else {
      let feeds = declaration.inputs == .one ? 1 : 2
      return NetworkPlan(
        name: kind, inputShape: shapes[0],
        stages: [stage(from: Array(repeating: NetworkPlan.input, count: feeds))])
    }
    let inputs = shapes.enumerated().map {
      NetworkPlan.NamedInput("input\($0 + 1)", shape: $1)
    }
    return NetworkPlan(name: kind, inputs: inputs, stages: [stage(from: inputs.map(\.name))])
  }

  /// The operands in the shapes that the layer takes.
  func fitted(
    to input: TitledTensor, by declaration: LayerDeclaration
  ) throws(RequestError) -> FittedOperands {
    // In the order of the names, so that an error is the same every time.
    let given = parameters.sorted { $0.key.rawValue < $1.key.rawValue }
    var operands = LayerOperands(
      settings: settings, inputs: [input.tensor] + others.map(\.tensor),
      parameters: NamedTensors(given.map { NamedTensor($0.key, $0.value.tensor) }))
    operands.layout = layout
    // A picture is read with its channels first, wherever those of arrays stand.
    if input.isPicture { operands.layout.input = .channelsFirst }
    operands.kernels = Set(given.filter(\.value.isKernel).map(\.key))
    do { return try declaration.fit(operands) } catch {
      throw RequestError(error, of: declaration)
    }
  }
}

extension NetworkRequest {
  fileprivate func built(over input: TitledTensor) throws(RequestError) -> BuiltModel {
    do {
      let network = try plan.network(parameters: parameters.mapValues(\.tensor), seed: seed)
      let items = try network.items(
        of: input.isPicture ? input.tensor.onePicture : input.tensor)
      return BuiltModel(
        network: network, items: try items.map(divided), inputTitle: input.title,
        titles: parameters.mapValues(\.title))
    } catch let error as NetworkError {
      throw RequestError(error)
    } catch { throw RequestError(.data, "\(error)") }
  }

  private func divided(_ item: Tensor) throws -> Tensor {
    guard inputDivisor != 1 else { return item }
    return try Tensor(shape: item.shape, values: item.values.map { $0 / inputDivisor })
  }
}
