import Drawing
import Neural
import Wording

extension NetworkRun {
  /// The stages behind one that belong to its layer and keep its shape: an activation function,
  /// normalisation, dropout.
  func followers(of index: Int) -> [Int] {
    var found: [Int] = []
    var last = index
    while true {
      let consumers = network.consumers(of: last)
      guard consumers.count == 1, let next = consumers.first?.stage,
        network.stages[next].sources.count == 1, stages[next].number == stages[index].number,
        network.stages[next].outputShape == network.stages[index].outputShape
      else { return found }
      found.append(next)
      last = next
    }
  }

  /// What goes into a stage, for an item.
  func inputs(of index: Int, item: Int) -> [Tensor] {
    network.stages[index].sources.map { source in
      switch source {
      case .input: items[item]
      case .stage(let number): stages[number].outputs[item]
      }
    }
  }

  /// What comes out of a stage whose layer has other parameters, for what goes in as it is; nil where
  /// they do not fit it.
  func layer(of index: Int, with parameters: NamedTensors) -> (any Layer)? {
    let stage = network.stages[index]
    var all = stage.layer.parameters
    for parameter in parameters { all[parameter.name] = parameter.tensor }
    var generator = SeededGenerator(seed: 0)
    return try? stage.layer.declaration.layer(
      settings: stage.layer.settings, parameters: all, inputs: stage.inputShapes,
      generator: &generator)
  }
}

extension Exhibit {
  /// The numbers of the stages that have filters.
  var convolutions: [Int] {
    run.network.stages.indices.filter { run.network.stages[$0].layer is Convolution }
  }

  /// Of the stage that was asked for, the one of the same layer that has filters; nil where there is
  /// none, or none was asked for.
  var chosenConvolution: Int? {
    guard isStageChosen else { return nil }
    return convolutions.last {
      $0 == stageIndex || ($0 < stageIndex && run.stages[$0].number == stage.number)
    }
  }
}

extension TrainingCourse {
  /// The parameters of a stage after each recorded epoch, by their names within the stage; those
  /// epochs are left out whose record holds no weights for it.
  func parameters(of stage: String) -> [(epoch: Int, tensors: NamedTensors)] {
    recorded.compactMap { record in
      let own = record.tensors.filter { $0.name.rawValue.hasPrefix(stage + ".") }.map {
        NamedTensor(
          TensorName(rawValue: String($0.name.rawValue.dropFirst(stage.count + 1))), $0.tensor)
      }
      let tensors = NamedTensors(own)
      return tensors[.weight] == nil ? nil : (record.epoch, tensors)
    }
  }

  /// What a tensor is called whose first index is the epoch that it was recorded after.
  static func recorded(_ tensor: String) -> String { "\(tensor)_of_epoch" }

  /// How the network did in an epoch; nil for 0, which is before training.
  func record(of epoch: Int) -> EpochRecord? {
    epochs.indices.contains(epoch - 1) ? epochs[epoch - 1] : nil
  }
}

extension Matrix {
  /// A plane of values in the colours of a scale, with their numbers where there is room.
  ///
  /// - Parameters:
  ///   - hasNumbers: whether numbers are wanted at all; those of many cells are not.
  ///   - datum: the value of a cell.
  static func heat(
    _ name: String, _ place: String, _ extent: Extent, scale: ValueScale, _ spellings: Spellings,
    _ notation: Notation?, hasNumbers: Bool, datum: @escaping @Sendable (Cell) -> Datum
  ) -> Matrix {
    var matrix = Matrix(name, place, extent) { cell in
      let datum = datum(cell)
      var face = CellFace()
      face.heat = scale.color(of: datum.value)
      face.isHeat = true
      face.isNegative = datum.value < 0
      face.mark = datum.mark
      if hasNumbers {
        face.number = spellings.number(datum)
        face.symbol = notation.map { $0.symbol(datum) }
      }
      return face
    }
    // Between many cells there are no lines; where hatches say the sign they are drawn one by one.
    if !hasNumbers, scale.kind != .signed { matrix.mostDrawn = 12 }
    if extent.rows > matrix.mostDrawn || extent.columns > matrix.mostDrawn {
      let cells = (0..<extent.count).map { Cell($0 / extent.columns, $0 % extent.columns) }
      matrix.raster = (cells.map { datum($0).value }, scale)
    }
    matrix.leastSide = 24
    return matrix
  }

