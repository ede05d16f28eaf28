import Neural

/// One account of a trace: whose it is, and its steps.
struct TraceSection: Sendable {
  /// The stage's place in the network.
  let place: Int
  /// The stage's name.
  let stage: String
  /// The item of the batch; nil where there is one item, or the stage takes all items together.
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
  /// last, and where there are gradients back from the last to the first.
  static func all(of run: NetworkRun) -> [TraceSection] {
    var forward: [TraceSection] = []
    var backward: [[TraceSection]] = []
    for (place, stage) in run.stages.enumerated() {
      let isShared = stage.isCoupled || !run.isBatch
      let items = isShared ? [0] : Array(run.items.indices)
      let accounts = items.map { stage.accounts(ofItem: $0) }
      let forwardCount = stage.pass().accounts.count
      var gradients: [TraceSection] = []
      // Each pass over all items, before the next.
      for number in accounts[0].indices {
        for item in items {
          let section = TraceSection(
            place: place, stage: stage.stage.name, item: isShared ? nil : item,
            account: accounts[item][number])
          if number < forwardCount { forward.append(section) } else { gradients.append(section) }
        }
      }
      backward.append(gradients)
    }
    return forward + backward.reversed().joined()
  }
}

extension TracedRun {
  /// The accounts of a trace in their order: where each stands, how many steps it has, and how many
  /// feature maps these can be chosen by.
  public var accounts: [(stage: String, pass: Account.Name, steps: Int, maps: Int)] {
    TraceSection.all(of: run).map { ($0.stage, $0.pass, $0.account.count, $0.maps) }
  }
}
