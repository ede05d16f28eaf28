import Neural
import Testing

@testable import ArrayFiles

@Suite struct FileFormatTests {
  @Test(
    "A path's ending names its format",
    arguments: [
      ("a.csv", .csv), ("A.CSV", .csv), ("a.tsv", .csv), ("a.json", .json), ("a.npy", .npy),
      ("a.idx", .idx), ("t10k-images.idx3-ubyte", .idx), ("train-labels-idx1-ubyte", .idx),
      ("a.b.png", .png), ("a.txt", .text), ("a.idx.gz", .idx), ("labels-idx2-int", .idx),
      ("a", nil), ("a.gz", nil), ("csv", nil), ("a.npz", .npz), ("a.JPG", .jpeg), ("a.jpeg", .jpeg),
      ("a.safetensors", .safetensors), ("", nil),
    ] as [(String, FileFormat?)])
  func endings(path: String, expected: FileFormat?) {
    #expect(FileFormat(endingOf: path) == expected)
  }

  @Test("Zeros that no IDX file begins with need not be read on, anything else must")
  func beginnings() {
    let zeros = [UInt8](repeating: 0, count: 16)
    #expect(!TensorSource.canBegin(with: zeros))
    #expect(TensorSource.canBegin(with: Array(zeros.prefix(15))))
    #expect(TensorSource.canBegin(with: [0, 0, 8] + zeros))
    #expect(TensorSource.canBegin(with: Array("1 2 3 4 5 6 7 8 9".utf8)))
    #expect(TensorSource.canBegin(with: [64] + zeros))
    // The length of the header of a safetensors file may begin with zeros.
    #expect(TensorSource.canBegin(with: [0, 0, 1, 0, 0, 0, 0, 0, 0x7B] + zeros))
  }

  @Test("The first bytes tell the format of what has no ending")
  func sniffing() {
    #expect(FileFormat(sniffing: NPYFixture.file(shape: "(1,)", data: [])) == .npy)
    #expect(FileFormat(sniffing: PNGFixture(width: 1, height: 1, samples: [0]).file) == .png)
    #expect(FileFormat(sniffing: [0, 0, 8, 1, 0, 0, 0, 1, 5]) == .idx)
    #expect(FileFormat(sniffing: Array(" \n[[1]]".utf8)) == .text)
    #expect(FileFormat(of: Array("[[1]]".utf8), path: "a.json") == .json)
    let image = PNGFixture(width: 1, height: 1, samples: [0]).file
    #expect(FileFormat(of: image, path: "photo.npy") == .png)
    #expect(FileFormat(of: FileFixture.grey, path: "photo.png") == .jpeg)
    #expect(FileFormat(of: FileFixture.layers, path: "w.npy") == .npz)
    #expect(FileFormat(sniffing: Array("1 2; 3 4".utf8)) == .text)
    #expect(FileFormat(sniffing: []) == .text)
  }

  @Test("An empty file is refused in every format", arguments: FileFormat.allCases)
  func empty(format: FileFormat) {
    #expect(
      message { try format.tensor(from: [] as [UInt8]) }
        == ": there is nothing in it; give it at least one number")
  }

  @Test(
    "A format that is not read is refused by its name",
    arguments: [
      ([0x1F, 0x8B, 8], "it is compressed with gzip; unpack it first with gunzip"),
      (
        Array("MATLAB 5.0 MAT".utf8),
        "it is a MATLAB file; write its matrix with writematrix, as .csv"
      ),
      ([0x80, 4, 0x95], "it is a Python pickle; write its arrays with numpy.savez"),
      ([0xFF, 0xFE, 0x31, 0], "it is UTF-16 text; save it as UTF-8"),
    ] as [([UInt8], String)])
  func foreign(bytes: [UInt8], expected: String) {
    for format in FileFormat.allCases {
      #expect(message { try format.tensor(from: bytes) } == ", byte 0: \(expected)")
    }
  }

  @Test("A selection applies to every format")
  func selection() throws {
    let row = try Tensor(shape: [2], values: [3, 4])
    let idx: [UInt8] = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4]
    let npy = NPYFixture.file(descriptor: "|u1", shape: "(2, 2)", data: [1, 2, 3, 4])
    let files: [(FileFormat, [UInt8])] = [
      (.csv, Array("1,2\n3,4".utf8)), (.json, Array("[[1,2],[3,4]]".utf8)), (.npy, npy),
      (.idx, idx), (.text, Array("1 2; 3 4".utf8)),
    ]
    for (format, bytes) in files {
      #expect(try format.tensor(from: bytes, .item(1)) == row)
    }
    let image = PNGFixture(width: 1, height: 1, type: .rgb, samples: [0, 51, 255]).file
    #expect(try FileFormat.png.tensor(from: image, .item(1)) == Tensor(rows: [[0.2]]))
    #expect(try FileFormat.png.tensor(from: image, .channel(.grey)).shape == [1, 1])
  }
}
