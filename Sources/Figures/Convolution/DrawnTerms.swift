import Drawing
import Neural

/// The terms of a dot product that a figure connects to the neuron, one line each, and their
/// colours. A line that is drawn has its colour to itself.
struct DrawnTerms {
  /// The numbers of the terms that are drawn, in order.
  let indices: [Int]
  /// How many terms there are.
  let count: Int
  private let order: [Int: Int]

  /// As many lines as there are colours to tell them apart.
  static let limit = 9

  private init(_ indices: [Int], of count: Int, order: [Int]) {
    self.indices = indices
    self.count = count
    self.order = Dictionary(uniqueKeysWithValues: zip(indices, order))
  }

  /// All terms of a step while there is a colour for each; else the first seven and the last.
  static func ends(of step: DotProduct, kernel: Extent) -> DrawnTerms {
    let count = step.terms.count
    if count <= limit { return first(count, of: step, kernel: kernel) }
    return DrawnTerms(Array(0..<7) + [count - 1], of: count, order: Array(0..<8))
  }

  /// The terms of the first channel while there is a colour for each; else those at the corners of
  /// the overlay.
  static func outline(of step: DotProduct, kernel: Extent) -> DrawnTerms {
    if kernel.count <= limit { return first(kernel.count, of: step, kernel: kernel) }
    var corners: [Int] = []
    for row in [0, kernel.rows - 1] {
      for column in [0, kernel.columns - 1] {
        let index = row * kernel.columns + column
        if !corners.contains(index) { corners.append(index) }
      }
    }
    return DrawnTerms(corners, of: step.terms.count, order: Array(corners.indices))
  }

  /// The colours go by the weights, which a convolution meets in another order.
  private static func first(
    _ shown: Int, of step: DotProduct, kernel: Extent
  ) -> DrawnTerms {
    let indices = Array(0..<shown)
    return DrawnTerms(
      indices, of: step.terms.count,
      order: indices.map {
        let cell = step.terms[$0].weightCell
        return $0 / kernel.count * kernel.count + cell.row * kernel.columns + cell.column
      })
  }

  /// How many terms are not drawn.
  var hidden: Int { count - indices.count }

  /// The colour of a term; none where it is not drawn.
  func color(of index: Int, _ theme: Theme) -> Color? { order[index].map(theme.weight) }
}
