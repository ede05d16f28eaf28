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
  func callAsFunction(
    _ index: Int, of account: Account.Name, sum: Datum? = nil,
    products: @escaping @Sendable (Int) -> Datum? = { _ in nil }
  ) -> String {
    guard let account = accounts.first(where: { $0.name == account }) else { return "" }
    let (spellings, stage) = (spellings, stage)
    let numbers = StepNumbers { value, role in
      let datum: Datum? =
        switch role {
        case .element(let address):
          Datum(
            Source.Address(
              stage: stage, tensor: address.tensor.rawValue, index: Array(address.indices)),
            value)
        case .product(let term): products(term)
        case .sum: sum
        case .constant: nil
        }
      return datum.map(spellings.spoken) ?? Spoken(value)
    }
    return Narration(account[index], numbers: numbers).text
  }
}

extension Spellings {
  /// A number as it is said in words: as it is printed, or where it is not printed by itself.
  func spoken(_ datum: Datum) -> Spoken {
    isPrinted(datum) ? Spoken(text(datum), isRounded: !isExact(datum)) : Spoken(datum.value)
  }
}
