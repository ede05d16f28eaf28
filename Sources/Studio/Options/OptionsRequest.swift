import Drawing
import Models
import Neural

extension ComputationOptions {
  /// What is asked for; an example of the same kind of layer fills in what is not given.
  ///
  /// Without an input and a filter the example is shown with what is changed; with one of them the
  /// other comes from the example and nothing else does. Where the example's parameters do not fit
  /// an input, there are as many of a seed.
  ///
  /// - Parameters:
  ///   - shade: How the input is coloured, where that is asked for.
  ///   - needsGradient: Whether a backward pass begins with ones where none is asked for.
  ///   - takesAllMaps: Whether `maps` may be `all`, which a figure can show.
  ///   - source: Reads what options name.
  /// - Throws: ``RequestError`` with the option that is wrong.
  public func request(
    or example: Example, shade: ValueScale.Kind? = nil, needsGradient: Bool = false,
    takesAllMaps: Bool = false, from source: some OperandSource
  ) throws(RequestError) -> ComputationRequest {
    if takesAllMaps, values["maps"] == .text("all") {
      var others = self
      others.values["maps"] = nil
      var request = try others.request(
        or: example, shade: shade, needsGradient: needsGradient, from: source)
      request.showsAllMaps = true
      return request
    }
    try check()
    if isNetwork, values["maps"] != nil { throw RequestError.layerOption("maps") }
    let base = try isNetwork ? example : self.example(example)
    if values["at"] != nil, !isNetwork, base.request.network == nil {
      throw RequestError(.usage, subject: "at", "--at needs --network, which it is for")
    }
    var request = base.request
    let named: NamedNetwork?
    var given: TitledTensor?
    if isNetwork {
      given = try onlyInput(from: source)
      named = try source.network(
        text("network") ?? "", parameters: text("parameters"),
        seed: UInt64(try whole("seed", atLeast: 0) ?? 0), over: given?.tensor)
      (request.stage, request.course) = (nil, nil)
      (request.examples, request.heldOut) = (nil, nil)
    } else {
      named = request.network.map { NamedNetwork($0, cost: request.upstream?.cost) }
    }
    if let plan = named?.request.plan, !plan.namedInputs.isEmpty, areInputsApart {
      request.input = try inputs(of: plan, from: source)
    } else if let given {
      request.input = given
    } else if let input = try tensor("input", as: "input", from: source) {
      guard !isNetwork || inputs.count < 2 else {
        throw RequestError(
          .usage, subject: "input", "the network takes one input, not \(inputs.count)")
      }
      if isNetwork, let name = inputs.first?.name {
        throw RequestError(
          .usage, subject: "input", "the network takes one input without a name, not '\(name)'")
      }
      request.input = input
    }
    let isExample = try isExample(like: base)
    request.shade = shade ?? (isExample ? request.shade : nil)
    request.mode =
      try choice("mode", of: Mode.allCases.map(\.rawValue)).flatMap(Mode.init)
      ?? (isExample ? request.mode : .inference)
    request.item = try whole("item", atLeast: 0) ?? 0
    request.reduction =
      try choice("reduction", of: Reduction.allCases.map(\.rawValue)).flatMap(Reduction.init)
      ?? .sum
    let upstream: Upstream?
    if let named {
      request.cost = named.cost
      request.model = .network(named.request)
      request.stage = text("at") ?? request.stage
      upstream = try self.upstream(cost: named.cost, from: source)
      if isNetwork, values["input"] == nil { try request.fillInput() }
    } else {
      request = try layer(of: request, isExample: isExample, from: source)
      upstream = try self.upstream(cost: nil, from: source)
    }
    if upstream != nil || !isExample || isNetwork || !request.fitsUpstream {
      request.upstream = upstream
    }
    request.upstream = request.upstream ?? (needsGradient ? .ones : nil)
    try learning(&request, from: source)
    return request
  }

  /// Whether nothing is given to compute with, so that the whole example of a layer is wanted.
  public func isExample(like example: Example) throws(RequestError) -> Bool {
    guard !isNetwork, values["input"] == nil else { return false }
    guard example.request.network == nil else { return true }
    let declaration = try LayerRequest(example.request.shownKind).declaration()
    return declaration.possibleParameters.first.map { values[$0.option] == nil } ?? true
  }

