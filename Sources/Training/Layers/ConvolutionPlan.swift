import Neural

/// Where the taps and the positions of a convolution lie in an input whose padding is written out, and
/// its three matrix products.
struct ConvolutionPlan: Sendable {
  /// How many positions of the matrix of columns are packed at a time on the way back.
  static let block = 256

  let channels: Int
  let extent: Extent
  let padding: Padding
  let maps: Int
  let groups: Int
  /// The positions of the overlay.
  let positions: Int
  /// The taps of a filter: cells × channels of a group.
  let taps: Int
  /// For each tap, from the cell under the overlay's corner to that under the tap.
  let offsets: [Int]
  /// For each tap its weight's place in the filter.
  let weights: [Int]
  /// For each position the cell under the overlay's corner; the last is repeated up to eight.
  let corners: [Int]
  /// For each eight positions whether their corners follow one upon the other.
  let isRow: [Bool]

  init(_ layer: Convolution, over input: [Int]) throws {
    let extent =
      input.count == 2
      ? Extent(rows: 1, columns: input[1])
      : Extent(
        rows: input[1], columns: input[2])
    let sweep = try Sweep(over: extent, geometry: layer.geometry)
    let columns = extent.columns + sweep.padding.left + sweep.padding.right
    let rows = extent.rows + sweep.padding.top + sweep.padding.bottom
    let (kernel, dilation) = (layer.kernel, layer.geometry.dilation)
    var offsets: [Int] = []
    var weights: [Int] = []
    for channel in 0..<layer.channelsInGroup {
      for u in 0..<kernel.rows {
        for v in 0..<kernel.columns {
          offsets.append((channel * rows + u * dilation.rows) * columns + v * dilation.columns)
          let cell = layer.weightCell(under: Cell(u, v))
          weights.append(channel * kernel.count + cell.row * kernel.columns + cell.column)
        }
      }
    }
    var corners = sweep.map { position in
      (position.origin.row + sweep.padding.top) * columns
        + position.origin.column + sweep.padding.left
    }
    while !corners.count.isMultiple(of: MatrixProduct.columns) {
      corners.append(corners[corners.count - 1])
    }
    isRow = stride(from: 0, to: corners.count, by: MatrixProduct.columns).map { start in
      (0..<MatrixProduct.columns).allSatisfy { corners[start + $0] == corners[start] + $0 }
    }
    channels = layer.channels
    self.extent = extent
    padding = sweep.padding
    (maps, groups, positions) = (layer.maps, layer.groups, sweep.count)
    (self.offsets, self.weights, self.corners, taps) = (offsets, weights, corners, offsets.count)
  }

  var mapsInGroup: Int { maps / groups }
  var isPadded: Bool { padding != .none }
  var inputSize: Int { channels * extent.count }
  var outputSize: Int { maps * positions }
  /// Rows and columns with the padding.
  var paddedExtent: Extent {
    Extent(
      rows: extent.rows + padding.top + padding.bottom,
      columns: extent.columns + padding.left + padding.right)
  }
  var paddedSize: Int { channels * paddedExtent.count }
  /// The cells of the channels that one group sees.
  var groupSize: Int { channels / groups * paddedExtent.count }
  var filterPackSize: Int { MatrixProduct.rowPacks(mapsInGroup) * MatrixProduct.rows * taps }
  var turnedPackSize: Int { MatrixProduct.rowPacks(taps) * MatrixProduct.rows * mapsInGroup }
  /// The columns of a group's weight gradient while it is added up.
  private var productPitch: Int { MatrixProduct.columnPacks(taps) * MatrixProduct.columns }
  /// The elements of a group's weight gradient while it is added up, in whole tiles.
  var productSize: Int {
    MatrixProduct.rowPacks(mapsInGroup) * MatrixProduct.rows * productPitch
  }

  /// The cells of an item with its padding written out; the item itself where it has none.
  func padded(
    _ input: UnsafePointer<Double>, into room: UnsafeMutablePointer<Double>?
  ) -> UnsafePointer<Double> {
    guard isPadded, let room else { return input }
    let padded = paddedExtent
    room.update(repeating: 0, count: paddedSize)
    for channel in 0..<channels {
      for row in 0..<extent.rows {
        let target =
          room + (channel * padded.rows + row + padding.top) * padded.columns + padding.left
        target.update(
          from: input + (channel * extent.rows + row) * extent.columns, count: extent.columns)
      }
    }
    return UnsafePointer(room)
  }

  /// The other way: what lies inside of the padding.
  func takeInside(_ room: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>) {
    let padded = paddedExtent
    for channel in 0..<channels {
      for row in 0..<extent.rows {
        let source =
          room + (channel * padded.rows + row + padding.top) * padded.columns + padding.left
        (target + (channel * extent.rows + row) * extent.columns).update(
          from: source, count: extent.columns)
      }
    }
  }

  /// z = w · columns of one group.
  func multiply(
    _ filters: UnsafePointer<Double>, _ cells: UnsafePointer<Double>,
    columns: UnsafeMutablePointer<Double>, into z: UnsafeMutablePointer<Double>
  ) {
    let (rows, width) = (MatrixProduct.rows, MatrixProduct.columns)
    for pack in isRow.indices {
      let first = pack * width
      packColumns(pack, cells, into: columns)
      for map in stride(from: 0, to: mapsInGroup, by: rows) {
        MatrixProduct.tile(
          depth: taps, filters + map * taps, columns, into: z + map * positions + first,
          pitch: positions, rows: min(rows, mapsInGroup - map),
          columns: min(width, positions - first))
      }
    }
  }

