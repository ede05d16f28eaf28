/// Files of Keras, which are not read; how their weights are saved so that they are.
enum KerasFile {
  /// What every `.keras` archive has in it.
  static let weights = "model.weights.h5"

  /// The line of Python that writes a model's weights as PyTorch would call and order them: filters
  /// [maps, channels, rows, columns], matrices [neurons, inputs].
  static let remedy =
    "write its weights with numpy.savez(\"w.npz\", **{f\"{l.name}.{('weight', 'bias', "
    + "'running_mean', 'running_var')[i]}\": w.transpose(3, 2, 0, 1) if w.ndim == 4 else w.T for l in "
    + "model.layers for i, w in enumerate(l.get_weights())})"
}
