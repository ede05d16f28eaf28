extension Theme {
  /// Dark ink on white, the default.
  public static let light = Theme(
    name: "light", paper: .white, ink: Color(hex: 0x171C28), muted: Color(hex: 0x697283),
    quiet: Color(hex: 0x858D9B), hairline: Color(hex: 0xD9DEE6), frame: Color(hex: 0x8A93A3),
    band: Color(hex: 0xF5F7FA),
    positions: [0x0072B2, 0xD55E00, 0x009E73, 0xAA3377].map(Color.init(hex:)),
    weights: [
      0xD3277D, 0x4114B1, 0xE27700, 0x03713E, 0xA84AD8, 0x684E00, 0xB42633, 0x0081A0, 0x115298,
    ].map(Color.init(hex:)),
    positive: Color(hex: 0x2166AC), negative: Color(hex: 0xB2182B), tint: 0.13, heat: 0.72,
    shade: 0.86, strength: 1, hatchesNegative: false, dashesPositions: false)

  /// Light ink on a night blue, for dark rooms.
  public static let dark = Theme(
    name: "dark", paper: Color(hex: 0x0F1420), ink: Color(hex: 0xE8ECF4),
    muted: Color(hex: 0x98A2B5), quiet: Color(hex: 0x7C879C), hairline: Color(hex: 0x2A3244),
    frame: Color(hex: 0x66718A),
    band: Color(hex: 0x181F2E),
    positions: [0x4C90FD, 0xEF6300, 0xA8E193, 0xFE9CC3].map(Color.init(hex:)),
    weights: [
      0xFF3F8E, 0xBDC3FF, 0xFEC794, 0x5EA202, 0xDD78FE, 0xDDE234, 0xE97F6E, 0x41F2E0, 0x3A9CC1,
    ].map(Color.init(hex:)),
    positive: Color(hex: 0x4FA3F7), negative: Color(hex: 0xF4604F), tint: 0.18, heat: 0.72,
    shade: 0.86, strength: 1, hatchesNegative: false, dashesPositions: false)

  /// Dark lines on white with no fill heavier than 15 %, for paper and grey printers.
  public static let print = Theme(
    name: "print", paper: .white, ink: .black, muted: Color(hex: 0x4D4D4D),
    quiet: Color(hex: 0x767676),
    hairline: Color(hex: 0xB8B8B8), frame: Color(hex: 0x595959), band: Color(hex: 0xF5F5F5),
    positions: [0x026AB0, 0x9A5702, 0x023D23, 0x5C194D].map(Color.init(hex:)),
    weights: [
      0x471934, 0x6B5DA9, 0x772400, 0x325E3F, 0x56069E, 0x866104, 0xA80635, 0x117179, 0x002F58,
    ].map(Color.init(hex:)),
    positive: Color(hex: 0x0B3C7D), negative: Color(hex: 0x8C0F1F), tint: 0.15, heat: 0.15,
    shade: 0.15, strength: 0.15, hatchesNegative: true, dashesPositions: true)

  /// The themes in the order that the command line names them.
  public static let all: [Theme] = [.light, .dark, .print]

  /// The theme with the given name.
  public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }
}
