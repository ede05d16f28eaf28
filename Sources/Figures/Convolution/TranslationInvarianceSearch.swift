import Drawing
import Neural

/// Looks in one feature map for a feature that occurs at more than one place: overlay positions
/// whose underlays are the same to the last bit.
struct TranslationInvarianceSearch {
  let pass: Convolution.ForwardPass
  /// The steps of the map, in row order.
  let steps: [DotProduct]

  /// An underlay that occurs more than once.
  struct Recurrence: Equatable {
    /// The two positions to mark, in row order, as indices into the steps.
    let marked: [Int]
    /// The number of positions that have this underlay.
    let count: Int
    /// Whether the two overlays share cells; only where no other two are found.
    let overlaps: Bool
  }

  /// How strongly a neuron answers to its underlay.
  ///
  /// First how far its activation is from that over an empty underlay, |σ(z) − σ(b)|, so that a
  /// bias does not make features of empty areas; then |Σ a · w|, where an activation function
  /// makes equals of several.
  private struct Strength: Comparable {
    let departure: Double
    let dotProduct: Double

    static func < (left: Strength, right: Strength) -> Bool {
      (left.departure, left.dotProduct) < (right.departure, right.dotProduct)
    }
  }

  private func strength(_ step: DotProduct) -> Strength {
    let departure = abs(step.a - pass.layer.activation(step.bias))
    return Strength(
      departure: departure.isNaN ? 0 : departure,
      dotProduct: step.dotProduct.isNaN ? 0 : abs(step.dotProduct))
  }

  /// The places that have the same underlay as one of them; nil where it has no other.
  func recurrence(of place: Int) -> Recurrence? {
    let (own, product) = (bits(at: place), steps[place].dotProduct.bitPattern)
    let places = steps.indices.filter {
      steps[$0].dotProduct.bitPattern == product && bits(at: $0).elementsEqual(own)
    }
    let others = places.filter { $0 != place }
    guard let other = others.first(where: { !overlap($0, place) }) ?? others.first else {
      return nil
    }
    return Recurrence(
      marked: [place, other].sorted(), count: places.count, overlaps: overlap(place, other))
  }

  /// The neuron with the largest activation; the first of equals.
  var strongest: Int {
    steps.indices.reduce(0) { best, index in
      steps[index].a > steps[best].a || steps[best].a.isNaN ? index : best
    }
  }

  /// The strongest feature that occurs at two or more places.
  ///
  /// One that has two places without a common cell comes before any whose places all overlap, and
  /// an underlay with the dot product 0, as empty areas have, comes last.
  func recurrence() -> Recurrence? {
    var overlapping: Recurrence?
    for group in groups {
      let isEmpty = steps[group[0]].dotProduct == 0
      if isEmpty, overlapping != nil { break }
      for places in classes(of: group) where places.count > 1 {
        let found = recurrence(at: places)
        if !found.overlaps { return found }
        if overlapping == nil { overlapping = found }
      }
    }
    return overlapping
  }

  /// The positions that share a dot product with another, strongest first.
  ///
  /// The same underlay has the same dot product, which thus is a first, free hash of it.
  private var groups: [[Int]] {
    Dictionary(grouping: steps.indices) { steps[$0].dotProduct.bitPattern }.values
      .filter { $0.count > 1 && steps[$0[0]].z.isFinite }
      .map { (strength: strength(steps[$0[0]]), places: $0) }
      .sorted { left, right in
        let isEmpty = (
          steps[left.places[0]].dotProduct == 0, steps[right.places[0]].dotProduct == 0
        )
        if isEmpty.0 != isEmpty.1 { return isEmpty.1 }
        return left.strength == right.strength
          ? left.places[0] < right.places[0] : left.strength > right.strength
      }
      .map(\.places)
  }

  /// Positions parted by their underlays, each part in row order, parts in the order of their
  /// first positions.
  private func classes(of places: [Int]) -> [[Int]] {
    var classes: [[Int]] = []
    var numbers: [Int: [Int]] = [:]
    for place in places {
      var hasher = Hasher()
      let bits = bits(at: place)
      bits.forEach { hasher.combine($0) }
      let hash = hasher.finalize()
      // Two underlays may share a hash, so that only a look at all of their bits decides.
      let number = numbers[hash, default: []].first {
        bits.elementsEqual(self.bits(at: classes[$0][0]))
      }
      if let number {
        classes[number].append(place)
      } else {
        numbers[hash, default: []].append(classes.count)
        classes.append([place])
      }
    }
    return classes
  }

  /// The bits of the values under the overlay, channel by channel, each in row order.
  private func bits(at place: Int) -> some Sequence<UInt64> {
    let (sweep, kernel) = (pass.sweep, pass.layer.kernel)
    let position = steps[place].position
    let first = pass.layer.firstChannel(ofMap: steps[place].map)
    return (0..<steps[place].terms.count).lazy.map { index in
      let (channel, inKernel) = index.quotientAndRemainder(dividingBy: kernel.count)
      let (row, column) = inKernel.quotientAndRemainder(dividingBy: kernel.columns)
      let cell = sweep.cell(under: Cell(row, column), at: position)
      guard sweep.contains(cell) else { return 0.0.bitPattern }
      let start = (first + channel) * sweep.underlay.count
      return pass.input.values[start + cell.row * sweep.underlay.columns + cell.column].bitPattern
    }
  }

  /// The recurrence at places of one underlay: the first of them and the first that is clear of
  /// it; failing that the two farthest columns; failing that the first two.
  private func recurrence(at places: [Int]) -> Recurrence {
    let column = { (place: Int) in steps[place].position.origin.column }
    var marked = [places[0], places[1]]
    if let clear = places.first(where: { !overlap(places[0], $0) }) {
      marked = [places[0], clear]
    } else if let left = places.min(by: { column($0) < column($1) }),
      let right = places.max(by: { column($0) < column($1) }), !overlap(left, right)
    {
      marked = [min(left, right), max(left, right)]
    }
    return Recurrence(
      marked: marked, count: places.count, overlaps: overlap(marked[0], marked[1]))
  }

  /// Whether the overlays at two places share rows and columns.
  private func overlap(_ first: Int, _ second: Int) -> Bool {
    let (one, other) = (steps[first].position.origin, steps[second].position.origin)
    let span = pass.sweep.geometry.span
    return abs(one.row - other.row) < span.rows
      && abs(one.column - other.column) < span.columns
  }
}
