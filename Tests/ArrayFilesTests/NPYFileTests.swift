import Neural
import Testing

@testable import ArrayFiles

@Suite struct NPYFileTests {
  @Test(
    "Every supported type is read in both byte orders",
    arguments: [
      ("<f8", stored([0.1, -2, 3] as [Double]), [0.1, -2, 3]),
      ("=f8", stored([0.1, -2, 3] as [Double]), [0.1, -2, 3]),
      (">f8", stored([0.1, -2, 3] as [Double], isBigEndian: true), [0.1, -2, 3]),
      ("<f4", stored([0.5, -2, 3] as [Float]), [0.5, -2, 3]),
      (">f4", stored([0.5, -2, 3] as [Float], isBigEndian: true), [0.5, -2, 3]),
      ("|i1", stored([1, -2, 3] as [Int8]), [1, -2, 3]),
      ("<i2", stored([1, -2, 300] as [Int16]), [1, -2, 300]),
      (">i2", stored([1, -2, 300] as [Int16], isBigEndian: true), [1, -2, 300]),
      ("<i4", stored([1, -2, 70000] as [Int32]), [1, -2, 70000]),
      (">i4", stored([1, -2, 70000] as [Int32], isBigEndian: true), [1, -2, 70000]),
      ("<i8", stored([1, -2, 1 << 40] as [Int64]), [1, -2, 0x1p40]),
      (">i8", stored([1, -2, 1 << 40] as [Int64], isBigEndian: true), [1, -2, 0x1p40]),
      ("|u1", [1, 2, 255], [1, 2, 255]),
      ("<u2", stored([1, 2, 65535] as [UInt16]), [1, 2, 65535]),
      (">u4", stored([1, 2, 1 << 31] as [UInt32], isBigEndian: true), [1, 2, 0x1p31]),
      ("<u8", stored([1, 2, 1 << 63] as [UInt64]), [1, 2, 0x1p63]),
      ("|b1", [1, 0, 1], [1, 0, 1]),
    ] as [(String, [UInt8], [Double])])
  func types(descriptor: String, data: [UInt8], values: [Double]) throws {
    for version in 1...3 as ClosedRange<UInt8> {
      let file = NPYFixture.file(
        descriptor: descriptor, shape: "(3,)", data: data, version: version)
      #expect(try NPYFile.tensor(from: file) == Tensor(shape: [3], values: values))
    }
  }

  @Test("Fortran order is turned into row order")
  func fortran() throws {
    let matrix = NPYFixture.file(
      isFortranOrder: true, shape: "(2, 3)", data: stored([1, 4, 2, 5, 3, 6] as [Double]))
    #expect(try NPYFile.tensor(from: matrix) == Tensor(rows: [[1, 2, 3], [4, 5, 6]]))

    // Element (i, j, k) of the stored order is at i + 2 j + 6 k and holds 100 i + 10 j + k.
    var values: [Double] = []
    for k in 0..<4 {
      for j in 0..<3 {
        for i in 0..<2 { values.append(Double(100 * i + 10 * j + k)) }
      }
    }
    let cube = try NPYFile.tensor(
      from: NPYFixture.file(isFortranOrder: true, shape: "(2, 3, 4)", data: stored(values)))
    #expect(cube.shape == [2, 3, 4])
    for i in 0..<2 {
      for j in 0..<3 {
        for k in 0..<4 { #expect(cube[i, j, k] == Double(100 * i + 10 * j + k)) }
      }
    }
  }

  @Test("A scalar is 1 × 1, and Python 2's long integers are understood")
  func shapes() throws {
    let data = stored([7] as [Double])
    #expect(try NPYFile.tensor(from: NPYFixture.file(shape: "()", data: data)).shape == [1, 1])
    #expect(
      try NPYFile.tensor(from: NPYFixture.file(shape: "(1L, 1)", data: data)).shape == [1, 1])
  }

