import Drawing
import Neural

/// What the figure of maps shows: every feature map of some stages, for one input.
struct MapsSubject: FigureSubject {
  /// The maps of a stage.
  struct Layer: Sendable {
    /// The stage of the filters, and that of the maps, which is behind the activation function.
    let stage: String
    let mapStage: String
    let tensor: String
    let number: Int
    /// [maps, rows, columns].
    let maps: Tensor
    /// [maps, channels, rows, columns]; nil where it has no filters.
    let filters: Tensor?

    var count: Int { maps.shape[0] }
    var extent: Extent { Extent(rows: maps.shape[1], columns: maps.shape[2]) }

    /// The values of a map.
    func values(_ map: Int) -> [Double] {
      let size = extent.count
      return Array(maps.values[(map * size)..<((map + 1) * size)])
    }

    /// The mean of a map.
    func mean(_ map: Int) -> Datum {
      let values = values(map)
      return Datum(
        .init(stage: mapStage, tensor: "mean_of_map", index: [map]),
        values.reduce(0, +) / Double(max(1, values.count)))
    }

    /// Whether a map is 0 everywhere.
    func isOff(_ map: Int) -> Bool { values(map).allSatisfy { $0 == 0 } }

    /// The maps, those with the largest mean first.
    var order: [Int] {
      let means = (0..<count).map { mean($0).value }
      return (0..<count).sorted { (means[$0], $1) > (means[$1], $0) }
    }
  }

  let layers: [Layer]
  let input: Tensor
  let inputName: String
  let shade: ValueScale.Kind
  let isPicture: Bool
  /// The stages that have maps, of which some are shown.
  let available: Int

  /// The most stages that are shown.
  static let most = 3

  init?(_ exhibit: Exhibit, focus: Focus) {
    let run = exhibit.run
    func layer(_ index: Int, isWhole: Bool) -> Layer? {
      let end = isWhole ? run.followers(of: index).last ?? index : index
      let maps = run.stages[end].outputs[focus.item]
      guard maps.rank == 3, maps.values.allSatisfy({ !$0.isNaN }) else { return nil }
      let weight = run.network.stages[index].layer.parameters[.weight]
      return Layer(
        stage: run.stages[index].stage.name, mapStage: run.stages[end].stage.name,
        tensor: run.stages[end].outputName.rawValue, number: run.stages[index].number, maps: maps,
        filters: weight?.rank == 4 && weight?.shape[0] == maps.shape[0] ? weight : nil)
    }
    if exhibit.isStageChosen {
      layers = [layer(exhibit.stageIndex, isWhole: false)].compactMap { $0 }
      available = layers.count
    } else {
      let found = run.stages.indices.filter {
        run.network.stages[$0].layer is Convolution && run.stages[$0].outputs[focus.item].rank == 3
          && run.stages[$0].outputs[focus.item].shape.dropFirst() != [1, 1]
      }
      let others = run.stages.indices.filter { run.stages[$0].outputs[focus.item].rank == 3 }
      let all = found.isEmpty ? Array(others.suffix(1)) : found
      // Of many stages the first, the last and one between.
      let kept =
        all.count <= MapsSubject.most ? all : [all[0], all[all.count / 2], all[all.count - 1]]
      layers = kept.compactMap { layer($0, isWhole: true) }
      available = all.count
    }
    guard !layers.isEmpty else { return nil }
    input = run.items[focus.item]
    (inputName, shade, isPicture) = (
      focus.inputName, focus.shade, PicturePlane.isPicture(input, focus)
    )
  }
}
