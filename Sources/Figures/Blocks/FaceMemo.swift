import Synchronization

/// Keeps the faces of a matrix from one layout to the next: spelling their numbers is most of the
/// work, and an arrangement is tried in many rooms.
final class FaceMemo: Sendable {
  typealias Faces = [(row: Int, column: Int, face: CellFace)]

  private let kept = Mutex<(ring: [Int], faces: Faces)?>(nil)

  /// The faces that are kept for a ring, or else those that are made for it.
  func faces(ring: [Int], _ make: () -> Faces) -> Faces {
    if let faces = kept.withLock({ $0?.ring == ring ? $0?.faces : nil }) { return faces }
    let faces = make()
    kept.withLock { $0 = (ring, faces) }
    return faces
  }
}
