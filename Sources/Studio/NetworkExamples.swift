import Models
import Neural

extension ComputationRequest {
  /// The network of the digits after learning, over a 3 of another writer than those that it learnt
  /// from, with the gradients of its cross-entropy.
  public static var digits: ComputationRequest {
    get throws(RequestError) {
      var request = try preset("digits", over: TitledTensor(sample: "digit:3#171"))
      request.upstream = .cost(.crossEntropy, target: .classes([3]))
      return request
    }
  }

  /// A network that comes with the program, over an input.
  static func preset(
    _ name: String, over input: TitledTensor
  ) throws(RequestError) -> ComputationRequest {
    let model: Models.Model
    do { model = try Models.Model(name) { [] } } catch {
      throw RequestError(.data, subject: "network", "\(error)")
    }
    let parameters = model.network.parameters.map { name, tensor in
      (name, TitledTensor(tensor, title: name))
    }
    return ComputationRequest(
      .network(
        NetworkRequest(
          model.file.plan, parameters: Dictionary(uniqueKeysWithValues: parameters),
          inputDivisor: model.file.inputDivisor)),
      input: input)
  }
}