  /// Takes what is said of how the network learns.
  private func learning(
    _ request: inout ComputationRequest, from source: some OperandSource
  ) throws(RequestError) {
    if let text = text("history") { request.course = try source.course(text) }
    if let text = text("data") {
      let divisor = request.network?.inputDivisor ?? 1
      (request.examples, request.heldOut) = try source.examples(text, divisor: divisor)
    }
    request.batch = try whole("batch", atLeast: 1) ?? request.batch
    request.rate = try positive("rate") ?? request.rate
  }

  /// What goes into a network that takes one input; nil where several are given, or one by its name.
  private func onlyInput(from source: some OperandSource) throws(RequestError) -> TitledTensor? {
    guard inputs.count == 1, inputs[0].name == nil,
      NetworkPlan.namedInput(in: text("input") ?? "").name == nil
    else { return nil }
    guard var input = try tensor("input", as: "input", from: source) else { return nil }
    if try layout().input == .channelsLast, !input.isPicture {
      input.tensor = input.tensor.mapsFromChannelsLast()
    }
    return input
  }

  /// The inputs of a network that takes several, by name or in order, as the vector that it takes.
  private func inputs(
    of plan: NetworkPlan, from source: some OperandSource
  ) throws(RequestError) -> TitledTensor {
    var tensors: [(name: String?, tensor: Tensor)] = []
    var titles: [String] = []
    for (index, input) in inputs.enumerated() {
      var input = input
      if input.name == nil, case .text(let text) = input.value {
        let named = NetworkPlan.namedInput(in: text)
        input = Input(.text(named.value), name: named.name)
      }
      let tensor = try self.input(index, input.value, from: source)
      tensors.append(
        (input.name, tensor.isPicture ? tensor.tensor.onePicture : tensor.tensor))
      titles.append(tensor.title)
    }
    do {
      let items = try plan.items(of: tensors)
      let shape = (items.count > 1 ? [items.count] : []) + plan.inputShape
      return TitledTensor(
        try Tensor(shape: shape, values: items.flatMap(\.values)),
        title: titles.joined(separator: ", "))
    } catch {
      var wrong = RequestError(.data, subject: "input", "\(error)")
      if let error = error as? NetworkInputError, let name = error.name {
        let known = plan.namedInputs.map(\.name)
        wrong.part = tensors.indices.last {
          (tensors[$0].name ?? (known.indices.contains($0) ? known[$0] : nil)) == name
        }
      }
      throw wrong
    }
  }

  /// Whether what goes in is given for each input of a network, not as the one vector that they make.
  private var areInputsApart: Bool {
    switch values["input"] {
    case .text, .inputs: true
    case .tensor, .numbers, nil: false
    }
  }

  private var isNetwork: Bool { values["network"] != nil }

  /// The example, or that of the kind that is asked for where it is of another. In place of a network,
  /// what is said of a layer makes it a convolution.
  private func example(_ example: Example) throws(RequestError) -> Example {
    let kinds = LayerRegistry.declarations.map(\.kind)
    if example.request.network != nil {
      let isLayer = ComputationOption.all(in: .layer).contains { option in
        option.name != "input" && values[option.name] != nil
      }
      guard isLayer else { return example }
      return try Example.ofLayer(
        try choice("layer", of: kinds) ?? Convolution.declaration.kind)
    }
    let shown = try example.request.shownKind
    guard let kind = try choice("layer", of: kinds), kind != shown else { return example }
    return try Example.ofLayer(kind)
  }

  /// An option's tensor; nil where it is not given.
  func tensor(
    _ name: String, as role: String, from source: some OperandSource
  ) throws(RequestError) -> TitledTensor? {
    switch values[name] {
    case nil: return nil
    case .inputs(let inputs):
      guard let first = inputs.first else { return nil }
      return try input(0, first.value, from: source)
    case let value?: return try tensor(value, of: name, as: role, from: source)
    }
  }

  /// One of the inputs, by its number; an error carries that.
  func input(
    _ number: Int, _ value: Value, from source: some OperandSource
  ) throws(RequestError) -> TitledTensor {
    do { return try tensor(value, of: "input", as: "input", from: source) } catch {
      var error = error
      error.part = number
      throw error
    }
  }

