import Figures
import Testing

@testable import Commands

@Suite struct FigureNameTests {
  @Test("Each figure's own name is understood", arguments: Catalogue.figures.map(\.name))
  func exact(name: String) throws {
    #expect(try FigureKind.parse(name).name == name)
  }
}
