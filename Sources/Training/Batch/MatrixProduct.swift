import CMatrix

/// A product of two matrices in tiles of 4 rows and 8 columns; see `CMatrix`.
///
/// The rows of the left matrix are packed four by four, [depth][4], the columns of the right one eight
/// by eight, [depth][8]. What a pack lacks is filled up, with whatever, since what it would give is
/// not looked at. Each element is added up in the order of the depth, so that it is the same however
/// the work is divided.
enum MatrixProduct {
  /// The rows of a tile.
  static let rows = 4
  /// The columns of a tile.
  static let columns = 8

  /// The number of packs of four that rows fill.
  static func rowPacks(_ count: Int) -> Int { (count + rows - 1) / rows }
  /// The number of packs of eight that columns fill.
  static func columnPacks(_ count: Int) -> Int { (count + columns - 1) / columns }

  /// One tile, all of it or its upper left part.
  ///
  /// - Parameters:
  ///   - pitch: From one row of the result to the next.
  ///   - adds: Whether the product is added to what stands there.
  @inline(__always)
  static func tile(
    depth: Int, _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>,
    into result: UnsafeMutablePointer<Double>, pitch: Int, rows height: Int = rows,
    columns width: Int = columns, adds: Bool = false
  ) {
    if height == rows && width == columns {
      cmatrix_tile(depth, left, right, result, pitch, adds ? 1 : 0)
      return
    }
    part(
      depth: depth, left, right, into: result, pitch: pitch, rows: height, columns: width,
      adds: adds)
  }

  private static func part(
    depth: Int, _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>,
    into result: UnsafeMutablePointer<Double>, pitch: Int, rows height: Int, columns width: Int,
    adds: Bool
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: rows * columns) { whole in
      guard let whole = whole.baseAddress else { return }
      whole.initialize(repeating: 0, count: rows * columns)
      if adds {
        for row in 0..<height {
          for column in 0..<width { whole[row * columns + column] = result[row * pitch + column] }
        }
      }
      cmatrix_tile(depth, left, right, whole, columns, adds ? 1 : 0)
      for row in 0..<height {
        for column in 0..<width { result[row * pitch + column] = whole[row * columns + column] }
      }
    }
  }

  /// Packs up to `width` rows that begin `pitch` elements apart; those that lack are zeros. Four rows
  /// are rows of a tile, eight are columns of it: those of the transpose.
  @inline(__always)
  static func packRows(
    _ matrix: UnsafePointer<Double>, pitch: Int, rows count: Int, width: Int = rows, depth: Int,
    into pack: UnsafeMutablePointer<Double>
  ) {
    for row in 0..<width {
      if row < count {
        let source = matrix + row * pitch
        for k in 0..<depth { pack[k * width + row] = source[k] }
      } else {
        for k in 0..<depth { pack[k * width + row] = 0 }
      }
    }
  }

  /// Packs up to `width` columns of a matrix whose rows lie `pitch` elements apart; those that lack are
  /// zeros. Eight columns are columns of a tile, four are rows of it: those of the transpose.
  @inline(__always)
  static func packColumns(
    _ matrix: UnsafePointer<Double>, pitch: Int, columns count: Int, width: Int = columns,
    depth: Int, into pack: UnsafeMutablePointer<Double>
  ) {
    if count == columns && width == columns {
      for k in 0..<depth { copyEight(matrix + k * pitch, to: pack + k * columns) }
      return
    }
    for k in 0..<depth {
      for column in 0..<width {
        pack[k * width + column] = column < count ? matrix[k * pitch + column] : 0
      }
    }
  }

  /// Copies eight numbers.
  @inline(__always)
  static func copyEight(_ source: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>) {
    let numbers = UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Double>.self)
    UnsafeMutableRawPointer(target).storeBytes(of: numbers, as: SIMD8<Double>.self)
  }

  /// Adds eight numbers to eight others.
  @inline(__always)
  static func addEight(_ source: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>) {
    let sum =
      UnsafeRawPointer(target).loadUnaligned(as: SIMD8<Double>.self)
      + UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Double>.self)
    UnsafeMutableRawPointer(target).storeBytes(of: sum, as: SIMD8<Double>.self)
  }

  /// The sum of numbers, in eight parts that are added up at the end.
  @inline(__always)
  static func sum(_ numbers: UnsafePointer<Double>, count: Int) -> Double {
    var parts = SIMD8<Double>(repeating: 0)
    let whole = count - count % columns
    for start in stride(from: 0, to: whole, by: columns) {
      parts += UnsafeRawPointer(numbers + start).loadUnaligned(as: SIMD8<Double>.self)
    }
    var sum = 0.0
    for lane in 0..<columns { sum += parts[lane] }
    for index in whole..<count { sum += numbers[index] }
    return sum
  }
}
