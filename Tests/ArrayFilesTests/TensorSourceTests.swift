import Foundation
import Neural
import Testing

@testable import ArrayFiles

@Suite struct TensorSourceTests {
  private func read(_ argument: String, standardInput: [UInt8] = []) throws -> Tensor {
    try TensorSource(argument).read(as: "input") { standardInput }
  }

  @Test(
    "A source has a short name for titles",
    arguments: [
      ("digit:7", "digit 7"), ("digit:7#3", "digit 7 #3"), ("letter:U", "letter U"),
      ("letter:u", "letter U"), ("sobel-x", "sobel-x"), ("ramp:4x5", "ramp 4 × 5"),
      ("box:3", "3 × 3 box"), ("vertical-stroke:3", "3 × 3 vertical stroke"),
      ("random:3x3@42", "random 3 × 3, seed 42"), ("random:3x3", "random 3 × 3"),
      ("1 2 3; 4 5 6; 7 8 9", "3 × 3 matrix"), ("1 | 2", "2 × 1 × 1 tensor"), ("1 x", "matrix"),
      ("photos/photo.png", "photo.png"), ("photo.png#grey", "photo.png, grey"),
      ("t10k.idx3-ubyte#12", "t10k.idx3-ubyte, item 12"), ("-", "standard input"),
    ])
  func names(argument: String, expected: String) {
    #expect(TensorSource(argument).name == expected)
    #expect(TensorSource(argument).argument == argument)
  }

  @Test("Every format is read from a file with its ending")
  func files() throws {
    let folder = try TemporaryFolder()
    let matrix = try Tensor(rows: [[1, 2], [3, 4]])
    let npy = NPYFixture.file(shape: "(2, 2)", data: stored([1, 2, 3, 4] as [Double]))
    let files: [(String, [UInt8])] = [
      ("a.csv", Array("1,2\n3,4\n".utf8)), ("a.tsv", Array("1\t2\n3\t4\n".utf8)),
      ("a.json", Array("[[1,2],[3,4]]".utf8)), ("a.txt", Array("1 2\n3 4\n".utf8)),
      ("a.npy", npy), ("a.idx2-ubyte", [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4]),
      ("plain", Array("1 2\n3 4\n".utf8)), ("nested", Array("[[1,2],[3,4]]".utf8)),
      ("array", npy), ("with # mark", Array("1 2; 3 4".utf8)), ("7", Array("1 2; 3 4".utf8)),
      ("ramp", Array("1 2; 3 4".utf8)), ("a#b.csv", Array("1,2\n3,4\n".utf8)),
      ("a:b", Array("1 2; 3 4".utf8)),
    ]
    for (name, bytes) in files {
      #expect(try read(folder.file(name, bytes)) == matrix, "\(name)")
    }
    let image = PNGFixture(width: 1, height: 1, type: .rgb, samples: [51, 51, 51])
    let path = try folder.file("a.png", image.file)
    #expect(try read(path).shape == [3, 1, 1])
    #expect(try read(path + "#grey") == Tensor(rows: [[0.2]]))
  }

  @Test(
    "A path that stands in a file starts from the file's folder, and nothing else does",
    arguments: [
      ("scan.csv", "a/b/scan.csv"), ("../scan.png#grey", "a/b/../scan.png#grey"),
      ("/scan.csv", "/scan.csv"), ("digit:7", "digit:7"), ("1 2; 3 4", "1 2; 3 4"), ("-", "-"),
      ("digitt", "digitt"),
    ])
  func relativePaths(argument: String, expected: String) {
    #expect(TensorSource(argument).relative(to: "a/b").argument == expected)
    #expect(TensorSource(argument).relative(to: "").argument == argument)
  }

  @Test("A number behind # selects an item, with and without an ending")
  func items() throws {
    let folder = try TemporaryFolder()
    let bytes: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4]
    for name in ["a.idx3-ubyte", "images"] {
      let path = try folder.file(name, bytes)
      #expect(try read("\(path)#1") == Tensor(rows: [[3, 4]]))
      #expect(try read(path).shape == [2, 1, 2])
    }
  }

  @Test("Standard input is read in the format that it begins with")
  func standardInput() throws {
    let image = PNGFixture(width: 1, height: 1, samples: [51]).file
    #expect(try read("-", standardInput: image) == Tensor(rows: [[0.2]]))
    #expect(try read("-", standardInput: Array("[[5]]".utf8)) == Tensor(rows: [[5]]))
    #expect(try read("-", standardInput: Array("5\n".utf8)) == Tensor(rows: [[5]]))
    #expect(try read("-", standardInput: [0, 0, 8, 1, 0, 0, 0, 1, 5]).values == [5])
    let npy = NPYFixture.file(descriptor: "|u1", shape: "(1,)", data: [5])
    #expect(try read("-", standardInput: npy).values == [5])
  }

  @Test("Standard input is asked for only where it is the source")
  func standardInputIsLazy() throws {
    struct Unexpected: Error {}
    #expect(
      try TensorSource("1 2").read(as: "input") { throw Unexpected() } == Tensor(rows: [[1, 2]]))
    let error = #expect(throws: DataError.self) {
      try TensorSource("-").read(as: "input") { throw Unexpected() }
    }
    #expect(
      error?.description
        == "input from standard input: it cannot be read (Unexpected()); pipe the numbers in")
    #expect(error?.kind == .missing)
    let long = #expect(throws: DataError.self) {
      try TensorSource("-").read(as: "input") { throw InputTooLong(limit: 5) }
    }
    #expect(long?.kind == .malformed)
    #expect(long?.problem == "it is larger than 5 bytes")
  }

  @Test(
    "What is not there is missing, with a suggestion where there is one",
    arguments: [
      ("sobelx", "there is no such sample or file; did you mean sobel-x?"),
      ("digt:7", "there is no such sample or file; did you mean digit:7#3?"),
      ("nowhere/a.csv", "there is no such file; check the path"),
      ("photo.jpg", "there is no such file; check the path"),
    ])
  func missing(argument: String, expected: String) throws {
    let error = try #require(#expect(throws: DataError.self) { try read(argument) })
    #expect(error.kind == .missing)
    #expect(error.description == "input “\(argument)”: \(expected)")
  }

  @Test("A word that resembles no sample lists them all", arguments: ["picture", ""])
  func unknown(argument: String) throws {
    let error = try #require(#expect(throws: DataError.self) { try read(argument) })
    #expect(error.kind == .missing)
    for family in SampleFamily.all { #expect(error.remedy.contains(family.keyword)) }
  }

  @Test("What is wrong in a file is told with role, path and place")
  func malformed() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a.csv", Array("1,2\n3,4\n5,x7\n".utf8))
    let error = try #require(
      #expect(throws: DataError.self) {
        try TensorSource(path).read(as: "filter") { [] }
      })
    #expect(error.kind == .malformed)
    #expect(
      error.description == "filter “\(path)”, line 3, column 2: “x7” is not a number; "
        + "write a decimal number such as 0.5")
    #expect(
      message { try FileFormat.png.tensor(from: Array("1,2".utf8)) }
        == ", byte 0: it is not a PNG image; save it as PNG, or give the file the ending of its "
        + "format")
  }

  @Test("Numbers with a slip are refused as numbers, not as a path")
  func numbers() throws {
    let error = try #require(#expect(throws: DataError.self) { try read("1 2; 3 4x") })
    #expect(
      error.description == "input “1 2; 3 4x”, row 2, column 2: “4x” is not a number; "
        + "write a decimal number such as 0.5")
  }
}
