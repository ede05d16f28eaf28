import Drawing
import Neural
import Wording

extension Convolution.ForwardPass {
  /// The geometry in words: `3 × 3 input ⋆ 2 × 2 filter, stride 1, valid → 2 × 2 feature map`.
  var caption: String {
    let isStack = layer.channels > 1
    let input = isStack ? "\(layer.channels) × \(sweep.underlay)" : "\(sweep.underlay)"
    let filter = isStack ? "\(layer.channelsInGroup) × \(layer.kernel)" : "\(layer.kernel)"
    // In one dimension rows have neither stride nor dilation, only a length of 1.
    let isLine = layer.dimensions == 1
    let (stride, dilation) = (layer.geometry.stride, layer.geometry.dilation)
    var parts = [
      say("\(input) input") + "  \(layer.operation.sign)  " + say("\(filter) filter"),
      say("stride \(Convolution.describe(isLine ? Extent(stride.columns) : stride))"),
      layer.geometry.padding.caption,
    ]
    if isLine { parts.insert(say("in one dimension"), at: 1) }
    if sweep.padding != .none { parts += layer.paddingMode.caption.map { [$0] } ?? [] }
    if dilation != Extent(1), !isLine || dilation.columns != 1 {
      parts.append(
        say("dilation \(Convolution.describe(isLine ? Extent(dilation.columns) : dilation))"))
    }
    if layer.groups > 1 { parts.append(say("\(layer.groups) groups")) }
    return parts.joined(separator: ", ") + "  →  "
      + (layer.maps > 1
        ? say("\(layer.maps) feature maps of \(sweep.extent)")
        : say("\(sweep.extent) feature map"))
  }
}

extension PaddingMode {
  /// What stands around the input, in words; nil for zeros, which go without saying.
  fileprivate var caption: String? {
    switch self {
    case .zeros: nil
    case .reflect: say("edges mirrored")
    case .replicate: say("edges repeated")
    case .circular: say("edges from the other side")
    }
  }
}

extension PaddingRule {
  /// The padding in words: `valid`, `padding 1`.
  var caption: String {
    switch self {
    case .valid: return say("valid")
    case .same: return say("same")
    case .sameLower: return say("same-lower")
    case .full: return say("full")
    case .explicit(let padding):
      if padding == .none { return say("valid") }
      var sides = [padding.top, padding.left, padding.bottom, padding.right]
      if Set(sides).count == 1 {
        sides = [padding.top]
      } else if padding.top == padding.bottom, padding.left == padding.right {
        sides = [padding.top, padding.left]
      }
      return say("padding \(sides.map(String.init).joined(separator: ", "))")
    }
  }
}

extension Convolution {
  /// A stride or dilation in words: `2`, or `2, 1` where rows and columns differ.
  static func describe(_ extent: Extent) -> String {
    extent.rows == extent.columns ? "\(extent.rows)" : "\(extent.rows), \(extent.columns)"
  }
}
