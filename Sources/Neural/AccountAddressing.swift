extension Account {
  /// The account with every address of every step changed.
  func addressed(_ change: @escaping @Sendable (inout Address) -> Void) -> Account {
    addressed(by: AnyAddressChange(change: change))
  }

  /// The account with every address of every step changed.
  ///
  /// A change that is a type of its own is called without a detour for each of many addresses.
  func addressed(by change: some AddressChange) -> Account {
    let step = step
    return Account(name, result: result, shape: resultShape, steps: shape) { index in
      var moved = step(index)
      let terms = moved.terms
      change.apply(to: &moved.target)
      change.apply(toOptional: &moved.total)
      change.apply(toOptional: &moved.addend)
      if var application = moved.application {
        change.apply(to: &application.target)
        moved.application = application
      }
      moved.terms = StepTerms(count: terms.count) { number in
        var term = terms[number]
        change.apply(toOptional: &term.value.address)
        change.apply(toOptional: &term.factor)
        change.apply(toOptional: &term.target)
        return term
      }
      return moved
    }
  }
}

/// How the addresses of an account change.
protocol AddressChange: Sendable {
  func apply(to address: inout Address)
}

extension AddressChange {
  @inline(__always)
  fileprivate func apply(toOptional address: inout Address?) {
    guard var changed = address else { return }
    apply(to: &changed)
    address = changed
  }

  @inline(__always)
  fileprivate func apply(toOptional operand: inout Operand?) {
    guard var changed = operand?.address else { return }
    apply(to: &changed)
    operand?.address = changed
  }
}

/// A change that a closure makes.
private struct AnyAddressChange: AddressChange {
  let change: @Sendable (inout Address) -> Void

  func apply(to address: inout Address) { change(&address) }
}
