import Drawing
import Neural
import Wording

/// The blocks that figures share which show one step of a convolution: the input under its overlay,
/// the enlarged underlays, the inside of the neuron and the map that it belongs to.
struct StepParts: Sendable {
  let parts: ConvolutionParts
  let step: DotProduct
  /// The channels that the step's map sees.
  let channels: Range<Int>
  /// The channels that are drawn.
  let shownChannels: [Int]
  /// Whether each weight has a colour of its own; with more of them, names serve and colours show
  /// values.
  var colorsWeights: Bool
  /// How the position is outlined.
  var style: PositionStyle
  /// The parts of strips that are shown around the overlay and around the neuron.
  let windows: (input: ConvolutionParts.Window, map: ConvolutionParts.Window)

  init(_ parts: ConvolutionParts, _ step: DotProduct) {
    self.parts = parts
    self.step = step
    channels = parts.values.channels(ofMap: step.map)
    shownChannels = StepParts.shownChannels(of: step, parts.values)
    colorsWeights = channels.count == 1 && step.terms.count <= 4
    // Where colours show the values, those of positions would be taken for them.
    style =
      colorsWeights || channels.count > 1
      ? parts.theme.position(0) : PositionStyle(color: parts.theme.ink)
    windows = ConvolutionParts.windows(parts.pass.sweep, around: step.position)
  }

  /// The channels that figures of a step draw.
  static func shownChannels(of step: DotProduct, _ values: ConvolutionValues) -> [Int] {
    let channels = values.channels(ofMap: step.map)
    return Volume.shown(of: channels.count).map { channels.lowerBound + $0 }
  }

  private var pass: Convolution.ForwardPass { parts.pass }

  /// Whether the input had better lie across the page.
  var isStrip: Bool {
    let under = pass.sweep.underlay
    return channels.count == 1 && under.columns >= 5 * under.rows
  }

  /// Whether the input is a column that is better seen turned on its side by its neighbours.
  var isTall: Bool {
    let under = pass.sweep.underlay
    return channels.count == 1 && under.rows >= 5 * under.columns
  }

  // MARK: - Input and underlays

  /// What a channel's matrix is called.
  func inputName(_ channel: Int) -> String {
    pass.layer.channels > 1 ? "input \(channel)" : "input"
  }

  /// The input under the overlay.
  ///
  /// - Parameters:
  ///   - number: what stands before its title, where a figure shows several steps.
  ///   - numbersCost: what it takes from the figure where its numbers give way.
  func input(
    hasCorners: Bool, hasIndices: Bool = true, hasLegend: Bool = true,
    number: String? = nil, numbersCost: Int? = nil,
    largest: Double? = nil
  ) -> any Block {
    parts.volume(
      shownChannels, of: channels.count,
      titled: number.map { "\($0)   " + say("input") } ?? say("input"),
      parts.notation.general(Tensors.input),
      legend: colorsWeights || !hasLegend ? nil : parts.inputScale
    ) { channel in
      var input = parts.input(
        channel: channel, map: step.map, position: step.position,
        marks: [(step.position, style, nil)], fill: colorsWeights ? .weights : .heat,
        hasCorners: hasCorners, hasIndices: hasIndices && channels.count == 1,
        window: windows.input)
      input.numbersCost = numbersCost
      if let largest { input.largest = largest }
      return input
    }
  }

  /// One enlarged underlay, framed as the overlay is.
  func lens(
    _ name: String, channel: Int, face: @escaping @Sendable (Term) -> CellFace
  ) -> Matrix {
    let kernel = pass.layer.kernel
    let first = (channel - channels.lowerBound) * kernel.count
    var lens = Matrix(
      name: name, place: say("underlay"), rows: kernel.rows, columns: kernel.columns
    ) { row, column in
      guard row >= 0, column >= 0, row < kernel.rows, column < kernel.columns else { return nil }
      return face(step.terms[first + row * kernel.columns + column])
    }
    lens.importance = 1.1
    lens.frame = style.stroke(3.4)
    return lens
  }

