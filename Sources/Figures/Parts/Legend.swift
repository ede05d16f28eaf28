import Drawing

extension Pen {
  /// The scale of a heat map: a strip from its lowest to its highest value, both written out.
  func legend(_ scale: ValueScale, width: Double = 160) -> Picture {
    let steps = 128
    let values = (0..<steps).map {
      scale.low + (scale.high - scale.low) * (Double($0) + 0.5) / Double(steps)
    }
    let raster = Raster(values: values, columns: steps, scale: scale)
    let bar = Rectangle(0, 0, width, 10)
    let strip = Picture(
      bounds: bar,
      items: [
        .image(raster, in: bar),
        .rectangle(bar, radius: 1, .stroke(theme.hairline, 0.8)),
      ])
    let format = NumberFormat(for: [scale.low, scale.high], significant: 2)
    func end(_ value: Double) -> Picture {
      let text = label(format.string(value), size: 13, color: theme.muted)
      return text.moved(-text.bounds.minX, 0)
    }
    func centered(_ picture: Picture) -> Picture { picture.moved(0, 5 - picture.bounds.midY) }
    return .row(
      [centered(end(scale.low)), strip, centered(end(scale.high))], spacing: 10, alignment: .origin
    )
    .tagged("legend")
  }
}
