import Drawing
import Neural

/// What a figure of dropout shows: one item's pass, and the mask that was drawn for it.
struct DropoutSubject: FigureSubject {
  let run: StageRun
  let layer: Dropout
  /// The number of the item among those that share a pass.
  let item: Int
  /// The tensors of the pass by their names; all items in one where they are coupled.
  let pass: any LayerForwardPass
  let backward: (any LayerBackwardPass)?
  /// The element that is followed, by its number in the item.
  let followed: Int

  init?(_ exhibit: Exhibit, focus: Focus) {
    let stages = exhibit.run.stages
    func isOne(_ index: Int) -> Bool { stages[index].stage.layer is Dropout }
    let chosen =
      exhibit.isStageChosen || isOne(exhibit.stageIndex)
      ? exhibit.stageIndex : stages.indices.first(where: isOne)
    guard let chosen, let layer = stages[chosen].stage.layer as? Dropout else { return nil }
    (run, self.layer) = (stages[chosen], layer)
    pass = run.pass(ofItem: focus.item)
    backward = run.backwardPass(ofItem: focus.item)
    item = run.isCoupled ? focus.item : 0
    let count = run.stage.outputShape.reduce(1, *)
    let (inputs, mask) = (pass.inputs[0].values, pass.results[DropoutSubject.maskName]?.values)
    let first = item * count
    // The largest of those that are kept.
    func size(_ index: Int) -> Double {
      (mask.map { $0[first + index] == 0 } ?? false) ? -1 : abs(inputs[first + index])
    }
    followed =
      focus.step.map { $0 % count }
      ?? (0..<count).max { (size($0), $1) < (size($1), $0) } ?? 0
  }

  static let maskName = TensorName(rawValue: "mask")

  /// Whether some are left out; in inference none is.
  var hasMask: Bool { pass.results[DropoutSubject.maskName] != nil }
  /// The shape of an item.
  var shape: [Int] { run.stage.outputShape }
  var plane: TensorPlane { TensorPlane(of: shape, around: followed) }

  /// The tensors.
  enum Part: String, CaseIterable {
    case input, mask, output, arriving, back
  }

  private func tensor(_ part: Part) -> Tensor? {
    switch part {
    case .input: pass.inputs[0]
    case .mask: pass.results[DropoutSubject.maskName]
    case .output: pass.output
    case .arriving: backward?.outputGradient
    case .back: backward?.inputGradients[0]
    }
  }

  private static func name(_ part: Part) -> String {
    switch part {
    case .input: Tensors.input
    case .mask: maskName.rawValue
    case .output: Tensors.output
    case .arriving: Tensors.outputGradient
    case .back: Tensors.inputGradient
    }
  }

  /// A value of the item; 1 for the mask where there is none.
  func datum(_ part: Part, _ index: Int) -> Datum {
    let shape = (run.isCoupled ? [pass.inputs[0].shape[0]] : []) + self.shape
    let number = item * self.shape.reduce(1, *) + index
    return Datum(
      .init(
        stage: run.stage.name, tensor: DropoutSubject.name(part),
        index: Array(Indices(of: number, in: shape))), tensor(part)?.values[number] ?? 1)
  }

  /// The number of elements of the item that are left out.
  var leftOut: Int {
    hasMask ? (0..<shape.reduce(1, *)).count { datum(.mask, $0).value == 0 } : 0
  }
  /// p, and 1 / (1 − p).
  var rate: Datum {
    Datum(.init(stage: run.stage.name, tensor: "rate"), layer.rate)
  }
  var kept: Datum {
    Datum(
      .init(stage: run.stage.name, tensor: "scale of dropout"),
      layer.rate < 1 ? 1 / (1 - layer.rate) : 0)
  }
}
