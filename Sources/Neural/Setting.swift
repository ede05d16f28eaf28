/// What a layer can be told besides its parameters: stride, padding, slope, ….
///
/// Declared once by the layer; options of the command line, keys of lessons and network files, JSON
/// schemas, trace headers and captions are made from it.
public struct SettingDeclaration: Sendable, Hashable {
  /// The name as the command line spells it, in kebab case.
  public let name: String
  /// What values it takes.
  public let type: SettingType
  /// The value where none is given; nil where it must be given, or follows from the parameters or
  /// from other settings, as `meaning` says.
  public let defaultValue: SettingValue?
  /// What it means, in a line.
  public let meaning: String

  /// A setting.
  public init(
    _ name: String, _ type: SettingType, default defaultValue: SettingValue? = nil,
    _ meaning: String
  ) {
    (self.name, self.type, self.defaultValue, self.meaning) = (name, type, defaultValue, meaning)
  }
}

/// What values a setting takes.
public enum SettingType: Sendable, Hashable {
  /// A whole number of at least a minimum.
  case whole(atLeast: Int)
  /// Whole numbers of at least a minimum, perhaps none: axes, or the lengths of a shape, `3,4,4`.
  case wholes(atLeast: Int)
  /// A finite number within bounds, which belong to it.
  case number(ClosedRange<Double>)
  /// Yes or no.
  case flag
  /// Rows and columns, each at least a minimum: `2`, or `3x2`.
  case extent(atLeast: Int)
  /// A rule of padding: `valid`, `same`, `same-lower`, `full`, or numbers.
  case padding
  /// One of some words.
  case choice([String])
  /// An activation function, with its slope or scale where it takes one: `leaky-relu:0.2`.
  case activation
}

/// The value of a setting.
public enum SettingValue: Sendable, Hashable {
  case whole(Int)
  case wholes([Int])
  case number(Double)
  case flag(Bool)
  case extent(Extent)
  case padding(PaddingRule)
  case choice(String)
  case activation(Activation)
}

/// The settings of one layer, by name.
public struct Settings: Sendable, Hashable {
  private var values: [String: SettingValue]

  /// The settings given.
  public init(_ values: [String: SettingValue] = [:]) { self.values = values }

  /// The value of a setting; nil where it is not set.
  public subscript(name: String) -> SettingValue? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// The names of what is set, in alphabetical order.
  public var names: [String] { values.keys.sorted() }

  /// The settings with the defaults of a declaration where nothing is set.
  public func completed(by declarations: [SettingDeclaration]) -> Settings {
    var settings = self
    for declaration in declarations where settings[declaration.name] == nil {
      settings[declaration.name] = declaration.defaultValue
    }
    return settings
  }

  /// The whole number of that name.
  public func whole(_ name: String) -> Int? {
    if case .whole(let value) = values[name] { value } else { nil }
  }
  /// The whole numbers of that name.
  public func wholes(_ name: String) -> [Int]? {
    if case .wholes(let values) = values[name] { values } else { nil }
  }
  /// The number of that name.
  public func number(_ name: String) -> Double? {
    switch values[name] {
    case .number(let value): value
    case .whole(let value): Double(value)
    default: nil
    }
  }
  /// The flag of that name; false where it is not set.
  public func flag(_ name: String) -> Bool { values[name] == .flag(true) }
  /// The rows and columns of that name.
  public func extent(_ name: String) -> Extent? {
    if case .extent(let value) = values[name] { value } else { nil }
  }
  /// The rule of padding of that name.
  public func padding(_ name: String) -> PaddingRule? {
    if case .padding(let value) = values[name] { value } else { nil }
  }
  /// The word of that name.
  public func choice(_ name: String) -> String? {
    if case .choice(let value) = values[name] { value } else { nil }
  }
  /// The activation function of that name.
  public func activation(_ name: String) -> Activation? {
    if case .activation(let value) = values[name] { value } else { nil }
  }
}
