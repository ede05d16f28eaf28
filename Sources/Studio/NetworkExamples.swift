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

  /// The depthwise and the pointwise convolution of the network with a shortcut.
  public static var depthwise: ComputationRequest {
    get throws(RequestError) {
      var request = try residual
      request.stage = "depth"
      return request
    }
  }

  /// Three 1 × 1 filters over five channels: every product and the sum come to short decimals.
  public static var pointwise: ComputationRequest {
    get throws(RequestError) {
      let input = (0..<80).map { (index: Int) -> Double in
        let number: Int = (index * 37 + index / 16 * 11) % 19 - 7
        return Double(number) / 10
      }
      let weights: [Double] = [
        0.5, -0.3, 0.8, 0.2, -0.6, -0.4, 0.7, 0.1, -0.2, 0.9, 0.3, 0.6, -0.5, 0.4, 0.1,
      ]
      return ComputationRequest(
        .layer(
          LayerRequest(
            Convolution.declaration.kind,
            settings: Settings(["activation": .activation(.relu)]),
            parameters: [
              .weight: try TitledTensor(shape: [3, 5, 1, 1], weights),
              .bias: try TitledTensor(shape: [3], [0.1, -0.2, 0.05]),
            ])),
        input: try TitledTensor(shape: [5, 4, 4], input))
    }
  }

  /// Dropout of a fifth of sixteen values in training, and back from a gradient.
  public static var dropout: ComputationRequest {
    get throws(RequestError) {
      let plan = NetworkPlan(
        name: "dropout", inputShape: [1, 4, 4],
        stages: [
          NetworkPlan.Stage(
            "drop", kind: Dropout.declaration.kind,
            settings: Settings(["rate": .number(0.2), "seed": .whole(3)]),
            from: [NetworkPlan.input])
        ])
      func short(_ factor: Int) -> [Double] {
        (0..<16).map { (index: Int) -> Double in
          let number: Int = (index * factor + 5) % 17 - 8
          return Double(number) / 10
        }
      }
      var request = ComputationRequest(
        .network(NetworkRequest(plan)), input: try TitledTensor(shape: [1, 4, 4], short(7)),
        stage: "drop")
      request.mode = .training
      request.upstream = .tensor(try TitledTensor(shape: [1, 4, 4], short(11)).tensor)
      return request
    }
  }

  /// Batch normalisation in training of two channels of a batch of four, and back from a gradient:
  /// the mean and the sums of squares come to short decimals.
  public static var batchNormalisation: ComputationRequest {
    get throws(RequestError) {
      let plan = NetworkPlan(
        name: "batch", inputShape: [2, 2, 2],
        stages: [
          NetworkPlan.Stage(
            "norm", kind: BatchNormalisation.declaration.kind, settings: Settings(),
            from: [NetworkPlan.input])
        ])
      let input: [Double] = [
        -0.6, -0.9, -1.2, -1, 0.2, 0.4, 0, 0.3, 0.6, -0.1, -0.5, -0.7, 0.5, 0.1, 0.3, 0.2, -1.1,
        -0.6, 0.5, 0.9, 0, 0.2, 0.4, 0.6, -0.6, -0.7, -0.5, -0.7, 0.1, 0.3, 0.5, 0.2,
      ]
      let gradient: [Double] = [
        0.1, -0.2, 0.3, 0, 0.1, 0.1, -0.1, 0, -0.1, 0.2, 0.1, -0.3, 0, 0.2, -0.2, 0.1, 0.2, 0.1,
        -0.1, 0.4, 0.1, 0, -0.1, 0.1, 0, -0.1, 0.2, 0, 0.1, -0.1, 0, 0.1,
      ]
      var request = ComputationRequest(
        .network(
          NetworkRequest(
            plan,
            parameters: [
              "norm.weight": try TitledTensor(shape: [2], [1.5, 0.8]),
              "norm.bias": try TitledTensor(shape: [2], [0.4, -0.5]),
            ])),
        input: try TitledTensor(shape: [4, 2, 2, 2], input), stage: "norm")
      request.mode = .training
      request.upstream = .tensor(try TitledTensor(shape: [4, 2, 2, 2], gradient).tensor)
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
