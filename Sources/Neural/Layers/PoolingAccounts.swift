extension PoolingWindow {
  /// The cells of the window as the terms of a step, those in the padding without an address.
  func terms(channel: Int) -> StepTerms {
    StepTerms(count: count) { number in
      let cell = self[number]
      return StepTerm(
        cell.isPadding
          ? Operand(0)
          : Operand(cell.value, at: Address(.input, Neural.Indices(channel: channel, cell.cell))),
        isPadding: cell.isPadding, kernelCell: cell.kernelCell)
    }
  }
}

extension PoolingGradient {
  /// The contributions: each neuron hands what it has in a tensor of factors to the cells under its
  /// window, 1 times to those that get it and 0 times to the others.
  func account(factors: TensorName) -> Account {
    let (gradient, steps, sweep) = (self, steps, overlaps.sweep)
    return Account(
      .activationGradient, result: .activationGradient, shape: shape,
      steps: [shape[0], sweep.extent.rows, sweep.extent.columns]
    ) { index in
      let step = steps[index]
      let terms = step.terms
      let neuron = Address(factors, Indices(channel: step.map, step.position.neuron))
      return AccountStep(
        index: index, target: neuron, rule: .spread, position: step.position,
        terms: StepTerms(count: terms.count) { number in
          let term = terms[number]
          let cell = Address(.activationGradient, Indices(channel: step.map, term.cell))
          return StepTerm(
            Operand(term.value), times: Operand(step.factor, at: neuron), product: term.product,
            target: term.isPadding ? nil : cell, isPadding: term.isPadding,
            kernelCell: term.kernelCell)
        }, result: gradient.factors[index])
    }
  }
}

extension PoolingAccumulation {
  /// The sums: each cell adds up what the windows over it hand back.
  func account(factors: TensorName) -> Account {
    let (steps, shape, sweep) = (steps, gradient.shape, gradient.overlaps.sweep)
    return Account(
      .activationGradientAccumulation, result: .activationGradient, shape: shape, steps: shape
    ) { index in
      let step = steps[index]
      let terms = step.terms
      return AccountStep(
        index: index,
        target: Address(.activationGradient, Indices(channel: step.map, step.cell)), rule: .sum,
        terms: StepTerms(count: terms.count) { number in
          let term = terms[number]
          let neuron = Indices(channel: step.map, term.position.neuron)
          return StepTerm(
            Operand(term.isReceived ? 1 : 0),
            times: Operand(term.factor, at: Address(factors, neuron)), product: term.product,
            kernelCell: sweep.kernelCell(over: step.cell, at: term.position))
        }, result: step.sum)
    }
  }
}

extension Sweep {
  /// The cell of the overlay at a position that lies over a cell of the underlay that it covers.
  fileprivate func kernelCell(over cell: Cell, at position: OverlayPosition) -> Cell {
    Cell(
      (cell.row - position.origin.row) / geometry.dilation.rows,
      (cell.column - position.origin.column) / geometry.dilation.columns)
  }
}

extension TensorName {
  /// What each neuron of average pooling hands to a cell: ∂C/∂a divided by the cells that count.
  public static let outputGradientShares: TensorName = "output_gradient_shares"
}

extension Account.Name {
  /// The shares of ∂C/∂a that average pooling hands to cells.
  public static let outputGradientShares: Account.Name = "output_gradient_shares"
}

extension Account {
  /// The shares of ∂C/∂a [channels, rows, columns] that a mean hands to cells: ∂C/∂a of each neuron
  /// divided by the number of cells that count.
  static func shares(
    of gradient: Tensor, shares: Tensor, divisor: @escaping @Sendable (Int) -> Int
  ) -> Account {
    let shape = gradient.shape
    return Account(
      .outputGradientShares, result: .outputGradientShares, shape: shape, steps: shape
    ) { index in
      let neuron = Neural.Indices(of: index, in: shape)
      return AccountStep(
        index: index, target: Address(.outputGradientShares, neuron),
        rule: .mean(divisor: Double(divisor(index))),
        terms: StepTerms([
          StepTerm(Operand(gradient.values[index], at: Address(.outputGradient, neuron)))
        ]), result: shares.values[index])
    }
  }
}