  @Test(
    "A type that holds no real numbers is refused by name",
    arguments: ["<c16", "|O", "<U3", "<M8[s]", "|i4", "f8", "<f3", "<b1x", "", "|V8"])
  func unsupported(descriptor: String) {
    let file = NPYFixture.file(descriptor: descriptor, shape: "(1,)", data: [0])
    #expect(
      message { try NPYFile.tensor(from: file) }
        == ", byte 10: the type “\(descriptor)” cannot be read; convert it, for example with "
        + ".astype(\"<f8\"); b1, i1–i8, u1–u8, f2, f4 and f8 are read")
  }

  @Test(
    "A header that is not NumPy's is refused with its place",
    arguments: [
      ("", "lacks a “{”"),
      ("{", "lacks a string"),
      ("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,)}", nil),
      ("{'descr': '<f8', 'fortran_order': False}", "has no “shape”"),
      ("{'descr': '<f8', 'descr': '<f8'}", "has the key “descr” twice"),
      ("{'descr': '<f8', 'size': 3}", "has the unknown key “size”"),
      ("{'descr': '<f8}", "has a string without an end"),
      ("{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}", "lacks True or False"),
      (
        "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
        "has a shape that is not made of whole numbers"
      ),
      (
        "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}",
        "has a dimension of 99999999999999999999"
      ),
      (
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} x",
        "has more text behind its end"
      ),
      ("{'descr': '<f8' 'fortran_order': False}", "lacks a “,”"),
    ] as [(String, String?)])
  func headers(header: String, expected: String?) throws {
    let found = message {
      try NPYFile.tensor(
        from: NPYFixture.file(header: header, data: [UInt8](repeating: 0, count: 8)))
    }
    #expect(
      try #require(found).contains(
        expected.map { "the NPY header \($0); write the file again with numpy.save" }
          ?? "a structured type cannot be read"))
  }

  @Test(
    "A shape that does not fit the file is refused before anything is allocated",
    arguments: [
      (
        "(3,)",
        ", byte 128: the file ends early: its header promises 24 bytes of values and 16 "
          + "follow; copy or write it again"
      ),
      (
        "(1,)",
        ", byte 136: 8 bytes follow the last value; "
          + "the header does not fit the values; write the file again"
      ),
      ("(0, 3)", ", byte 10: its shape 0 × 3 has no elements; every dimension must be 1 or more"),
      (
        "(4611686018427387904, 4)",
        ", byte 10: its shape 4611686018427387904 × 4 is too large; "
          + "at most 201326592 elements are read"
      ),
      (
        "(100000000,)",
        ", byte 128: the file ends early: its header promises 800000000 bytes of "
          + "values and 16 follow; copy or write it again"
      ),
    ])
  func lengths(shape: String, expected: String) {
    let file = NPYFixture.file(shape: shape, data: stored([1, 2] as [Double]))
    #expect(message { try NPYFile.tensor(from: file) } == expected)
  }

  @Test("Signature, version and length of the header are checked")
  func envelope() {
    #expect(
      message { try NPYFile.tensor(from: Array("1,2,3".utf8)) }
        == ", byte 0: it does not begin as an NPY file; write it with numpy.save, or give the "
        + "file the ending of its format")
    var file = NPYFixture.file(shape: "(1,)", data: stored([1] as [Double]))
    #expect(
      message { try NPYFile.tensor(from: Array(file.prefix(11))) }
        == ", byte 11: the NPY header is cut off; write the file again with numpy.save")
    #expect(
      message { try NPYFile.tensor(from: Array(file.prefix(40))) }
        == ", byte 40: the NPY header of 118 bytes is cut off; write the file again with "
        + "numpy.save")
    file[6] = 4
    #expect(
      message { try NPYFile.tensor(from: file) }
        == ", byte 6: version 4.0 of the NPY format is unknown; versions 1.0, 2.0 and 3.0 are read")
  }

  @Test("NaN is refused with its indices, in Fortran order too")
  func notFinite() {
    for (isFortranOrder, values) in [(false, [1, 2, .nan, 4]), (true, [1, .nan, 2, 4])] {
      let file = NPYFixture.file(
        isFortranOrder: isFortranOrder, shape: "(2, 2)", data: stored(values as [Double]))
      #expect(
        message { try NPYFile.tensor(from: file) }
          == ", element [1, 0]: the value is nan; every value must be finite; replace it, "
          + "for example by 0")
    }
  }

  @Test("Half precision is read, and bfloat16 as ml_dtypes writes it, which is remarked upon")
  func halves() throws {
    let half = NPYFixture.file(descriptor: "<f2", shape: "(2,)", data: [0, 0x3E, 0, 0xC0])
    #expect(try NPYFile.tensor(from: half).values == [1.5, -2])
    let reading = try NPYFile.reading(from: FileFixture.bfloat16)
    #expect(try reading.tensor == Tensor(rows: [[1.5, -2], [0.25, 3]]))
    #expect(reading.remarks == [Remark(text: "the type “<V2” is taken for bfloat16")])
    for descriptor in ["|V2", ">V2"] {
      let data: [UInt8] = descriptor == ">V2" ? [0x3F, 0xC0] : [0xC0, 0x3F]
      let file = NPYFixture.file(descriptor: descriptor, shape: "(1,)", data: data)
      #expect(try NPYFile.tensor(from: file).values == [1.5])
    }
  }
}
