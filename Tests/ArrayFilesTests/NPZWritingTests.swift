import Neural
import Testing

@testable import ArrayFiles

@Suite struct NPZWritingTests {
  @Test("What is written is read again, to the last bit and in the same order")
  func again() throws {
    let tensors: NamedTensors = [
      NamedTensor(
        "conv1.weight", try Tensor(shape: [2, 1, 1, 2], values: [1, -0.1, .pi, 1e-300])),
      NamedTensor("conv1.bias", try Tensor(shape: [2], values: [0, -7])),
      NamedTensor("größe", try Tensor(shape: [1, 1], values: [5])),
    ]
    let bytes = TensorWriting.npz(tensors)
    let archive = try ArrayArchive(bytes, source: "a.npz")
    #expect(archive.names == ["conv1.weight", "conv1.bias", "größe"])
    #expect(try archive.tensors() == tensors)
    #expect(TensorWriting.npz(tensors) == bytes)
  }

  @Test("An archive without tensors is an empty archive")
  func empty() {
    #expect(TensorWriting.npz([]).count == 22)
  }
}
