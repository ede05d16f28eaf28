import ArgumentParser
import ArrayFiles
import Drawing
import Figures
import Neural
import Studio

/// The options that say what is computed: an input, a layer or a network, and what comes back.
struct LayerOptions: ParsableArguments {
  @OptionGroup(title: "Computation") var layer: DeclaredOptions<LayerSection>
  @OptionGroup(title: "Reading") var reading: DeclaredOptions<ReadingSection>
  @OptionGroup(title: "Network") var network: DeclaredOptions<NetworkSection>
  @OptionGroup(title: "Gradient") var gradient: DeclaredOptions<GradientSection>
  @OptionGroup(title: "Learning") var learning: DeclaredOptions<LearningSection>

  func validate() throws {
    do { try options.check() } catch { throw ValidationError(error.description) }
    let fromInput = (values.values + layer.moreInputs).count { TensorSource($0).isStandardInput }
    guard fromInput < 2 else {
      throw ValidationError("standard input (-) can be read only once")
    }
  }
}

extension LayerOptions {
  private var values: [String: String] {
    [layer.values, reading.values, network.values, gradient.values, learning.values]
      .reduce(into: [:]) { $0.merge($1) { own, _ in own } }
  }

  /// What is said, by option.
  var options: ComputationOptions {
    var options = ComputationOptions(values.mapValues { .text($0) })
    if let first = values["input"], !layer.moreInputs.isEmpty {
      options.values["input"] = .inputs(([first] + layer.moreInputs).map { .init(.text($0)) })
    }
    return options
  }

  /// The options that are given, with their dashes, in the order of the help.
  var given: [String] {
    ComputationOption.all.filter { values[$0.name] != nil }.map { "--\($0.name)" }
  }

  /// The kind of layer that is asked for by name.
  var kind: String? { values["layer"] }

  /// The stage that is looked at, where one is asked for.
  var stage: String? { values["at"] }

  /// The item of a batch that is looked at, where one is asked for.
  var item: Int? { values["item"].flatMap { Int($0) } }

  /// The computation that is asked for; an example of the same kind of layer fills in what is not
  /// given.
  ///
  /// - Throws: ``Failure`` with the option that is wrong.
  func computation(
    or example: Example, shade: Shade? = nil, needsGradient: Bool = false,
    takesAllMaps: Bool = false, console: Console
  ) throws(Failure) -> Computation {
    do {
      let request = try options.request(
        or: example, shade: shade?.scale, needsGradient: needsGradient,
        takesAllMaps: takesAllMaps,
        from: OperandReader(console: console, notesLayout: values["layout"] == nil))
      return try Computation(request)
    } catch { throw Failure(error) }
  }

  /// Whether nothing at all is given to compute with, so that the whole example is shown.
  ///
  /// - Throws: ``Failure`` where the example is of no kind of layer.
  func isExample(like example: Example) throws(Failure) -> Bool {
    do { return try options.isExample(like: example) } catch { throw Failure(error) }
  }
}

extension Example {
  /// The example of a figure, as commands take it.
  static func shown(by figure: FigureKind) throws(Failure) -> Example {
    do { return try .of(figure) } catch { throw Failure(error) }
  }
}
