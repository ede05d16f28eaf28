/// The lines of a tensor along one of its axes: for each place in the other dimensions, the elements
/// that differ in that axis alone.
struct TensorLines: Sendable, Hashable {
  /// The number of elements of a line.
  let length: Int
  /// From one element of a line to the next.
  let stride: Int

  /// The lines of a tensor of a shape along an axis.
  init(of shape: [Int], along axis: Int) {
    length = shape[axis]
    stride = shape[(axis + 1)...].reduce(1, *)
  }

  /// The row-major numbers of the elements of the line that the element with the given number is in.
  func line(through offset: Int) -> StrideTo<Int> {
    let first = offset / (stride * length) * (stride * length) + offset % stride
    return Swift.stride(from: first, to: first + length * stride, by: stride)
  }

  /// What a function makes of each line, put back where the line was.
  func map(_ values: [Double], _ function: ([Double]) -> [Double]) -> [Double] {
    var result = values
    for start in values.indices where start / stride % length == 0 {
      let line = line(through: start)
      for (place, value) in zip(line, function(line.map { values[$0] })) { result[place] = value }
    }
    return result
  }
}

extension SettingDeclaration {
  /// The axis of a tensor that a layer works along.
  static func axis(_ meaning: String) -> SettingDeclaration {
    SettingDeclaration("axis", .whole(atLeast: -Indices.limit), meaning)
  }
}

extension [Int] {
  /// The number of an axis of this shape, counted from 0; a negative one is counted from the last.
  ///
  /// - Throws: ``LayerError`` where the shape has no such axis.
  func axis(_ axis: Int) throws(LayerError) -> Int {
    guard (-count..<count).contains(axis) else {
      let range = isEmpty ? "it has none" : "it has those from \(-count) to \(count - 1)"
      throw .setting(
        "axis", problem: "an input of \(Tensor.describe(self)) has no axis \(axis); \(range)")
    }
    return axis < 0 ? axis + count : axis
  }
}
