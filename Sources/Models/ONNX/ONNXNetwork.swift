import ArrayFiles
import Neural

/// A network file made from an ONNX graph: each operator a stage of a name like its node's, shapes
/// inferred.
///
/// The first dimension of what goes in is that of the items of a batch, where the graph computes each
/// by itself; where it does not, all of it is one item. Inputs that operators take as weights, and that
/// the file gives no numbers for, are parameters; numbers for them may be given with the inputs.
///
/// Operators of opsets 1 to 17 are known, and later ones that did not change. At an operator that is not
/// known, or used in a way that is not, the network ends; the file says so in
/// ``NetworkFile/incompleteness``.
/// Source: *ONNX Operators*, of the Open Neural Network Exchange.
enum ONNXNetwork {
  /// The network of a file.
  ///
  /// - Parameters:
  ///   - source: What messages call the file.
  ///   - given: Numbers for inputs of the graph, by name: their values where they are parameters, and
  ///     the lengths that the graph leaves open.
  /// - Throws: ``ModelError`` where the file cannot be read, or not one stage can be made of it.
  static func file(
    _ bytes: [UInt8], source: String, given: [String: Tensor] = [:]
  ) throws(ModelError) -> NetworkFile {
    let graph: ONNXFile
    do {
      graph = try ONNXFile(bytes, source: source)
    } catch {
      throw ModelError(error.kind, [error.description])
    }
    var best: ONNXImporter?
    for isItemwise in [true, false] {
      var importer = ONNXImporter(graph, isItemwise: isItemwise)
      importer.read(given: given)
      if importer.problem == nil {
        best = importer
        break
      }
      if importer.stages.count > best?.stages.count ?? -1 { best = importer }
    }
    guard let importer = best, !importer.stages.isEmpty else {
      throw ModelError(.malformed, ["\(source): \(best?.problem ?? "there is nothing in it")"])
    }
    return importer.networkFile(named: name(of: graph, source: source))
  }

  /// The name of the graph, or else that of the file.
  private static func name(of graph: ONNXFile, source: String) -> String {
    let file = source.split(separator: "/").last.map(String.init) ?? source
    let name = file.hasSuffix(".onnx") ? String(file.dropLast(5)) : graph.name
    let plain = String(name.prefix(NetworkLimits.nameLength))
    return plain.isEmpty || plain.contains(where: \.isNewline) ? "network" : plain
  }
}

extension ONNXImporter {
  /// What was read as a network file.
  func networkFile(named name: String) -> NetworkFile {
    var file = NetworkFile(
      plan: NetworkPlan(name: name, inputShape: inputShape, stages: stages))
    file.embedded = parameters
    (file.inputName, file.parameterInputs) = (inputName, parameterInputs)
    file.notes = notes
    file.incompleteness = problem
    return file
  }
}
