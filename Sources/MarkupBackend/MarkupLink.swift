/// Where links in markup may lead.
enum MarkupLink {
  /// The target as an `href`: a place on the page (`#7.2`), a relative address, or a URI of one of
  /// the schemes `http`, `https` and `mailto`; nil for any other, which could run something.
  static func address(_ target: String) -> String? {
    guard !target.isEmpty else { return nil }
    let head = target.prefix { !"/?#".contains($0) }
    guard let colon = head.firstIndex(of: ":") else { return target }
    return ["http", "https", "mailto"].contains(head[..<colon].lowercased()) ? target : nil
  }
}
