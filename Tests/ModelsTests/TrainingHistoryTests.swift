import Documents
import Neural
import Testing

@testable import Models

@Suite struct TrainingHistoryTests {
  private func course(_ text: String) throws -> TrainingCourse {
    try TrainingHistory.course(reading: Array(text.utf8))
  }

  private let score = #"{"cost": 0.5, "accuracy": 0.75, "hits": 3, "count": 4}"#

  private func history(
    epochs: String? = nil, kept: String = "1", tensors: String = #"{"fc.weight": [[1, 2], [3, 4]]}"#
  ) -> String {
    let epochs = epochs ?? #"[{"epoch": 1, "training": \#(score), "held_out": \#(score)}]"#
    return """
      {"network": "tiny", "kept_epoch": \(kept), "epochs": \(epochs),
      "parameters": [{"epoch": 0, "tensors": \(tensors)}]}
      """
  }

  @Test("A history is the course that it was written of")
  func reads() throws {
    let course = try course(history())
    let score = Score(cost: 0.5, hits: 3, count: 4)
    #expect(course.network == "tiny")
    #expect(course.keptEpoch == 1)
    #expect(
      course.epochs == [EpochRecord(epoch: 1, training: score, validation: nil, heldOut: score)])
    #expect(course.recorded.map(\.epoch) == [0])
    #expect(try course.recorded[0].tensors["fc.weight"] == Tensor(rows: [[1, 2], [3, 4]]))
  }

  @Test("What is no history is refused with its place")
  func refusals() throws {
    let mistakes: [(String, String)] = [
      ("[1, 2]", "line 1, column 1: a history needs the key 'epochs'"),
      (history(epochs: "[]"), "line 1, column 48: 'epochs' takes the epochs from 1 on"),
      (history(kept: "2"), "line 1, column 35: there is no epoch 2 among 1 to 1"),
      (history(kept: "-1"), "line 1, column 35: 'kept_epoch' takes a whole number of 0 or more"),
      (history(tensors: "[1]"), "line 2, column 40: 'tensors' takes tensors by their names"),
      (
        history(tensors: #"{"w": [[1, 2], [3]]}"#),
        "line 2, column 55: 'w' takes numbers in lists of equal lengths"
      ),
      (history(tensors: #"{"w": []}"#), "'w' takes numbers in lists of equal lengths"),
      (history(tensors: #"{"w": [1, x]}"#), "'w' takes a number, not 'x'"),
      (history(tensors: #"{"w": [1, [2]]}"#), "'w' takes numbers in lists of equal lengths"),
    ]
    for (text, message) in mistakes {
      let error = try #require(throws: Mistake.self) { _ = try course(text) }
      #expect(error.description.contains(message), "\(error) of \(text)")
    }
  }
}
