import Drawing
import Neural

extension Convolution.ForwardPass {
  /// The geometry in words: `3 × 3 input ⋆ 2 × 2 filter, stride 1, valid → 2 × 2 feature map`.
  var caption: String {
    let inputs = layer.channels > 1 ? "\(layer.channels) × " : ""
    let sign = layer.operation.sign
    let maps = layer.maps > 1 ? "\(layer.maps) feature maps of " : ""
    var parts = [
      "\(inputs)\(sweep.underlay) input  \(sign)  "
        + "\(inputs.isEmpty ? "" : "\(layer.channelsInGroup) × ")\(layer.kernel) filter",
      "stride \(Convolution.describe(layer.geometry.stride))", layer.geometry.padding.caption,
    ]
    if layer.geometry.dilation != Extent(1) {
      parts.append("dilation \(Convolution.describe(layer.geometry.dilation))")
    }
    if layer.groups > 1 { parts.append("\(layer.groups) groups") }
    return parts.joined(separator: ", ")
      + "  →  \(maps)\(sweep.extent)\(maps.isEmpty ? " feature map" : "")"
  }
}

extension PaddingRule {
  /// The padding in words: `valid`, `padding 1`.
  var caption: String {
    switch self {
    case .valid: return "valid"
    case .same: return "same"
    case .full: return "full"
    case .explicit(let padding):
      if padding == .none { return "valid" }
      let sides = [padding.top, padding.left, padding.bottom, padding.right]
      if Set(sides).count == 1 { return "padding \(padding.top)" }
      if padding.top == padding.bottom, padding.left == padding.right {
        return "padding \(padding.top), \(padding.left)"
      }
      return "padding " + sides.map(String.init).joined(separator: ", ")
    }
  }
}

extension Convolution {
  /// A stride or dilation in words: `2`, or `2, 1` where rows and columns differ.
  static func describe(_ extent: Extent) -> String {
    extent.rows == extent.columns ? "\(extent.rows)" : "\(extent.rows), \(extent.columns)"
  }
}
