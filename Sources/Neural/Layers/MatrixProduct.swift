/// The product of two matrices: a_mn = Σ_k x_mk · y_kn.
///
/// Dimensions before the last two are those of as many matrices, and are repeated as ``Broadcast`` says.
/// With g = ∂C/∂a: ∂C/∂x_mk = Σ_n g_mn · y_kn and ∂C/∂y_kn = Σ_m x_mk · g_mn.
/// Source: the operator `MatMul` of ONNX.
public struct MatrixProduct: Layer, Hashable {
  /// The product of matrices as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "matrix-product", "two inputs are multiplied as matrices", inputs: .several,
    fit: FittedOperands.anyShape, make: { _, _, _ in MatrixProduct() })

  /// The layer.
  public init() {}

  /// The kind.
  public var declaration: LayerDeclaration { MatrixProduct.declaration }
  /// Nothing.
  public var settings: Settings { Settings() }
  /// An element sees a row and a column.
  public var reach: Reach { .everything }

  /// [matrices…, rows of the first, columns of the second].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try Product(of: inputs).shape
  }

  /// One for each term of each sum.
  public func multiplications(over inputs: [[Int]]) -> Int {
    (try? Product(of: inputs)).map { $0.shape.reduce(1, *) * $0.length } ?? 0
  }

  /// The pass over two inputs of two dimensions or more.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    ForwardPass(inputs: inputs, product: try Product(of: inputs.map(\.shape)))
  }

  /// Which elements are multiplied.
  private struct Product: Sendable {
    /// The shape of what comes out.
    let shape: [Int]
    let rows: Int
    let columns: Int
    /// The number of terms of a sum.
    let length: Int
    /// Where the matrices of each input stand among those that come out.
    let matrices: [Broadcast]

    init(of inputs: [[Int]]) throws(LayerError) {
      guard inputs.count == 2, inputs.allSatisfy({ $0.count >= 2 }) else {
        throw .input(
          problem: "a product of matrices takes two inputs of two dimensions or more, not "
            + inputs.map(Tensor.describe).joined(separator: " and "))
      }
      let (first, second) = (inputs[0], inputs[1])
      length = first[first.count - 1]
      guard second[second.count - 2] == length else {
        throw .input(
          problem: "the first matrix has \(length) columns and the second "
            + "\(second[second.count - 2]) rows; there must be as many")
      }
      (rows, columns) = (first[first.count - 2], second[second.count - 1])
      let outer = try Broadcast.shape(of: inputs.map { Array($0.dropLast(2)) })
      shape = outer + [rows, columns]
      try LayerError.checkRank(shape)
      guard
        Double(rows) * Double(columns) * outer.reduce(1.0, { $0 * Double($1) })
          <= Double(Sweep.limit)
      else { throw .geometry(.tooLarge(name: "output")) }
      matrices = inputs.map { Broadcast(Array($0.dropLast(2)), over: outer) }
    }

    /// The numbers of the elements of both inputs that are multiplied for a term of an element.
    func places(_ matrix: Int, _ row: Int, _ column: Int, _ term: Int) -> (Int, Int) {
      (
        (matrices[0].place(of: matrix) * rows + row) * length + term,
        (matrices[1].place(of: matrix) * length + term) * columns + column
      )
    }

    /// Matrix, row and column of an element that comes out.
    func place(of index: Int) -> (matrix: Int, row: Int, column: Int) {
      let (rest, column) = index.quotientAndRemainder(dividingBy: columns)
      let (matrix, row) = rest.quotientAndRemainder(dividingBy: rows)
      return (matrix, row, column)
    }

    /// The products that an element of an input is in: the element that comes out, and the element of
    /// the other input.
    func uses(of place: Int, ofInput number: Int) -> [(output: Int, other: Int)] {
      let width = number == 0 ? length : columns
      let height = number == 0 ? rows : length
      let (rest, column) = place.quotientAndRemainder(dividingBy: width)
      let (own, row) = rest.quotientAndRemainder(dividingBy: height)
      return matrices[number].repeats(of: own).flatMap { matrix in
        (0..<(number == 0 ? columns : rows)).map { other in
          let (r, c, k) = number == 0 ? (row, other, column) : (other, column, row)
          let places = places(matrix, r, c, k)
          return ((matrix * rows + r) * columns + c, number == 0 ? places.1 : places.0)
        }
      }
    }
  }

  private struct ForwardPass: LayerForwardPass {
    let inputs: [Tensor]
    let product: Product
    let output: Tensor

    init(inputs: [Tensor], product: Product) {
      (self.inputs, self.product) = (inputs, product)
      let (first, second) = (inputs[0].values, inputs[1].values)
      output = Tensor(
        uncheckedShape: product.shape,
        values: (0..<product.shape.reduce(1, *)).map { index in
          let (matrix, row, column) = product.place(of: index)
          var (left, right) = product.places(matrix, row, column, 0)
          var sum = 0.0
          for _ in 0..<product.length {
            sum += first[left] * second[right]
            left += 1
            right += product.columns
          }
          return sum
        })
    }

    var outputName: TensorName { .output }
    var results: NamedTensors { [NamedTensor(.output, output)] }

    fileprivate func operand(_ number: Int, _ place: Int) -> Operand {
      inputs[number].operand(.input(number), place, Indices(of: place, in: inputs[number].shape))
    }

    /// One account: a sum of products for each element.
    var accounts: [Account] {
      let pass = self
      return [
        .elementwise(.forward, result: .output, shape: output.shape, rule: .sum) { index, _ in
          let (matrix, row, column) = pass.product.place(of: index)
          return (0..<pass.product.length).map { term in
            let (left, right) = pass.product.places(matrix, row, column, term)
            return StepTerm(pass.operand(0, left), times: pass.operand(1, right))
          }
        }
      ]
    }

    func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      let pass = self
      return CopiedBackwardPass(
        outputGradient: outputGradient,
        inputGradients: inputs.indices.map { number in
          Tensor(
            uncheckedShape: inputs[number].shape,
            values: (0..<inputs[number].count).map { place in
              product.uses(of: place, ofInput: number).reduce(0) {
                $0 + outputGradient.values[$1.output] * inputs[1 - number].values[$1.other]
              }
            })
        },
        accounts: inputs.indices.map { number in
          .elementwise(
            .activationGradient(number), result: .activationGradient(number),
            shape: inputs[number].shape, rule: .sum
          ) { place, _ in
            pass.product.uses(of: place, ofInput: number).map { use in
              StepTerm(
                outputGradient.operand(
                  .outputGradient, use.output, Indices(of: use.output, in: outputGradient.shape)),
                times: pass.operand(1 - number, use.other))
            }
          }
        })
    }
  }
}
