/// What the neurons of a stage see of a network's input, along rows and columns.
///
/// Along each of the two, with r the length of what a neuron sees, j the jump from one neuron's to
/// the next one's and s the start of the first one's, for a window of span k, stride t and padding p:
/// r ← r + (k − 1) j, s ← s − p j, j ← t j; the input itself has r = 1, j = 1, s = 0. A transposed
/// convolution turns this round: at most ⌈k / t⌉ cells reach a neuron, the first neuron no cell before
/// ⌈(p − k + 1) / t⌉, and j ← j / t. What is fed by several stages sees what any of them sees. Where a
/// jump is no whole number, the lengths are those of the neurons that see most.
/// Source: A. Araujo, W. Norris and J. Sim, *Computing Receptive Fields of Convolutional Neural
/// Networks* (2019).
public struct ReceptiveField: Sendable, Hashable {
  /// What is seen along one of the two dimensions, in cells of the network's input.
  public struct Axis: Sendable, Hashable {
    /// The number of cells that a neuron sees, cells of padding included.
    public var size: Int
    /// The cells from what a neuron sees to what the next one sees.
    public var jump: Jump
    /// The first cell that the first neuron sees; below 0 where that is padding.
    public var start: Int

    /// A neuron sees itself.
    static let element = Axis(size: 1, jump: Jump(1), start: 0)

    /// What a window over neurons that see this sees.
    func under(span: Int, stride: Int, padding: Int) -> Axis {
      Axis(
        size: size + jump.cells(over: span - 1, .up), jump: jump.multiplied(by: stride),
        start: start - jump.cells(over: padding, .up))
    }

    /// What a neuron sees that windows are laid over by neurons that see this.
    func stamped(span: Int, stride: Int, padding: Int) -> Axis {
      let first = (padding - span + 1).dividedUp(by: stride)
      return Axis(
        size: size + jump.cells(over: (span - 1) / stride, .up), jump: jump.divided(by: stride),
        start: start + jump.cells(over: first, .down))
    }

    /// What one sees that is fed by both.
    func joined(_ other: Axis) -> Axis {
      let start = Swift.min(start, other.start)
      let end = Swift.max(self.start + size, other.start + other.size)
      return Axis(size: end - start, jump: Swift.max(jump, other.jump), start: start)
    }
  }

  /// A number of cells, whole or a fraction.
  public struct Jump: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The cells from a neuron to the one that is ``neurons`` further, in lowest terms.
    public let cells: Int
    /// The number of neurons; 1 where the jump is a whole number.
    public let neurons: Int

    init(_ cells: Int, per neurons: Int = 1) {
      let divisor = Jump.greatestCommonDivisor(cells, neurons)
      (self.cells, self.neurons) = (cells / divisor, neurons / divisor)
    }

    private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
      first == 0 ? second : greatestCommonDivisor(second % first, first)
    }

    func multiplied(by stride: Int) -> Jump { Jump(cells * stride, per: neurons) }
    func divided(by stride: Int) -> Jump { Jump(cells, per: neurons * stride) }

    /// The whole number of cells that a number of jumps comes to, rounded up or down.
    func cells(over jumps: Int, _ rule: FloatingPointRoundingRule) -> Int {
      rule == .up
        ? (jumps * cells).dividedUp(by: neurons) : -((-jumps * cells).dividedUp(by: neurons))
    }

    /// Whether one jump is shorter than the other.
    public static func < (left: Jump, right: Jump) -> Bool {
      left.cells * right.neurons < right.cells * left.neurons
    }

    /// `2`, or `1/2`.
    public var description: String { neurons == 1 ? "\(cells)" : "\(cells)/\(neurons)" }
  }

  /// Along the rows, downwards.
  public var rows: Axis
  /// Along the columns, to the right.
  public var columns: Axis
  /// Whether every neuron sees the whole input.
  public var isEverything = false

  /// What sees every cell of an input.
  static func everything(of extent: Extent) -> ReceptiveField {
    ReceptiveField(
      rows: Axis(size: extent.rows, jump: Jump(0), start: 0),
      columns: Axis(size: extent.columns, jump: Jump(0), start: 0), isEverything: true)
  }
}

extension Network {
  /// What the neurons of each stage see of the network's input.
  public var receptiveFields: [ReceptiveField] {
    let input = Network.extent(of: inputShape)
    var fields: [ReceptiveField] = []
    for stage in stages {
      let fed = stage.sources.map { source in
        switch source {
        case .input: ReceptiveField(rows: .element, columns: .element)
        case .stage(let number): fields[number]
        }
      }
      if fed.contains(where: \.isEverything) {
        fields.append(.everything(of: input))
        continue
      }
      var field = fed.dropFirst().reduce(fed[0]) { field, other in
        ReceptiveField(
          rows: field.rows.joined(other.rows), columns: field.columns.joined(other.columns))
      }
      switch stage.layer.reach {
      case .element: break
      case .everything: field = .everything(of: input)
      case .window(let geometry):
        let span = geometry.span
        let padding = geometry.padding(over: Network.extent(of: stage.inputShapes[0]))
        field.rows = field.rows.under(
          span: span.rows, stride: geometry.stride.rows, padding: padding.top)
        field.columns = field.columns.under(
          span: span.columns, stride: geometry.stride.columns, padding: padding.left)
      case .stamp(let geometry):
        let span = geometry.span
        // What is laid down is cropped as the convolution that goes the other way pads its input.
        let padding = geometry.padding(over: Network.extent(of: stage.outputShape))
        field.rows = field.rows.stamped(
          span: span.rows, stride: geometry.stride.rows, padding: padding.top)
        field.columns = field.columns.stamped(
          span: span.columns, stride: geometry.stride.columns, padding: padding.left)
      }
      fields.append(field)
    }
    return fields
  }

  /// The last two dimensions of a shape; a vector is one row.
  private static func extent(of shape: [Int]) -> Extent {
    Extent(rows: shape.count > 1 ? shape[shape.count - 2] : 1, columns: shape.last ?? 1)
  }
}

extension Int {
  /// The quotient, rounded up; the divisor is above 0.
  fileprivate func dividedUp(by divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder > 0 ? quotient + 1 : quotient
  }
}
