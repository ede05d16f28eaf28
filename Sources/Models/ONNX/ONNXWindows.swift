import ArrayFiles
import Neural

/// Operators whose neurons see what lies under a window.
extension ONNXImporter {
  /// The lengths of an attribute, one or two of them, as rows and columns.
  private func extent(
    _ node: ONNXFile.Node, _ name: String, _ dimensions: Int, standard: Int = 1
  ) throws(ONNXFault) -> Extent {
    let lengths = node.wholes(name) ?? Array(repeating: standard, count: dimensions)
    guard lengths.count == dimensions, 1...2 ~= dimensions,
      lengths.allSatisfy({ 0...NetworkLimits.length ~= $0 })
    else {
      throw ONNXFault(
        "'\(name)' is \(lengths) for \(dimensions) dimensions; there can be one or two")
    }
    return Extent(
      rows: dimensions == 1 ? (standard == 0 ? 0 : 1) : lengths[0], columns: lengths[dimensions - 1]
    )
  }

  /// The padding that a node is told; in one dimension that of the columns.
  private func padding(
    _ node: ONNXFile.Node, _ dimensions: Int
  ) throws(ONNXFault) -> PaddingRule {
    switch node.text("auto_pad") ?? "NOTSET" {
    case "SAME_UPPER": return .same
    case "SAME_LOWER": return .sameLower
    case "VALID": return .valid
    case "NOTSET", "": break
    case let other: throw ONNXFault("'auto_pad' is '\(other)', which is not known")
    }
    let pads = node.wholes("pads") ?? Array(repeating: 0, count: 2 * dimensions)
    guard pads.count == 2 * dimensions, pads.allSatisfy({ 0...NetworkLimits.length ~= $0 }) else {
      throw ONNXFault("'pads' is \(pads) for \(dimensions) dimensions; there are two for each")
    }
    if pads.allSatisfy({ $0 == 0 }) { return .valid }
    return .explicit(
      dimensions == 1
        ? Padding(top: 0, bottom: 0, left: pads[0], right: pads[1])
        : Padding(top: pads[0], bottom: pads[2], left: pads[1], right: pads[3]))
  }

  /// An item as [channels, rows, columns]; [channels, length] gets a single row.
  private mutating func picture(
    _ node: ONNXFile.Node
  ) throws(ONNXFault) -> (feature: ONNXFeature, dimensions: Int) {
    let feature = try item(try feature(node), node)
    switch feature.inner.count {
    case 3: return (feature, 2)
    case 2:
      let shape = [items, feature.inner[0], 1, feature.inner[1]]
      return (try reshaped(node, feature, to: shape, role: "row", isItem: true), 1)
    default:
      throw ONNXFault(
        "it is fed \(Tensor.describe(feature.inner)); there can be one or two dimensions beside the "
          + "channels")
    }
  }

  /// What came of a single row, without it.
  private mutating func line(
    _ node: ONNXFile.Node, _ feature: ONNXFeature, _ dimensions: Int
  ) throws(ONNXFault) -> ONNXFeature {
    guard dimensions == 1 else { return feature }
    let shape = [items, feature.inner[0], feature.inner[2]]
    return try reshaped(node, feature, to: shape, role: "line", isItem: true)
  }

  // MARK: Convolutions

