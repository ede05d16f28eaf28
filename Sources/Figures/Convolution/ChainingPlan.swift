import Drawing
import Neural

/// Which maps and filters of a pass a chaining figure shows, and what each filter gives alone.
struct ChainingPlan {
  let pass: Convolution.ForwardPass
  /// The maps of layer 1, from top to bottom.
  let inputs: [Slot]
  /// The maps of layer 2.
  let maps: [Slot]
  /// The filters of each map of layer 2 that is shown.
  let stacks: [Int: [Slot]]
  /// The separate results of each map of layer 2 that is shown.
  let separate: [Int: SeparateCorrelations]

  init(pass: Convolution.ForwardPass) {
    self.pass = pass
    let layer = pass.layer
    maps = Slot.slots(0..<layer.maps, limit: 3)
    let shown = maps.compactMap(\.shown)
    // Up to nine filters in all keep a size at which they can be told apart.
    let limit = shown.count * min(layer.channelsInGroup, 4) > 9 ? 3 : 4
    func channels(_ map: Int) -> Range<Int> {
      let first = layer.firstChannel(ofMap: map)
      return first..<first + layer.channelsInGroup
    }
    stacks = Dictionary(
      uniqueKeysWithValues: shown.map { ($0, Slot.slots(channels($0), limit: limit)) })
    separate = Dictionary(
      uniqueKeysWithValues: shown.map { ($0, SeparateCorrelations(pass: pass, map: $0)) })
    var inputs: [Slot] = []
    var next = 0
    for map in shown where channels(map).lowerBound >= next {
      let range = channels(map)
      if range.lowerBound > next { inputs.append(.more(range.lowerBound - next)) }
      inputs += Slot.slots(range, limit: limit)
      next = range.upperBound
    }
    self.inputs = inputs
  }

  /// The number of a channel among those shown, which its colour goes by.
  func order(_ channel: Int) -> Int {
    inputs.compactMap(\.shown).firstIndex(of: channel) ?? 0
  }

  /// The symbol of the filter between two maps: w_{o,c}.
  func filterSymbol(map: Int, channel: Int) -> Formula {
    .symbol("w", sub: pass.layer.maps > 1 ? "\(map),\(channel)" : "\(channel)")
  }

  /// The weights of the filter between two maps.
  func weights(map: Int, channel: Int) -> [Double] {
    pass.layer.weights[slice: map][slice: channel - pass.layer.firstChannel(ofMap: map)].values
  }
}
