import Neural

extension JSONOutput {
  /// Writes a stage's record: everything about it but its parameters.
  mutating func stage(_ stage: Network.Stage, from sources: [String]) {
    openObject()
    member("name", stage.name)
    member("kind", stage.layer.kind)
    key("from")
    openArray()
    for source in sources { value(source) }
    closeArray()
    key("settings")
    openObject()
    // In the order of the declaration, which is that of the layer's documentation.
    let settings = stage.layer.settings
    for declaration in stage.layer.declaration.settings {
      guard let setting = settings[declaration.name] else { continue }
      key(escaped: StageRecord.key(ofSetting: declaration.name))
      value(setting)
    }
    closeObject()
    key("input_shapes")
    openArray()
    for shape in stage.inputShapes { value(shape) }
    closeArray()
    key("output_shape")
    value(stage.outputShape)
    closeObject()
  }

  private mutating func value(_ setting: SettingValue) {
    switch setting {
    case .whole(let number): value(number)
    case .number(let number): value(number)
    case .flag(let flag): value(flag)
    case .extent(let extent): value([extent.rows, extent.columns])
    default: value(setting.text)
    }
  }
}

/// A stage as a trace describes it: the plan, and the shapes that it claims.
struct StageRecord {
  /// The line that the record was read from.
  let line: Int
  /// The stage.
  let plan: NetworkPlan.Stage
  /// The shapes of what it takes, as the trace claims them.
  let inputShapes: [[Int]]
  /// The shape of what it gives, as the trace claims it.
  let outputShape: [Int]

  /// The largest whole number of a setting, and the largest product of two lengths: with as many
  /// values as a trace may have, the arithmetic of shapes stays far from overflow.
  private static let limit = 1 << 32
  /// The most stages that feed one, and the most dimensions of a shape.
  private static let sourceLimit = 1024
  static let rankLimit = 8

  /// How a trace spells the name of a setting: in snake case, as all keys.
  static func key(ofSetting name: String) -> String { name.replacing("-", with: "_") }
}

// MARK: Reading

extension StageRecord {
  private enum Key: String, TraceKey {
    case name, kind, from, settings
    case inputShapes = "input_shapes"
    case outputShape = "output_shape"

    static let table = TraceKeys<Self>()
  }

  /// Reads a stage's record.
  init(_ input: inout JSONInput) throws(TraceError) {
    var object = try TraceObject<Key>(in: &input)
    var (name, kind, sources) = ("", "", [String]())
    var settings = Settings()
    var inputShapes: [[Int]] = []
    var outputShape: [Int] = []
    while let key = try object.nextKey(&input) {
      switch key {
      case .name: name = try input.string()
      case .kind:
        kind = try input.string()
        guard LayerRegistry[kind] != nil else {
          throw input.error(
            .unknown(key: "kind", value: kind, known: LayerRegistry.declarations.map(\.kind)))
        }
      case .from:
        sources = try input.array(atMost: StageRecord.sourceLimit, "sources") {
          (input) throws(TraceError) in try input.string()
        }
      case .settings:
        try object.require([.kind], of: "what comes before the settings", input)
        if let declaration = LayerRegistry[kind] {
          settings = try StageRecord.settings(of: declaration, &input)
        }
      case .inputShapes:
        inputShapes = try input.array(atMost: StageRecord.sourceLimit, "shapes") {
          (input) throws(TraceError) in try input.integers(atMost: StageRecord.rankLimit)
        }
      case .outputShape: outputShape = try input.integers(atMost: StageRecord.rankLimit)
      }
    }
    try object.requireAll(of: "a stage", input)
    plan = NetworkPlan.Stage(name, kind: kind, settings: settings, from: sources)
    (line, self.inputShapes, self.outputShape) = (input.line, inputShapes, outputShape)
  }

  private static func settings(
    of layer: LayerDeclaration, _ input: inout JSONInput
  ) throws(TraceError) -> Settings {
    var settings = Settings()
    try input.openObject()
    while let key = try input.nextKey() {
      guard
        let setting = layer.settings.first(where: { StageRecord.key(ofSetting: $0.name) == key })
      else {
        // Passed over, it would be a layer of another kind.
        throw input.error(
          .unknown(
            key: "setting", value: key,
            known: layer.settings.map { StageRecord.key(ofSetting: $0.name) }))
      }
      guard settings[setting.name] == nil else {
        throw input.error(.misplaced(key: key, reason: "stands twice in one object"))
      }
      settings[setting.name] = try value(of: setting, &input)
    }
    return settings
  }

  private static func value(
    of setting: SettingDeclaration, _ input: inout JSONInput
  ) throws(TraceError) -> SettingValue {
    let text: String
    switch setting.type {
    case .whole: text = String(try input.integer())
    case .number: text = "\(try input.number())"
    case .flag: text = try input.bool() ? "true" : "false"
    case .extent: text = try input.integers(atMost: 2).map(String.init).joined(separator: ",")
    default: text = try input.string()
    }
    let value: SettingValue
    do { value = try setting.value(from: text) } catch { throw input.error(.setting(error)) }
    switch value {
    case .whole(let number) where number > limit: throw input.error(.numberRange(text))
    case .extent(let extent):
      let (product, overflow) = extent.rows.multipliedReportingOverflow(by: extent.columns)
      guard !overflow, product <= limit else { throw input.error(.numberRange(text)) }
    default: break
    }
    return value
  }
}