  mutating func convolution(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    let feature = try item(try feature(node), node)
    let (weight, bias) = (try needed(node, 1), try constant(node, 2))
    let dimensions = weight.shape.count - 2
    guard 1...2 ~= dimensions else {
      throw ONNXFault(
        "its weights are \(Tensor.describe(weight.shape)); a convolution has one or two dimensions")
    }
    let lengths = Array(weight.shape.dropFirst(2))
    let kernel = Extent(rows: lengths[0], columns: lengths[lengths.count - 1])
    if let told = node.wholes("kernel_shape"), told != lengths {
      throw ONNXFault("'kernel_shape' is \(told), and its weights are \(weight.shape)")
    }
    let stride = try extent(node, "strides", dimensions)
    let dilation = try extent(node, "dilations", dimensions)
    let groups = node.whole("group") ?? 1
    guard 1...NetworkLimits.whole ~= groups else { throw ONNXFault("'group' is \(groups)") }
    return try stage(
      node, kind: "convolution",
      [
        "maps": .whole(weight.shape[0]), "kernel": .extent(kernel),
        "stride": .extent(dimensions == 1 ? Extent(stride.columns) : stride),
        "dilation": .extent(dimensions == 1 ? Extent(dilation.columns) : dilation),
        "padding": .padding(try padding(node, dimensions)),
        "groups": .whole(groups), "bias": .flag(bias != nil),
      ],
      from: [feature],
      parameters: [
        (.weight, try weight.tensor(weight.shape)), (.bias, try bias?.tensor([weight.shape[0]])),
      ])
  }

  mutating func transposedConvolution(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    let (weight, bias) = (try needed(node, 1), try constant(node, 2))
    let (feature, dimensions) = try picture(node)
    guard weight.shape.count == dimensions + 2 else {
      throw ONNXFault(
        "its weights are \(Tensor.describe(weight.shape)), and it is fed "
          + Tensor.describe(feature.inner))
    }
    var shape = weight.shape
    if dimensions == 1 { shape.insert(1, at: 2) }
    let groups = node.whole("group") ?? 1
    guard 1...NetworkLimits.whole ~= groups else { throw ONNXFault("'group' is \(groups)") }
    let stride = try extent(node, "strides", dimensions)
    let dilation = try extent(node, "dilations", dimensions)
    var room = try extent(node, "output_padding", dimensions, standard: 0)
    var rule = try padding(node, dimensions)
    if let lengths = node.wholes("output_shape") {
      let wanted = Array(lengths.suffix(dimensions))
      guard wanted.count == dimensions, wanted.allSatisfy({ 1...NetworkLimits.length ~= $0 }) else {
        throw ONNXFault("'output_shape' is \(lengths)")
      }
      let span = Extent(
        rows: dilation.rows * (shape[2] - 1) + 1, columns: dilation.columns * (shape[3] - 1) + 1)
      let full = Extent(
        rows: (feature.inner[1] - 1) * stride.rows + span.rows + room.rows,
        columns: (feature.inner[2] - 1) * stride.columns + span.columns + room.columns)
      let rest = Extent(
        rows: dimensions == 1 ? 0 : full.rows - wanted[0],
        columns: full.columns - wanted[dimensions - 1])
      // What is missing is added behind, what is too much is cropped on both sides.
      room = Extent(
        rows: room.rows + max(0, -rest.rows), columns: room.columns + max(0, -rest.columns))
      let (rows, columns) = (max(0, rest.rows), max(0, rest.columns))
      let isUpper = node.text("auto_pad") == "SAME_UPPER"
      let (top, left) = isUpper ? (rows / 2, columns / 2) : ((rows + 1) / 2, (columns + 1) / 2)
      rule = .explicit(
        Padding(top: top, bottom: rows - top, left: left, right: columns - left))
    }
    let maps = shape[1] * groups
    let output = try stage(
      node, kind: "transposed-convolution",
      [
        "maps": .whole(maps), "kernel": .extent(Extent(rows: shape[2], columns: shape[3])),
        "stride": .extent(stride), "dilation": .extent(dilation), "padding": .padding(rule),
        "output-padding": .extent(room), "groups": .whole(groups), "bias": .flag(bias != nil),
      ],
      from: [feature],
      parameters: [(.weight, try weight.tensor(shape)), (.bias, try bias?.tensor([maps]))])
    return try line(node, output, dimensions)
  }

  // MARK: Pooling