  /// What lies under the filter at eight positions, [taps][8].
  private func packColumns(
    _ pack: Int, _ cells: UnsafePointer<Double>, into columns: UnsafeMutablePointer<Double>
  ) {
    let width = MatrixProduct.columns
    offsets.withUnsafeBufferPointer { offsets in
      corners.withUnsafeBufferPointer { corners in
        guard let offsets = offsets.baseAddress, var corner = corners.baseAddress else { return }
        corner += pack * width
        if isRow[pack] {
          let source = cells + corner[0]
          for tap in 0..<taps {
            MatrixProduct.copyEight(source + offsets[tap], to: columns + tap * width)
          }
          return
        }
        for tap in 0..<taps {
          let (source, target) = (cells + offsets[tap], columns + tap * width)
          for position in 0..<width { target[position] = source[corner[position]] }
        }
      }
    }
  }

  /// ∂C/∂w = δ · columnsᵀ of one group and item, added to what stands in `product`.
  func addWeightGradient(
    _ delta: UnsafePointer<Double>, _ cells: UnsafePointer<Double>,
    left: UnsafeMutablePointer<Double>, right: UnsafeMutablePointer<Double>,
    into product: UnsafeMutablePointer<Double>
  ) {
    let (rows, width) = (MatrixProduct.rows, MatrixProduct.columns)
    for start in stride(from: 0, to: positions, by: ConvolutionPlan.block) {
      let depth = min(ConvolutionPlan.block, positions - start)
      for map in stride(from: 0, to: mapsInGroup, by: rows) {
        MatrixProduct.packRows(
          delta + map * positions + start, pitch: positions, rows: mapsInGroup - map,
          depth: depth, into: left + map * depth)
      }
      for tap in stride(from: 0, to: taps, by: width) {
        packTaps(tap, at: start, depth, cells, into: right)
        for map in stride(from: 0, to: mapsInGroup, by: rows) {
          MatrixProduct.tile(
            depth: depth, left + map * depth, right, into: product + map * productPitch + tap,
            pitch: productPitch, adds: true)
        }
      }
    }
  }

  /// What lies under eight taps at some positions, [positions][8].
  private func packTaps(
    _ first: Int, at start: Int, _ count: Int, _ cells: UnsafePointer<Double>,
    into pack: UnsafeMutablePointer<Double>
  ) {
    let width = MatrixProduct.columns
    offsets.withUnsafeBufferPointer { offsets in
      corners.withUnsafeBufferPointer { corners in
        guard let corners = corners.baseAddress else { return }
        func offset(_ tap: Int) -> Int { offsets[min(first + tap, taps - 1)] }
        let (o0, o1, o2, o3) = (offset(0), offset(1), offset(2), offset(3))
        let (o4, o5, o6, o7) = (offset(4), offset(5), offset(6), offset(7))
        for position in 0..<count {
          let (source, target) = (cells + corners[start + position], pack + position * width)
          target[0] = source[o0]
          target[1] = source[o1]
          target[2] = source[o2]
          target[3] = source[o3]
          target[4] = source[o4]
          target[5] = source[o5]
          target[6] = source[o6]
          target[7] = source[o7]
        }
      }
    }
  }

  /// ∂C/∂columns = wᵀ · δ of one group, each column added to the cells that it was taken from.
  func addInputGradient(
    _ delta: UnsafePointer<Double>, _ turned: UnsafePointer<Double>,
    left deltas: UnsafeMutablePointer<Double>, right columns: UnsafeMutablePointer<Double>,
    into cells: UnsafeMutablePointer<Double>
  ) {
    let (rows, width) = (MatrixProduct.rows, MatrixProduct.columns)
    for pack in isRow.indices {
      let first = pack * width
      let count = min(width, positions - first)
      MatrixProduct.packColumns(
        delta + first, pitch: positions, columns: count, depth: mapsInGroup, into: deltas)
      for tap in stride(from: 0, to: taps, by: rows) {
        MatrixProduct.tile(
          depth: mapsInGroup, turned + tap * mapsInGroup, deltas, into: columns + tap * width,
          pitch: width)
      }
      addColumns(pack, count, columns, to: cells)
    }
  }

  private func addColumns(
    _ pack: Int, _ count: Int, _ columns: UnsafePointer<Double>,
    to cells: UnsafeMutablePointer<Double>
  ) {
    let width = MatrixProduct.columns
    offsets.withUnsafeBufferPointer { offsets in
      corners.withUnsafeBufferPointer { corners in
        guard let offsets = offsets.baseAddress, var corner = corners.baseAddress else { return }
        corner += pack * width
        if isRow[pack] {
          let target = cells + corner[0]
          for tap in 0..<taps {
            MatrixProduct.addEight(columns + tap * width, to: target + offsets[tap])
          }
          return
        }
        for tap in 0..<taps {
          let (source, target) = (columns + tap * width, cells + offsets[tap])
          for position in 0..<count { target[corner[position]] += source[position] }
        }
      }
    }
  }

  /// The weight gradient in the order of the weights.
  func unpackWeightGradient(_ product: [Double], into gradient: inout [Double]) {
    for map in 0..<maps {
      let row = map / mapsInGroup * productSize + map % mapsInGroup * productPitch
      for tap in 0..<taps { gradient[map * taps + weights[tap]] = product[row + tap] }
    }
  }
}
