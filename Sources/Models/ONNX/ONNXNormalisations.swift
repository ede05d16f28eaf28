import ArrayFiles
import Neural

/// Operators that bring numbers to a scale.
extension ONNXImporter {
  mutating func batchNormalisation(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    let feature = try item(try feature(node), node)
    let channels = feature.inner[0]
    if node.whole("spatial") == 0, feature.inner.count > 1 {
      throw ONNXFault("'spatial' is 0; a mean and a variance for each channel are known alone")
    }
    // ONNX keeps the share of the old statistics, PyTorch that of the new.
    // Rounded to the digits that a float has, so that 1 − 0.9 is 0.1.
    let momentum = Double("\(Float(1 - (node.number("momentum") ?? 0.9)))") ?? 0.1
    let output = try stage(
      node, kind: "batch-normalisation",
      [
        "epsilon": .number(node.number("epsilon") ?? 1e-5),
        "momentum": .number(min(1, max(0, momentum))),
      ],
      from: [feature],
      parameters: [
        (.weight, try needed(node, 1).tensor([channels])),
        (.bias, try needed(node, 2).tensor([channels])),
        ("running_mean", try needed(node, 3).tensor([channels])),
        ("running_var", try needed(node, 4).tensor([channels])),
      ])
    if node.whole("training_mode") == 1 {
      notes.append(
        "stage '\(output.source)' is in training mode in the file; --mode training runs it so")
    }
    return output
  }

  mutating func instanceNormalisation(_ node: ONNXFile.Node) throws(ONNXFault) -> ONNXFeature {
    let feature = try item(try feature(node), node)
    let channels = feature.inner[0]
    return try stage(
      node, kind: "instance-normalisation",
      ["epsilon": .number(node.number("epsilon") ?? 1e-5)], from: [feature],
      parameters: [
        (.weight, try needed(node, 1).tensor([channels])),
        (.bias, try needed(node, 2).tensor([channels])),
      ])
  }

  mutating func localResponseNormalisation(
    _ node: ONNXFile.Node
  ) throws(ONNXFault) -> ONNXFeature {
    guard let size = node.whole("size") else { throw ONNXFault("'size' is missing") }
    guard 1...NetworkLimits.whole ~= size else { throw ONNXFault("'size' is \(size)") }
    return try stage(
      node, kind: "local-response-normalisation",
      [
        "size": .whole(size), "alpha": .number(node.number("alpha") ?? 1e-4),
        "beta": .number(node.number("beta") ?? 0.75), "constant": .number(node.number("bias") ?? 1),
      ], from: [try item(try feature(node), node)])
  }

  /// Softmax along an axis; before opset 13 over everything from the axis on.
  mutating func softmax(_ node: ONNXFile.Node, kind: String) throws(ONNXFault) -> ONNXFeature {
    let feature = try feature(node)
    let what = "it takes a softmax"
    if version >= 13 {
      let axis = try axis(node.whole("axis") ?? -1, of: feature, what)
      return try stage(node, kind: kind, ["axis": .whole(axis)], from: [feature])
    }
    let told = node.whole("axis") ?? 1
    let rank = feature.shape.count
    guard (-rank..<rank).contains(told) else { throw ONNXFault("there is no axis \(told)") }
    var first = told < 0 ? told + rank : told
    if feature.isItem {
      // A batch of one has nothing to mix.
      guard first > 0 || items == 1 else { throw ONNXFault.acrossItems(what) }
      first = max(0, first - 1)
    }
    let inner = feature.inner
    let place = inner.indices.suffix(from: first)
    if place.dropFirst().allSatisfy({ inner[$0] == 1 }) {
      return try stage(node, kind: kind, ["axis": .whole(place.startIndex)], from: [feature])
    }
    let flat = [inner[..<place.startIndex].reduce(1, *), inner[place.startIndex...].reduce(1, *)]
    let batch = feature.isItem ? [items] : []
    let rows = try reshaped(
      node, feature, to: batch + flat, role: "rows", isItem: feature.isItem)
    let output = try stage(node, kind: kind, ["axis": .whole(1)], from: [rows], role: "of_rows")
    return try reshaped(node, output, to: batch + inner, role: "", isItem: feature.isItem)
  }
}
