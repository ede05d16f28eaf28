import Drawing
import Neural

/// A convolution over an input and over the same input moved, with pooling behind both.
struct EquivarianceSubject: StageSubject {
  let subject: Subject
  /// The map that is shown, and the channel of the input.
  let map, channel: Int
  /// How far the input moves, and the map with it: rows down and columns to the right.
  let shift, mapShift: (rows: Int, columns: Int)
  let moved: Tensor
  /// All maps of the input, and of the moved one.
  let before, after: Tensor
  /// The side of the pooling window, which is its stride; nil where the map is too small for one.
  let window: Int?
  let pooled, movedPooled: Tensor?

  init?(_ run: StageRun, focus: Focus) {
    guard let subject = Subject(run, focus: focus) else { return nil }
    self.init(subject, step: focus.step)
  }

  init?(_ subject: Subject, step: Int? = nil) {
    let pass = subject.pass
    let (input, stride) = (pass.input, pass.layer.geometry.stride)
    let extent = Extent(
      rows: input.shape[input.rank - 2], columns: input.shape[input.rank - 1])
    // By two cells, or by the stride, so that the map can follow; along the longer side.
    let isAcross = extent.columns >= extent.rows
    let (length, pace) =
      isAcross ? (extent.columns, stride.columns) : (extent.rows, stride.rows)
    let far = pace * max(1, length >= 5 ? 2 / pace : 1)
    guard far < length else { return nil }
    func isEmpty(_ places: Range<Int>) -> Bool {
      (0..<input.count).allSatisfy { index in
        let place = isAcross ? index % extent.columns : index / extent.columns % extent.rows
        return !places.contains(place) || input.values[index] == 0
      }
    }
    // The first way that pushes nothing out.
    let distance =
      [far, -far, pace, -pace].first { distance in
        isEmpty(distance > 0 ? length - distance..<length : 0..<(-distance))
      } ?? far
    shift = isAcross ? (0, distance) : (distance, 0)
    mapShift = (shift.rows / stride.rows, shift.columns / stride.columns)
    let moved = EquivarianceSubject.moved(input, by: shift)
    guard let after = try? pass.layer.output(of: [moved], mode: .inference) else { return nil }
    (self.subject, self.moved, self.after) = (subject, moved, after)
    before = pass.featureMaps().a
    let values = before.values
    let strongest = values.indices.max { (values[$0], $1) < (values[$1], $0) } ?? 0
    map = (step ?? strongest) / pass.sweep.count
    channel = pass.layer.firstChannel(ofMap: map)
    let map = pass.sweep.extent
    let side = max(2, abs(mapShift.rows + mapShift.columns) + 1)
    window = min(map.rows, map.columns) >= side ? side : nil
    if let window, before.rank == 3,
      let pooling = try? MaxPooling(window: Extent(window), stride: Extent(window))
    {
      pooled = try? pooling.output(of: [before], mode: .inference)
      movedPooled = try? pooling.output(of: [after], mode: .inference)
    } else {
      (pooled, movedPooled) = (nil, nil)
    }
  }

  /// A tensor moved in its last two dimensions; what comes in is 0.
  static func moved(_ tensor: Tensor, by shift: (rows: Int, columns: Int)) -> Tensor {
    let (rows, columns) = (tensor.shape[tensor.rank - 2], tensor.shape[tensor.rank - 1])
    var result = Tensor(shape: tensor.shape)
    var values = result.values
    for index in 0..<tensor.count {
      let plane = index / (rows * columns)
      let (row, column) = (
        index / columns % rows - shift.rows, index % columns - shift.columns
      )
      guard row >= 0, row < rows, column >= 0, column < columns else { continue }
      values[index] = tensor.values[plane * rows * columns + row * columns + column]
    }
    result = (try? Tensor(shape: tensor.shape, values: values)) ?? result
    return result
  }

  var mapExtent: Extent { subject.pass.sweep.extent }

  /// The neurons of the shown map that both maps have, and how many of them are the same to the last
  /// bit, further along.
  var neurons: (same: Int, shared: Int) {
    let extent = mapExtent
    let first = map * extent.count
    var (same, shared) = (0, 0)
    for index in 0..<extent.count {
      let (row, column) = (
        index / extent.columns + mapShift.rows, index % extent.columns + mapShift.columns
      )
      guard row >= 0, row < extent.rows, column >= 0, column < extent.columns else { continue }
      shared += 1
      if before.values[first + index] == after.values[first + row * extent.columns + column] {
        same += 1
      }
    }
    return (same, shared)
  }

  /// The pooled values of the shown map, and how many of them stay as they were.
  var pools: (same: Int, count: Int) {
    guard let pooled, let movedPooled else { return (0, 0) }
    let count = pooled.count / subject.pass.layer.maps
    let places = (map * count)..<((map + 1) * count)
    return (places.count { pooled.values[$0] == movedPooled.values[$0] }, count)
  }
}
