/// The globals that a state dict of tensors needs, and what calling them makes.
extension Pickle {
  private static let dictionaryTypes: Set = ["collections.OrderedDict", "collections.Counter"]
  private static let tensorFunctions: Set = [
    "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2",
    "torch._utils._rebuild_tensor_v3",
  ]
  /// Functions whose first argument is what they give.
  private static let wrappers: Set = [
    "torch._utils._rebuild_parameter", "torch.nn.parameter.Parameter", "torch.Size",
  ]
  /// What has nothing to do with tensors and does no harm.
  private static let others: Set = [
    "torch.device", "torch.serialization._get_layout", "_codecs.encode", "builtins.bytearray",
    "__builtin__.bytearray", "builtins.set", "__builtin__.set",
  ]

  func global(_ name: String, at start: Int) throws(Fault) -> Value {
    let isKnown =
      Pickle.dictionaryTypes.contains(name) || Pickle.tensorFunctions.contains(name)
      || Pickle.wrappers.contains(name) || Pickle.others.contains(name)
      || TorchType.isStorage(name) || TorchType.element(named: name) != nil
    guard isKnown else {
      throw fault(
        "it asks for \(name.quoted(limit: 64)), which is no part of a state dict of tensors",
        at: start)
    }
    return .global(name)
  }

  mutating func call(_ name: String, _ arguments: [Value], at start: Int) throws(Fault) {
    if Pickle.dictionaryTypes.contains(name) {
      stack.append(.dictionary(dictionaries.count))
      dictionaries.append([])
      guard case .list(let pairs)? = arguments.first else { return }
      for pair in lists[pairs] {
        guard case .list(let number) = pair, lists[number].count == 2 else {
          throw fault("a dictionary is made of what are no pairs", at: start)
        }
        dictionaries[dictionaries.count - 1].append((lists[number][0], lists[number][1]))
      }
    } else if Pickle.wrappers.contains(name), let value = arguments.first {
      stack.append(value)
    } else if Pickle.others.contains(name) {
      stack.append(.other)
    } else if Pickle.tensorFunctions.contains(name) {
      try readTensor(arguments, hasType: name.hasSuffix("_v3"), at: start)
    } else {
      throw fault("it calls \(name.quoted(limit: 64)), which is no function", at: start)
    }
  }

  /// A storage from the tuple ('storage', type, key, device, count).
  mutating func readStorage(_ value: Value, at start: Int) throws(Fault) {
    guard case .list(let number) = value, lists[number].count >= 5,
      case .text("storage") = lists[number][0], case .global(let type) = lists[number][1],
      TorchType.isStorage(type), case .text(let key) = lists[number][2],
      case .whole(let count) = lists[number][4], count >= 0
    else { throw fault("a storage is not told as PyTorch does", at: start) }
    stack.append(.storage(storages.count))
    storages.append(Storage(key: key, type: type, count: count))
  }

  /// A tensor from the arguments storage, offset, shape, strides, …, and perhaps a type.
  private mutating func readTensor(
    _ arguments: [Value], hasType: Bool, at start: Int
  ) throws(Fault) {
    guard arguments.count >= (hasType ? 7 : 4), case .storage(let storage) = arguments[0],
      case .whole(let offset) = arguments[1], let shape = wholes(arguments[2]),
      let strides = wholes(arguments[3])
    else { throw fault("a tensor is not told as PyTorch does", at: start) }
    var type: String?
    if hasType {
      guard case .global(let name) = arguments[6] else {
        throw fault("a tensor has no type", at: start)
      }
      type = name
    }
    stack.append(.tensor(tensors.count))
    tensors.append(
      TensorView(
        storage: storages[storage], type: type, offset: offset, shape: shape, strides: strides))
  }

  private func wholes(_ value: Value) -> [Int]? {
    guard case .list(let number) = value else { return nil }
    var numbers: [Int] = []
    for element in lists[number] {
      guard case .whole(let whole) = element else { return nil }
      numbers.append(whole)
    }
    return numbers
  }
}