  private func tensor(
    _ value: Value, of name: String, as role: String, from source: some OperandSource
  ) throws(RequestError) -> TitledTensor {
    switch value {
    case .text(let text):
      let reading = try name == "input" ? self.reading() : .init()
      var tensor = try source.tensor(text, as: role, option: name, reading: reading)
      tensor.title += reading.title
      return tensor
    case .tensor(let tensor): return TitledTensor(tensor)
    case .numbers(let numbers):
      return try TitledTensor(shape: [numbers.count], numbers.map(Double.init))
    case .inputs:
      throw RequestError(.usage, subject: name, "--\(name) takes one tensor, not several")
    }
  }

  /// Where the backward pass begins; nil where nothing is asked for.
  private func upstream(
    cost: Cost?, from source: some OperandSource
  ) throws(RequestError) -> Upstream? {
    if let target = try target(from: source) {
      let word = try choice("cost", of: Cost.allCases.map(\.rawValue))
      return .cost(word.flatMap(Cost.init) ?? cost ?? .quadratic, target: target)
    }
    switch text("upstream") {
    case "ones": return .ones
    case "random": return .random(seed: 0)
    case let text? where text.hasPrefix("random:@"):
      let digits = text.dropFirst("random:@".count)
      guard let seed = UInt64(digits) else {
        throw RequestError(
          .data, subject: "upstream",
          "“\(digits)” is not a seed; give a whole number of 0 or more, such as random:@42")
      }
      return .random(seed: seed)
    default:
      let gradient = try tensor("upstream", as: "upstream gradient", from: source)
      guard let gradient else { return nil }
      return .tensor(try ordered(gradient.tensor))
    }
  }

  private func target(
    from source: some OperandSource
  ) throws(RequestError) -> Upstream.Target? {
    if let text = text("target"), text.hasPrefix("class:") {
      let words = text.dropFirst("class:".count).split(
        separator: ",", omittingEmptySubsequences: false)
      let classes = words.compactMap { Int($0) }
      guard classes.count == words.count, classes.allSatisfy({ $0 >= 0 }) else {
        throw RequestError(
          .usage, subject: "target", "--target '\(text)' names no class; give one such as class:3")
      }
      return .classes(classes)
    }
    guard let target = try tensor("target", as: "target", from: source) else { return nil }
    return .tensor(try ordered(target.tensor))
  }

  /// A tensor in the shape of an output, its channels first.
  private func ordered(_ tensor: Tensor) throws(RequestError) -> Tensor {
    try layout().output == .channelsLast ? tensor.mapsFromChannelsLast() : tensor
  }
}

extension ComputationRequest {
  /// Takes an input that comes with the program and has the shape of the network's, or else random
  /// numbers.
  fileprivate mutating func fillInput() throws(RequestError) {
    guard case .network(let network) = model else { return }
    let shape = network.plan.inputShape
    let digit = try TitledTensor(sample: "digit:7")
    guard shape.suffix(2) != digit.tensor.shape || shape.dropLast(2).contains(where: { $0 != 1 })
    else {
      input = digit
      return
    }
    let lengths = shape.map(String.init).joined(separator: "x")
    input = try TitledTensor(sample: "random:\(lengths)")
  }

  /// The network that is asked for; nil where it is a layer.
  var network: NetworkRequest? {
    if case .network(let network) = model { network } else { nil }
  }

  /// The kind of the layer that is looked at.
  var shownKind: String {
    get throws(RequestError) {
      switch model {
      case .layer(let layer): return layer.kind
      case .network(let network):
        let stage = network.plan.stages.last { self.stage == nil || $0.name == self.stage }
        guard let stage else {
          throw RequestError(.usage, subject: "at", "there is no stage '\(self.stage ?? "")'")
        }
        return stage.kind
      }
    }
  }

  /// Whether the gradient or the target that the backward pass begins with has the shape of the
  /// output.
  fileprivate var fitsUpstream: Bool {
    let tensor: Tensor
    switch upstream {
    case .tensor(let gradient): tensor = gradient
    case .cost(_, .tensor(let target)): tensor = target
    case .cost, .ones, .random, nil: return true
    }
    guard let model = try? model.built(over: input) else { return false }
    let items = try? tensor.items(
      model.items.count, of: model.network.outputShape, as: "", option: "")
    return items != nil
  }
}

extension RequestError {
  /// An option of a layer, where a network says what the layers are.
  static func layerOption(_ name: String) -> RequestError {
    RequestError(
      .usage, subject: name, "--network says what is computed; leave --\(name) out")
  }
}
