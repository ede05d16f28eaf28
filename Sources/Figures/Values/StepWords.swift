import Drawing
import Neural
import Wording

/// The steps of a pass in words: what the alt text of a figure says of them.
///
/// The sentences are those that traces explain the same steps with (``Narration``); the numbers are
/// spelled as the figure prints them.
struct StepWords: Sendable {
  private let accounts: [Account]
  private let spellings: Spellings
  private let stage: String

  /// The words for the steps of accounts, forward or backward.
  ///
  /// - Parameter stage: The stage that the figure's data are addressed by.
  init(_ accounts: [Account], _ spellings: Spellings, stage: String = "") {
    (self.accounts, self.spellings, self.stage) = (accounts, spellings, stage)
  }

  /// What there is to say of a step; empty where the pass has no such account.
  ///
  /// - Parameters:
  ///   - account: the account of the step.
  ///   - sum: what the figure calls the sum of the step's products, where it prints that.
  ///   - products: what the figure calls the product of the term with a number, where it prints that.
  ///   - elements: what the figure calls the element at an address, where it calls it otherwise.
  func callAsFunction(
    _ index: Int, of account: Account.Name, sum: Datum? = nil,
    products: @escaping @Sendable (Int) -> Datum? = { _ in nil },
    elements: @escaping @Sendable (Address, Double) -> Datum? = { _, _ in nil }
  ) -> String {
    step(index, of: account).map {
      Narration($0, numbers: numbers(sum: sum, products: products, elements: elements)).text
    } ?? ""
  }

  /// What there is to say of one product of a step that hands out several, which the figure calls
  /// so; empty where the pass has no such account.
  func product(_ term: Int, of index: Int, _ account: Account.Name, _ product: Datum) -> String {
    step(index, of: account).map {
      Narration($0, term: term, numbers: numbers { _ in product }).text
    } ?? ""
  }

  private func step(_ index: Int, of account: Account.Name) -> AccountStep? {
    accounts.first { $0.name == account }?[index]
  }

  private func numbers(
    sum: Datum? = nil, products: @escaping @Sendable (Int) -> Datum?,
    elements: @escaping @Sendable (Address, Double) -> Datum? = { _, _ in nil }
  ) -> StepNumbers {
    StepNumbers { [self] value, role in
      let datum: Datum? =
        switch role {
        case .element(let address): elements(address, value) ?? datum(address, value)
        case .product(let term): products(term)
        case .sum: sum
        case .constant: nil
        }
      return datum.map(spellings.spoken) ?? Spoken(value)
    }
  }

  /// The element at an address; a step of a layer in one dimension names no row, as a figure does.
  private func datum(_ address: Address, _ value: Double) -> Datum {
    var index = Array(address.indices)
    func datum() -> Datum {
      Datum(Source.Address(stage: stage, tensor: address.tensor.rawValue, index: index), value)
    }
    let own = datum()
    guard !spellings.isPrinted(own), index.count > 1 else { return own }
    index.insert(0, at: index.count - 1)
    return datum()
  }
}

extension Spellings {
  /// A number as it is said in words: as it is printed, or where it is not printed by itself.
  func spoken(_ datum: Datum) -> Spoken {
    isPrinted(datum) ? Spoken(text(datum), isRounded: !isExact(datum)) : Spoken(datum.value)
  }
}