  mutating func pooling(_ node: ONNXFile.Node, kind: String) throws(ONNXFault) -> ONNXFeature {
    let (feature, dimensions) = try picture(node)
    guard node.wholes("kernel_shape") != nil else { throw ONNXFault("'kernel_shape' is missing") }
    var settings: [String: SettingValue] = [
      "window": .extent(try extent(node, "kernel_shape", dimensions)),
      "stride": .extent(try extent(node, "strides", dimensions)),
      "padding": .padding(try padding(node, dimensions)),
      "ceil-mode": .flag(node.whole("ceil_mode") == 1),
    ]
    let dilation = try extent(node, "dilations", dimensions)
    if kind == "max-pooling" {
      settings["dilation"] = .extent(dilation)
    } else {
      guard dilation == Extent(1) else {
        throw ONNXFault("'dilations' of a mean is \(node.wholes("dilations") ?? []); it can be 1")
      }
      settings["divisor"] = .choice(node.whole("count_include_pad") == 1 ? "window" : "inside")
    }
    let output = try stage(node, kind: kind, settings, from: [feature])
    return try line(node, output, dimensions)
  }

  mutating func globalPooling(
    _ node: ONNXFile.Node, kind: String
  ) throws(ONNXFault) -> ONNXFeature {
    let (feature, dimensions) = try picture(node)
    return try line(node, try stage(node, kind: kind, from: [feature]), dimensions)
  }

  /// Resize or Upsample to the nearest cell.
  mutating func resizing(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    let mode = node.text("mode") ?? "nearest"
    guard mode == "nearest" else {
      throw ONNXFault("the mode '\(mode)' is not known; 'nearest' is")
    }
    let isOld = node.kind == "Upsample" || version < 11
    let (feature, dimensions) = try picture(node)
    let shape = (isItemwise ? [items] : []) + feature.inner
    let rank = dimensions + 2
    var scales: [Double]
    if isOld {
      if let told = node.numbers("scales") {
        scales = told
      } else {
        scales = try numbers(try needed(node, 1))
      }
    } else if let sizes = try constant(node, 3), sizes.count > 0 {
      let wanted = try wholes(sizes)
      guard wanted.count == rank else { throw ONNXFault("it has \(wanted.count) sizes") }
      let own = dimensions == 1 ? [shape[0], shape[1], shape[3]] : shape
      // A little more, so that the length that is wanted comes out when rounded down.
      scales = zip(wanted, own).map { wanted, own in
        let scale = Double(wanted) / Double(own)
        return (scale * Double(own)).rounded(.down) < Double(wanted) ? scale.nextUp : scale
      }
    } else {
      scales = try numbers(try needed(node, 2))
    }
    guard scales.count == rank, scales.prefix(2).allSatisfy({ $0 == 1 }),
      scales.allSatisfy({ $0 > 0 && $0.isFinite })
    else { throw ONNXFault("its scales are \(scales); those of items and channels can be 1") }
    let coordinates =
      isOld ? "asymmetric" : node.text("coordinate_transformation_mode") ?? "half_pixel"
    let nearest = isOld ? "floor" : node.text("nearest_mode") ?? "round_prefer_floor"
    let places = [
      "half_pixel": "half-pixel", "asymmetric": "asymmetric", "align_corners": "align-corners",
    ]
    let roundings = [
      "round_prefer_floor": "half-down", "round_prefer_ceil": "half-up", "floor": "down",
      "ceil": "up",
    ]
    guard let place = places[coordinates] else {
      throw ONNXFault(
        "'coordinate_transformation_mode' is '\(coordinates)'; known are "
          + places.keys.sorted().joined(separator: ", "))
    }
    guard let rounding = roundings[nearest] else {
      throw ONNXFault(
        "'nearest_mode' is '\(nearest)'; known are "
          + roundings.keys.sorted().joined(separator: ", "))
    }
    let output = try stage(
      node, kind: "resize",
      [
        "row-scale": .number(dimensions == 1 ? 1 : scales[2]),
        "column-scale": .number(scales[rank - 1]), "coordinates": .choice(place),
        "nearest": .choice(rounding),
      ], from: [feature])
    return try line(node, output, dimensions)
  }
}