  /// One enlarged underlay: the values, with the weights that lie on them in the corners.
  ///
  /// - Parameter showsWeights: whether colours show the weights, where there are too many for each
  ///   to have its own; else they show the values.
  func underlay(channel: Int, showsWeights: Bool) -> Matrix {
    var lens = lens("underlay \(channel)", channel: channel) { term in
      let (value, weight) = (parts.values.value(term), parts.values.weight(term, map: step.map))
      var face = CellFace()
      face.number = parts.spellings.number(value)
      face.symbol = parts.notation.symbol(value)
      face.corner = parts.corner(weight)
      face.mark = value.mark
      if colorsWeights {
        face.identity = parts.theme.weight(parts.weightIndex(term.weightCell, channel: 0))
      } else {
        let shown = showsWeights ? weight : value
        face.heat = (showsWeights ? parts.weightScale : parts.inputScale).color(of: shown.value)
        face.isHeat = true
        face.isNegative = shown.value < 0
        face.mark = shown.mark
      }
      return face
    }
    let size = pass.layer.kernel.count
    if !ConvolutionValues.areNumbersPrinted(pass.layer.kernel) {
      let first = (channel - channels.lowerBound) * size
      let terms = (first..<(first + size)).map { step.terms[$0] }
      lens.raster = (
        terms.map { showsWeights ? $0.weight : $0.value },
        showsWeights ? parts.weightScale : parts.inputScale
      )
    }
    return lens
  }

  /// The dashed lines from the overlays to their enlargements.
  func lensWires(to names: [String]) -> [Wire] {
    zip(shownChannels, names).map { channel, lens in
      .lens(overlayName(channel), over: inputName(channel), to: lens, style.color)
    }
  }

  /// What the overlay on a channel is called.
  func overlayName(_ channel: Int) -> String {
    "\(Tensors.overlay) \(channel) \(step.position.index)"
  }

  // MARK: - Neuron and map

  /// The inside of the neuron.
  func chain(_ axis: Stack.Axis) -> NeuronChain {
    parts.chain(step, axis: axis, color: style.color)
  }

  /// Wires that meet at the sign Σ, spread over its left.
  func sums(_ names: [String], _ route: Wire.Route = .straight, colors: [Color?] = []) -> [Wire] {
    names.enumerated().map { index, name in
      let color = colors.isEmpty ? nil : colors[index]
      return names.count > 1
        ? .fan(
          name, to: "sum", order: index, of: names.count, color: color, hasHead: names.count <= 4)
        : Wire(.right(name), .left("sum"), route, color: color)
    }
  }

  /// The way from the inside of the neuron into the map.
  var out: Wire { out(from: chain(.row).exit) }

  /// The way from a named block into the map.
  func out(from name: String) -> Wire {
    Wire(
      .right(name), .left(neuronName), .into(map: mapName, isNeurons: isMapOfNeurons),
      color: style.color, width: 2)
  }

  private var mapName: String { pass.layer.maps > 1 ? "map \(step.map)" : "map" }

  /// Whether the map is drawn as circles.
  var isMapOfNeurons: Bool { windows.map.rows.count <= 6 && windows.map.columns.count <= 6 }

  private var neuronName: String {
    let (neuron, window) = (step.position.neuron, windows.map)
    return
      "\(mapName) \(neuron.row - window.rows.lowerBound),\(neuron.column - window.columns.lowerBound)"
  }

  /// The map with what has been computed up to the step.
  ///
  /// - Parameter isBrief: whether its title is the symbol alone, and its legend left out.
  func map(isBrief: Bool = false, numbersCost: Int? = nil) -> any Block {
    let scale = isMapOfNeurons ? nil : parts.outputScale
    var map = parts.featureMap(
      step.map, filled: step.position.index + 1, marked: [step.position.index: style],
      scale: scale, window: windows.map)
    map.numbersCost = numbersCost
    if isBrief { map.importance = 1.3 }
    return Titled(
      isBrief ? "" : parts.mapTitle(step.map), parts.mapSymbol,
      below: scale.map { isBrief ? [] : [Legend($0, of: Tensors.a, parts.spellings)] } ?? [], map)
  }

  /// The neuron alone.
  var neuron: any Block {
    let a = parts.values.a(step)
    var neuron = Matrix(name: "neuron", place: say("neuron"), rows: 1, columns: 1) { row, column in
      guard row == 0, column == 0 else { return nil }
      var face = CellFace()
      face.number = parts.spellings.number(a, .bold)
      face.symbol = parts.notation.symbol(a)
      face.mark = a.mark
      face.identity = style.color
      face.outline = style.stroke(Measures().overlay)
      return face
    }
    neuron.isNeurons = true
    return Titled(say("neuron"), parts.notation.symbol(a), neuron)
  }

  /// The way from the inside of the neuron to the neuron alone.
  var outToNeuron: Wire {
    Wire(
      .right(chain(.row).exit), .left("neuron 0,0", 0.5), .level, color: style.color, width: 2)
  }
}
