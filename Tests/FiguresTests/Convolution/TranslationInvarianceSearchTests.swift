import Neural
import Testing

@testable import Figures

@Suite("The search for a feature that occurs twice")
struct TranslationInvarianceSearchTests {
  /// A pass over rows of digits, one character a cell.
  static func pass(
    _ rows: [String], _ filter: [String], bias: Double = 0, activation: Activation = .identity,
    padding: PaddingRule = .valid, dilation: Int = 1
  ) throws -> Convolution.ForwardPass {
    func tensor(_ rows: [String], rank: Int) throws -> Tensor {
      let values = rows.map { $0.map { Double($0.wholeNumberValue ?? -1) } }
      return try Tensor(rows: values).reshaped(
        Array(repeating: 1, count: rank - 2) + [rows.count, rows[0].count])
    }
    return try Convolution(
      weights: tensor(filter, rank: 4), bias: Tensor(repeating: bias, shape: [1]),
      activation: activation, padding: padding, dilation: Extent(dilation)
    ).forward(tensor(rows, rank: 3))
  }

  private func recurrence(
    _ pass: Convolution.ForwardPass
  ) -> TranslationInvarianceSearch.Recurrence? {
    search(pass).recurrence()
  }

  private func search(_ pass: Convolution.ForwardPass) -> TranslationInvarianceSearch {
    TranslationInvarianceSearch(pass: pass, steps: Array(pass.steps))
  }

  /// The letter U, with two strokes alike.
  static let letterU = [".#..#.", ".#..#.", ".#..#.", ".#..#.", ".#..#.", "..##.."].map {
    $0.replacing("#", with: "1").replacing(".", with: "0")
  }

  @Test("The two strokes of the letter U are found, in its first row")
  func letterU() throws {
    let pass = try Self.pass(Self.letterU, ["-2-", "-2-", "-2-"])
    #expect(recurrence(pass) == .init(marked: [0, 3], count: 6, overlaps: false))
  }

  @Test("Equal dot products of different underlays are not taken for the same feature")
  func differentUnderlays() throws {
    // 1 + 2, 2 + 1 and 3 + 0 are all 3; no two of these underlays are the same.
    #expect(recurrence(try Self.pass(["12", "21", "30"], ["11"])) == nil)
  }

  @Test("The strongest of several features wins, though it comes later")
  func strongest() throws {
    let pass = try Self.pass(["010100909"], ["1"])
    #expect(recurrence(pass) == .init(marked: [6, 8], count: 2, overlaps: false))
  }

  @Test("A strong negative answer is a feature as well")
  func negative() throws {
    let pass = try Self.pass(["4040101"], ["-"])
    #expect(recurrence(pass)?.marked == [0, 2])
  }

  @Test("A feature found apart comes before a stronger one whose places overlap")
  func apart() throws {
    // 77 has the greatest sum, but its two places share a cell.
    #expect(recurrence(try Self.pass(["77701201"], ["11"]))?.marked == [3, 6])
    // The first and the last of three places are clear of one another.
    #expect(
      recurrence(try Self.pass(["9999"], ["11"]))
        == .init(
          marked: [0, 2], count: 3, overlaps: false))
  }

  @Test("Two places in columns far apart are found though the first place overlaps all")
  func farthestColumns() throws {
    // 123 over 341 lies at row 0, column 2, and, sharing a cell with it, at row 1, columns 0 and 4.
    let pass = try Self.pass(["0012300", "1234123", "3410341"], ["111", "111"])
    #expect(recurrence(pass) == .init(marked: [5, 9], count: 3, overlaps: false))
  }

  @Test("Where all places overlap, the first two are taken, and it is said")
  func overlapping() throws {
    let found = recurrence(try Self.pass(["5550"], ["11"]))
    #expect(found == .init(marked: [0, 1], count: 2, overlaps: true))
  }

  @Test("Empty areas are no feature while there is another, whatever the bias")
  func empty() throws {
    let pass = try Self.pass(["000010001000"], ["1"], bias: 100)
    #expect(recurrence(pass) == .init(marked: [4, 8], count: 2, overlaps: false))
    let blank = try Self.pass(["0000"], ["1"], bias: 100)
    #expect(recurrence(blank) == .init(marked: [0, 1], count: 4, overlaps: false))
  }

  @Test("Behind ReLU a feature that fires comes before one that is silenced")
  func fires() throws {
    let pass = try Self.pass(["90010901001"], ["-1"], activation: .relu)
    // −9 (from 90) is silenced; 01 gives 1.
    #expect(recurrence(pass)?.marked == [2, 6])
  }

  @Test("Zeros of the padding count as values")
  func padding() throws {
    let pass = try Self.pass(["0303"], ["11"], padding: .full)
    // Full: 00 03 30 03 30.
    #expect(recurrence(pass)?.marked == [1, 3])
  }

  @Test("No underlay twice: nothing is found, and the strongest neuron has the largest activation")
  func none() throws {
    let search = search(try Self.pass(["4823"], ["-"]))
    #expect(search.recurrence() == nil)
    #expect(search.strongest == 2)
  }

  @Test("Every pair that is found is equal to the last bit", arguments: TrialSubject.ugly)
  func equality(trial: TrialSubject) throws {
    let pass = try trial.pass
    let steps = Array(pass.steps.prefix(pass.sweep.count))
    let found = TranslationInvarianceSearch(pass: pass, steps: steps).recurrence()
    guard let marked = found?.marked.map({ steps[$0] }) else { return }
    #expect(marked[0].z.bitPattern == marked[1].z.bitPattern)
    #expect(
      marked[0].terms.map(\.value.bitPattern) == marked[1].terms.map(\.value.bitPattern))
  }

  @Test("A product that is not finite neither stops nor wins the search")
  func notFinite() throws {
    let pass = try Convolution(weights: Tensor(shape: [1, 1, 1, 2], values: [1e200, 1e200]))
      .forward(Tensor(shape: [1, 1, 6], values: [1e200, -1e200, 1e200, -1e200, 3, 4]))
    #expect(recurrence(pass) == nil)
  }
}
