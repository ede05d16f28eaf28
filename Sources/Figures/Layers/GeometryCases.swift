import Drawing
import Neural
import Wording

/// Geometries over one input, side by side: that of the layer first, then those that courses
/// compare, without those that come to the same.
struct GeometryCases: Sendable {
  /// One geometry.
  struct Case: Sendable {
    /// What its numbers are addressed by.
    let name: String
    let title: String
    let sweep: Sweep
    /// Whether it is the layer's own.
    let isOwn: Bool

    /// What becomes of a side, rows or columns: n, both paddings, k, s, d and the result.
    struct Side: Sendable, Hashable {
      let n, before, after, k, s, d, size: Int
      /// The width that the dilated filter spans.
      var span: Int { d * (k - 1) + 1 }
      /// The cells at the end that no place of the overlay reaches.
      var left: Int { (n + before + after - span) % s }
    }

    var rows: Side {
      let geometry = sweep.geometry
      return Side(
        n: sweep.underlay.rows, before: sweep.padding.top, after: sweep.padding.bottom,
        k: geometry.kernel.rows, s: geometry.stride.rows, d: geometry.dilation.rows,
        size: sweep.extent.rows)
    }
    var columns: Side {
      let geometry = sweep.geometry
      return Side(
        n: sweep.underlay.columns, before: sweep.padding.left, after: sweep.padding.right,
        k: geometry.kernel.columns, s: geometry.stride.columns, d: geometry.dilation.columns,
        size: sweep.extent.columns)
    }
    /// The sides that have a formula each: one where both are alike or there is only a line.
    var sides: [Side] {
      if rows == columns || (rows.n == 1 && rows.k == 1 && rows.size == 1) { return [columns] }
      if columns.n == 1, columns.k == 1, columns.size == 1 { return [rows] }
      return [rows, columns]
    }
  }

  let cases: [Case]

  init(of sweep: Sweep, dimensions: Int, most: Int = 6) {
    let own = sweep.geometry
    let isLine = dimensions == 1
    func extent(_ length: Int) -> Extent {
      isLine ? Extent(rows: 1, columns: length) : Extent(length)
    }
    func geometry(
      _ padding: PaddingRule, stride: Int = 1, dilation: Int = 1
    ) -> Geometry {
      Geometry(
        kernel: own.kernel, stride: extent(stride), padding: padding, dilation: extent(dilation))
    }
    let one = Padding(
      top: isLine ? 0 : 1, bottom: isLine ? 0 : 1, left: 1, right: 1)
    let usual: [(String, String, Geometry)] = [
      ("valid", say("valid"), geometry(.valid)), ("same", say("same"), geometry(.same)),
      ("full", say("full"), geometry(.full)),
      ("stride 2", say("stride \(2)"), geometry(.valid, stride: 2)),
      ("dilation 2", say("dilation \(2)"), geometry(.valid, dilation: 2)),
      (
        "stride 2, padding 1", say("stride \(2)") + ", " + say("padding \(1)"),
        geometry(.explicit(one), stride: 2)
      ),
    ]
    var cases = [
      Case(name: "own", title: GeometryCases.title(own, isLine), sweep: sweep, isOwn: true)
    ]
    for (name, title, geometry) in usual {
      guard let other = try? Sweep(over: sweep.underlay, geometry: geometry),
        !cases.contains(where: { known in
          known.rows == Case(name: "", title: "", sweep: other, isOwn: false).rows
            && known.columns == Case(name: "", title: "", sweep: other, isOwn: false).columns
        })
      else { continue }
      cases.append(Case(name: name, title: title, sweep: other, isOwn: false))
    }
    self.cases = Array(cases.prefix(most))
  }

  private static func title(_ geometry: Geometry, _ isLine: Bool) -> String {
    func words(_ extent: Extent) -> String {
      Convolution.describe(isLine ? Extent(extent.columns) : extent)
    }
    var parts = [geometry.padding.caption]
    if geometry.stride != Extent(1) { parts.append(say("stride \(words(geometry.stride))")) }
    if geometry.dilation != Extent(1) { parts.append(say("dilation \(words(geometry.dilation))")) }
    return parts.joined(separator: ", ")
  }
}

extension GeometryCases.Case {
  private func datum(_ what: String, _ side: Int, _ value: Int) -> Datum {
    Datum(.init(stage: name, tensor: what, index: [side]), Double(value))
  }

  /// The numbers of a side: n, its paddings, the span, the stride and the size that comes out.
  func data(_ side: Side, _ number: Int) -> (
    n: Datum, padding: [Datum], k: Datum, s: Datum, size: Datum
  ) {
    let padding =
      side.before == side.after
      ? [datum("padding of a side", number, side.before)]
      : [
        datum("padding before", number, side.before), datum("padding behind", number, side.after),
      ]
    return (
      datum("length", number, side.n), padding, datum("span", number, side.span),
      datum("stride", number, side.s), datum("size", number, side.size)
    )
  }

  /// States how the sizes follow.
  func state(in ledger: inout Ledger) {
    for (number, side) in sides.enumerated() {
      let data = data(side, number)
      let twice = data.padding.count == 1 ? 2.0 : 1
      ledger.state(
        Equation(
          data.size,
          ([data.n] + data.padding + [data.k, data.s]).map { .init([$0]) },
          .function { values in
            let padding = values[1..<values.count - 2].reduce(0, +) * twice
            let room = values[0] + padding - values[values.count - 2]
            return (room / values[values.count - 1]).rounded(.down) + 1
          }))
    }
  }

  /// ⌊(6 + 2·1 − 3)/2⌋ + 1 = 3.
  func formula(_ side: Side, _ number: Int, _ spellings: Spellings) -> Formula {
    let data = data(side, number)
    func plain(_ datum: Datum) -> Formula { spellings.number(datum, .regular) }
    let padding: [Formula] = data.padding.flatMap { datum -> [Formula] in
      data.padding.count == 1
        ? [.relation("+"), .number("2·", .regular), plain(datum)]
        : [.relation("+"), plain(datum)]
    }
    let room =
      [.math("("), plain(data.n)] + padding + [.relation("−"), plain(data.k), .math(")")]
    let isWhole = side.left == 0
    let divided =
      side.s == 1
      ? room
      : (isWhole ? [] : [.math("⌊")]) + room + [.math("/"), plain(data.s)]
        + (isWhole ? [] : [.math("⌋")])
    return .row(
      divided + [
        .relation("+"), .number("1", .regular), .relation("="), spellings.number(data.size, .bold),
      ])
  }
}
