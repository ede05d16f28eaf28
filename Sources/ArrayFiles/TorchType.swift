/// The types of PyTorch's storages and tensors, by the names that pickles have for them.
enum TorchType {
  private static let storages: [String: ElementType] = [
    "torch.DoubleStorage": .float64, "torch.FloatStorage": .float32, "torch.HalfStorage": .float16,
    "torch.BFloat16Storage": .bfloat16, "torch.LongStorage": .int64, "torch.IntStorage": .int32,
    "torch.ShortStorage": .int16, "torch.CharStorage": .int8, "torch.ByteStorage": .uint8,
    "torch.BoolStorage": .bool,
  ]

  private static let elements: [String: ElementType] = [
    "torch.float64": .float64, "torch.float32": .float32, "torch.float16": .float16,
    "torch.bfloat16": .bfloat16, "torch.int64": .int64, "torch.int32": .int32,
    "torch.int16": .int16, "torch.int8": .int8, "torch.uint8": .uint8, "torch.uint16": .uint16,
    "torch.uint32": .uint32, "torch.uint64": .uint64, "torch.bool": .bool,
  ]

  /// Whether a global is a type of storage, read or not: `torch.FloatStorage`,
  /// `torch.storage.UntypedStorage`.
  static func isStorage(_ name: String) -> Bool {
    name == "torch.storage.UntypedStorage" || name == "torch.storage.TypedStorage"
      || name.hasPrefix("torch.") && name.hasSuffix("Storage") && name.count { $0 == "." } == 1
  }

  /// The type of a storage's elements; nil where it is not read, or has none.
  static func element(ofStorage name: String) -> ElementType? { storages[name] }

  /// The type of a tensor's elements; nil where it is not read.
  static func element(named name: String) -> ElementType? { elements[name] }
}
