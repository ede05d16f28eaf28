import Drawing
extension Theme {
  func weight(_ index: Int) -> Color { weights[index % weights.count] }
}