  /// The same plane with its numbers in a format of their own, which the figure prints nowhere else.
  func printing(_ format: NumberFormat, datum: @escaping @Sendable (Cell) -> Datum) -> Matrix {
    var matrix = Matrix(
      name, place, Extent(rows: rows, columns: columns)
    ) { [face] cell in
      var result = face(cell.row, cell.column) ?? CellFace()
      let datum = datum(cell)
      let source = Source(
        datum.address, value: datum.value, form: .decimals(format.decimals), isExact: false)
      result.number = .sourced(source, .number(source.printed ?? "", .medium))
      return result
    }
    (matrix.leastSide, matrix.importance) = (leastSide, importance)
    return matrix
  }
}

/// Planes of one tensor side by side in as many rows as make them largest: the channels of a filter.
struct Planes: Block {
  let planes: [Matrix]
  /// The room between planes.
  var gap = 4.0

  /// The most planes that are shown of one filter.
  static let most = 16

  /// The rows and columns of planes whose cells are largest in a room.
  private func arrangement(in room: Size, _ pen: Pen) -> (columns: Int, side: Size) {
    var best = (columns: 1, side: Size.zero)
    for columns in 1...planes.count {
      let rows = (planes.count + columns - 1) / columns
      let side = Size(
        (room.width - gap * Double(columns - 1)) / Double(columns),
        (room.height - gap * Double(rows - 1)) / Double(rows))
      guard side.width > 0, side.height > 0 else { continue }
      let cell = { (side: Size) in planes[0].grid(in: side, pen).cell.height }
      if best.side == .zero || cell(side) > cell(best.side) + 0.01 { best = (columns, side) }
    }
    return best
  }

  var share: Size {
    let own = planes[0].share
    let columns = Double(planes.count).squareRoot().rounded(.up)
    let rows = (Double(planes.count) / columns).rounded(.up)
    return Size(own.width * columns, own.height * rows)
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let (columns, side) = arrangement(in: room, pen)
    var result = Layout(size: .zero)
    for (index, plane) in planes.enumerated() {
      let layout = plane.layout(in: side, pen)
      let x = Double(index % columns) * (layout.size.width + gap)
      let y = Double(index / columns) * (layout.size.height + gap)
      result.add(layout.moved(x, y))
      result.size = Size(
        max(result.size.width, x + layout.size.width),
        max(result.size.height, y + layout.size.height))
    }
    result.body = Rectangle(origin: .zero, size: result.size)
    return result
  }
}

/// Lines of words one below the other, each a formula of its own size and weight.
struct Words: Block {
  /// One line.
  struct Line: Sendable {
    let formula: Formula
    var size = 17.0
    var isMuted = false

    init(_ formula: Formula, size: Double = 17, isMuted: Bool = false) {
      (self.formula, self.size, self.isMuted) = (formula, size, isMuted)
    }

    /// Words that stand out.
    static func strong(_ text: String) -> Line { Line(.number(text, .semibold), size: 18.5) }
    /// Quiet words.
    static func quiet(_ text: String) -> Line { Line(.words(text), size: 16.4, isMuted: true) }
  }

  let lines: [Line]
  var alignment = Picture.Alignment.start
  var spacing = 9.0

  init(_ lines: [Line], alignment: Picture.Alignment = .start, spacing: Double = 9) {
    (self.lines, self.alignment, self.spacing) = (lines, alignment, spacing)
  }

  var share: Size { .zero }

  private func picture(_ pen: Pen) -> Picture {
    let floor = pen.measures.floor + 0.1
    return .column(
      lines.map { line in
        pen.formula(
          line.formula, size: max(line.size, floor / line.formula.leastScale),
          color: line.isMuted ? pen.theme.muted : nil)
      }, spacing: spacing, alignment: alignment)
  }

  func least(_ pen: Pen) -> Size { picture(pen).bounds.size }

  func layout(in room: Size, _ pen: Pen) -> Layout { Layout(picture(pen)) }
}

/// A block whose body has a name that wires find.
struct Anchored: Block {
  let name: String
  let block: any Block

  init(_ name: String, _ block: any Block) { (self.name, self.block) = (name, block) }

  var share: Size { block.share }
  func least(_ pen: Pen) -> Size { block.least(pen) }
  func size(in room: Size, _ pen: Pen) -> Size { block.size(in: room, pen) }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    var layout = block.layout(in: room, pen)
    layout.anchors[name] = layout.body
    return layout
  }
}
