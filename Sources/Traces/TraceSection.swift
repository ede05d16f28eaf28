import Neural

/// One account of a trace: whose it is, and its steps.
struct TraceSection: Sendable {
  /// The name of the stage, or of what else has steps: the cost, the input.
  let stage: String
  /// The item of the batch; nil where there is one item, or the steps are of all items together.
  let item: Int?
  /// The steps.
  let account: Account

  /// The name of the pass.
  var pass: Account.Name { account.name }

  /// How many steps each feature map has, one map after the other: the first of the dimensions that
  /// the steps are counted by is that of maps, or where they are the cells of an input its channels.
  var stepsPerMap: Int { account.count / max(1, maps) }
  /// The number of feature maps that steps can be chosen of.
  var maps: Int { account.shape.first ?? 1 }

  /// The numbers of the steps that a selection wants.
  func indices(of selection: TraceSelection) -> [StrideTo<Int>] {
    if let item, selection.items?.contains(item) == false { return [] }
    return selection.indices(
      of: pass, stage: stage, count: account.count, stepsPerMap: max(1, stepsPerMap))
  }

  /// The sections of a run in the order in which it is computed: forward from the first stage to the
  /// last; and where there are gradients the cost, if they come from one, and back from the last stage
  /// to the first.
  static func all(of run: NetworkRun) -> [TraceSection] {
    var forward: [TraceSection] = []
    var backward: [[TraceSection]] = []
    for stage in run.stages {
      let count = stage.pass().accounts.count
      let accounts = run.items.indices.map { stage.accounts(ofItem: $0) }
      forward += sections(accounts.map { $0.prefix(count) }, of: stage.stage.name)
      // What comes back is added up before anything is made of it.
      let gradients = accounts.map { accounts in
        let own = accounts.dropFirst(count)
        return own.filter { $0.name == .outputGradient } + own.filter { $0.name != .outputGradient }
      }
      backward.append(sections(gradients, of: stage.stage.name))
    }
    let cost = sections(
      run.items.indices.map { run.costAccounts(ofItem: $0) }, of: NetworkPlan.cost)
    let input = sections(
      run.items.indices.map { run.inputGradientAccount(ofItem: $0).map { [$0] } ?? [] },
      of: NetworkPlan.input)
    return forward + cost + backward.reversed().joined() + input
  }

  /// The sections of each item's accounts: each account over all items, before the next; one that is
  /// of no item comes once.
  private static func sections(
    _ accounts: [some RandomAccessCollection<Account>], of stage: String
  ) -> [TraceSection] {
    (0..<(accounts.first?.count ?? 0)).flatMap { number in
      let own = accounts.map { $0[$0.index($0.startIndex, offsetBy: number)] }
      let sections = own.map { account in
        TraceSection(stage: stage, item: account.first?.target.item, account: account)
      }
      return sections[0].item == nil ? [sections[0]] : sections
    }
  }
}

extension TracedRun {
  /// The accounts of a trace in their order: where each stands, how many steps it has, and how many
  /// feature maps these can be chosen by.
  public var accounts: [(stage: String, pass: Account.Name, steps: Int, maps: Int)] {
    TraceSection.all(of: run).map { ($0.stage, $0.pass, $0.account.count, $0.maps) }
  }
}
