import Drawing

/// Groups that a deck's pages have in common, as what a slide's steps repeat: each is defined once
/// and then referred to.
///
/// Text that is referred to cannot be selected, so groups with more than short labels stand on
/// every page as they are; so do links.
struct SharedGroups {
  /// The definitions, to stand within one `defs` element.
  private(set) var definitions = ""
  private var ids: [String: String] = [:]

  /// Groups of a page that shares nothing.
  init() {}

  /// The groups that the scenes have in common; ids are the prefix and a number.
  init(of scenes: [Scene], faces: FontFaces, prefix: String) {
    var counter = Counter(faces: faces)
    for scene in scenes { counter.count(scene.items) }
    for markup in counter.repeated {
      let id = "\(prefix)\(ids.count + 1)"
      ids[markup] = id
      definitions += "<g id=\"\(id)\">\n\(markup)</g>\n"
    }
  }

  /// What stands for a group that is shared; nil for any other.
  func reference(to items: [Item], faces: FontFaces) -> String? {
    guard !ids.isEmpty, SharedGroups.canShare(items) else { return nil }
    return ids[SharedGroups.markup(of: items, faces: faces)].map { "<use href=\"#\($0)\"/>\n" }
  }

  private static func markup(of items: [Item], faces: FontFaces) -> String {
    SVGBody(items, faces: faces, shared: SharedGroups()).markup
  }

  private static func canShare(_ items: [Item]) -> Bool {
    items.allSatisfy { item in
      switch item {
      case .text(let run): run.string.count <= 16
      case .group(let tag, let items): tag.kind != "link" && canShare(items)
      case .rectangle, .circle, .path, .image: true
      }
    }
  }

  /// Counts how often each group is drawn.
  private struct Counter {
    let faces: FontFaces
    private var counts: [String: Int] = [:]
    private var order: [String] = []

    init(faces: FontFaces) {
      self.faces = faces
    }

    /// The groups that are drawn more than once, in the order of their first appearance.
    var repeated: [String] { order.filter { counts[$0, default: 0] > 1 } }

    /// Counts the groups among the items; those in a group that was there before go with it.
    mutating func count(_ items: [Item]) {
      for case .group(let tag, let items) in items where tag.kind != "link" {
        if SharedGroups.canShare(items) {
          let markup = SharedGroups.markup(of: items, faces: faces)
          // A reference takes some 20 bytes, a definition some more.
          guard markup.utf8.count > 100 else { continue }
          counts[markup, default: 0] += 1
          guard counts[markup] == 1 else { continue }
          order.append(markup)
        }
        count(items)
      }
    }
  }
}
