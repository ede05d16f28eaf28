import Drawing

/// One overlay position in full.
struct Step {
  let subject: Subject

  func scene(style: FigureStyle) -> Scene {
    Scene(
      size: Size(1280, 720), background: style.theme.paper, title: "", description: "", items: [])
  }
}
