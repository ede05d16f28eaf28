import Drawing
import Synchronization

/// Keeps the faces of a matrix, and the room that their texts take, from one layout to the next:
/// spelling and measuring numbers is most of the work, and an arrangement is tried in many rooms.
final class FaceMemo: Sendable {
  typealias Faces = [(row: Int, column: Int, face: CellFace)]

  /// What the cells of a matrix say.
  struct Texts {
    let main: Reach
    let below: Reach
    let corner: Reach

    init(_ faces: Faces, _ pen: Pen) {
      let lines = faces.map { $0.face.lines(pen.style.labels) }
      main = pen.reach(of: lines.compactMap(\.main))
      below = pen.reach(of: lines.compactMap(\.below))
      corner = pen.reach(of: faces.compactMap(\.face.corner))
    }
  }

  private struct Kept {
    let ring: [Int]
    let faces: Faces
    var texts: Texts?
  }

  private let kept = Mutex<Kept?>(nil)

  /// The faces that are kept for a ring, or else those that are made for it.
  func faces(ring: [Int], _ make: () -> Faces) -> Faces {
    if let faces = kept.withLock({ $0?.ring == ring ? $0?.faces : nil }) { return faces }
    let faces = make()
    kept.withLock { $0 = Kept(ring: ring, faces: faces) }
    return faces
  }

  /// The texts of the faces that are kept.
  func texts(of faces: Faces, _ pen: Pen) -> Texts {
    if let texts = kept.withLock({ $0?.texts }) { return texts }
    let texts = Texts(faces, pen)
    kept.withLock { $0?.texts = texts }
    return texts
  }
}

/// The room that the largest of several formulas takes both ways.
struct Reach {
  /// The largest width and the largest height at size 1.
  var size = Size.zero
  /// The size of the smallest letters where the formulas' own is 1.
  var leastScale = 1.0
  var isEmpty = true

  /// The largest size, at most `preferred`, at which each of the formulas fits into a room.
  func size(in room: Size, preferred: Double) -> Double {
    min(
      preferred, size.width > 0 ? room.width / size.width : preferred,
      size.height > 0 ? room.height / size.height : preferred)
  }
}

extension Pen {
  /// The room that the largest of several formulas takes.
  func reach(of formulas: [Formula]) -> Reach {
    // Text is laid out without hinting, so its extents grow in proportion to its size.
    let reference = 20.0
    var reach = Reach(isEmpty: formulas.isEmpty)
    var seen: Set<String> = []
    for formula in formulas where seen.insert(formula.plainText).inserted {
      let bounds = self.formula(formula, size: reference).bounds
      reach.size.width = max(reach.size.width, bounds.width / reference)
      reach.size.height = max(reach.size.height, bounds.height / reference)
      reach.leastScale = min(reach.leastScale, formula.leastScale)
    }
    return reach
  }
}
