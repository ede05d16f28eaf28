import ArrayFiles
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

  /// The network with a shortcut over a handwritten 3, with the gradients of its cross-entropy; its
  /// parameters are those of a seed.
  public static var residual: ComputationRequest {
    get throws(RequestError) {
      var request = try preset("residual", over: TitledTensor(sample: "digit:3#171"))
      request.upstream = .cost(.crossEntropy, target: .classes([3]))
      request.stage = "sum"
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

  /// The network `tiny` with what it learnt in the training run that comes with the program, over the
  /// same digit, and the course of that run.
  ///
  /// `.ci/example-course.py` made the file, and says how.
  public static var learning: ComputationRequest {
    get throws(RequestError) {
      let course: TrainingCourse
      do {
        course = try TrainingHistory.course(reading: PackageResources.tiny_course_json)
      } catch { throw RequestError(.data, "\(error)") }
      var request = try preset(course.network, over: TitledTensor(sample: "digit:3#171"))
      guard case .network(var network) = request.model else { return request }
      for learnt in course.recorded.last?.tensors ?? [] {
        network.parameters[learnt.name.rawValue] = TitledTensor(
          learnt.tensor, title: learnt.name.rawValue)
      }
      request.model = .network(network)
      request.upstream = .cost(.crossEntropy, target: .classes([3]))
      request.course = course
      return request
    }
  }

  /// The network of the digits with those that it learnt from, which it tells almost all: at a rate of
  /// 0.5 the cost still falls, less than its slope promises.
  public static var descent: ComputationRequest {
    get throws(RequestError) {
      var request = try digits
      request.rate = 0.5
      do {
        let digits = try LabelledImages.digits()
        request.examples =
          Examples(
            inputs: digits.images, divisor: digits.divisor, classes: digits.labels)[0..<1500]
      } catch { throw RequestError(.data, "\(error)") }
      return request
    }
  }

  /// The network of the digits with those that were held out when it learnt.
  public static var predictions: ComputationRequest {
    get throws(RequestError) {
      var request = try digits
      do {
        let digits = try LabelledImages.digits()
        request.heldOut =
          Examples(
            inputs: digits.images, divisor: digits.divisor, classes: digits.labels)[
            1500..<digits.labels.count]
      } catch { throw RequestError(.data, "\(error)") }
      return request
    }
  }
}
