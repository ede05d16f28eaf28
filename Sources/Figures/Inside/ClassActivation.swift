import Drawing
import Neural

/// Where a network saw a class: the maps of a stage, each weighted by the mean of the score's slope in it.
///
/// L = ReLU(Σ_m α_m a_m) with α_m the mean of ∂s/∂a_m over the neurons of map m.
/// Source: R. R. Selvaraju et al., *Grad-CAM: Visual Explanations from Deep Networks via Gradient-based
/// Localization* (2017).
struct ClassActivation: FigureSubject {
  let insight: Insight
  /// The number of the stage.
  let stage: Int
  /// The maps a and the slopes ∂s/∂a, [maps, rows, columns].
  let maps: Tensor
  let slopes: Tensor
  /// α of each map.
  let weights: [Double]
  /// Σ α a, before ReLU.
  let sum: [Double]

  init?(_ exhibit: Exhibit, focus: Focus) {
    guard let insight = Insight(exhibit, focus: focus), let back = insight.slopes else {
      return nil
    }
    let run = insight.run
    func hasMaps(_ index: Int) -> Bool {
      let shape = run.stages[index].outputs[0].shape
      return shape.count == 3 && shape[1] * shape[2] > 1
    }
    let stage: Int
    if exhibit.isStageChosen {
      stage = exhibit.stageIndex
    } else {
      let own = run.stages.indices.filter {
        run.network.stages[$0].layer is Convolution && hasMaps($0)
      }
      let last = own.last ?? run.stages.indices.last { hasMaps($0) }
      guard let last else { return nil }
      stage = run.followers(of: last).last { hasMaps($0) } ?? last
    }
    guard hasMaps(stage), back.stages[stage].hasGradients else { return nil }
    (self.insight, self.stage) = (insight, stage)
    maps = run.stages[stage].outputs[0]
    slopes = back.stages[stage].outputGradients[0]
    guard (maps.values + slopes.values).allSatisfy(\.isFinite) else { return nil }
    let count = maps.shape[1] * maps.shape[2]
    let slopeValues = slopes.values
    weights = (0..<maps.shape[0]).map { map in
      slopeValues[(map * count)..<((map + 1) * count)].reduce(0, +) / Double(count)
    }
    var sum = [Double](repeating: 0, count: count)
    for map in weights.indices {
      for place in 0..<count { sum[place] += weights[map] * maps.values[map * count + place] }
    }
    self.sum = sum
  }

  var extent: Extent { Extent(rows: maps.shape[1], columns: maps.shape[2]) }
  var count: Int { maps.shape[0] }

  /// The neuron whose sum is largest.
  var neuron: Cell {
    let place = sum.indices.reduce(0) { sum[$1] > sum[$0] ? $1 : $0 }
    return Cell(place / extent.columns, place % extent.columns)
  }

  /// The values of a map, or its slopes, or its shares.
  func values(_ tensor: Tensor, _ map: Int) -> [Double] {
    Array(tensor.values[(map * extent.count)..<((map + 1) * extent.count)])
  }

  func shares(_ map: Int) -> [Double] { values(maps, map).map { $0 * weights[map] } }

  private var name: String { insight.run.stages[stage].stage.name }

  private func address(_ tensor: String, _ index: [Int]) -> Source.Address {
    .init(stage: name, tensor: tensor, index: index)
  }

  func activation(_ map: Int, _ cell: Cell) -> Datum {
    Datum(
      address(
        insight.run.stages[stage].outputName.rawValue, [map, cell.row, cell.column]),
      maps[map, cell.row, cell.column])
  }

  func weight(_ map: Int) -> Datum { Datum(address("alpha", [map]), weights[map]) }

  func share(_ map: Int, _ cell: Cell) -> Datum {
    Datum(
      address("share", [map, cell.row, cell.column]),
      weights[map] * maps[map, cell.row, cell.column])
  }

  /// The shares of several maps together.
  func rest(_ maps: [Int], _ cell: Cell) -> Datum {
    Datum(
      address("share_of_others", [cell.row, cell.column]),
      maps.reduce(0) { $0 + share($1, cell).value })
  }

  func total(_ cell: Cell) -> Datum {
    Datum(
      address("class_activation", [cell.row, cell.column]),
      sum[cell.row * extent.columns + cell.column])
  }

  /// The maps that add most at the neuron, at most so many, the largest share first.
  func shown(_ most: Int) -> [Int] {
    let cell = neuron
    return Array(
      (0..<count).sorted { (share($0, cell).value, $1) > (share($1, cell).value, $0) }.prefix(most))
  }

  /// For each pixel of the input the sum of the neuron in whose middle it is, not below 0; 0 where no
  /// neuron's middle is near.
  var overInput: [Double] {
    let field = insight.run.network.receptiveFields[stage]
    func place(_ pixel: Int, _ axis: ReceptiveField.Axis, _ length: Int) -> Int? {
      let jump = Double(axis.jump.cells) / Double(axis.jump.neurons)
      let middle = Double(axis.start) + Double(axis.size - 1) / 2
      let place = jump > 0 ? ((Double(pixel) - middle) / jump).rounded() : 0
      return place >= 0 && place < Double(length) ? Int(place) : nil
    }
    let pixels = insight.extent
    return (0..<pixels.count).map { index in
      guard let row = place(index / pixels.columns, field.rows, extent.rows),
        let column = place(index % pixels.columns, field.columns, extent.columns)
      else { return 0 }
      return max(0, sum[row * extent.columns + column])
    }
  }
}
