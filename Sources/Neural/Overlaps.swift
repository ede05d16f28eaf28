/// The overlaps of overlay and underlay in a forward pass, one for each neuron of each map: what the
/// steps of the forward pass and the contributions of the backward pass are made of.
///
/// A class, because whoever goes through the steps copies it along with each of them.
final class Overlaps: Sendable {
  let operands: Correlation
  let sweep: Sweep
  /// How many maps see the same channels.
  let mapsInGroup: Int
  /// From one map's filter to the next in the overlay.
  let filterStride: Int

  init(operands: Correlation, sweep: Sweep, mapsInGroup: Int, filterStride: Int) {
    self.operands = operands
    self.sweep = sweep
    self.mapsInGroup = mapsInGroup
    self.filterStride = filterStride
  }

  /// The map and the overlay position of the neuron with the given number, map by map.
  @inline(__always)
  func neuron(_ index: Int) -> (map: Int, position: OverlayPosition) {
    let (map, inMap) = index.quotientAndRemainder(dividingBy: sweep.count)
    return (map, sweep[inMap])
  }

  /// Where a map's filter lies at a position.
  @inline(__always)
  func placement(map: Int, position: OverlayPosition) -> Correlation.Placement {
    let firstChannel = map / mapsInGroup * operands.depth
    return Correlation.Placement(
      firstChannel: firstChannel, underlayStart: firstChannel * operands.underlayStride,
      overlayStart: map * filterStride, origin: position.origin)
  }

  /// The products of a map's filter with the underlay at a position.
  @inline(__always)
  func terms(map: Int, position: OverlayPosition) -> DotProduct.Terms {
    DotProduct.Terms(operands: operands, placement: placement(map: map, position: position))
  }
}
