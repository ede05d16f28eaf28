/// Writes presentations for office programs.
enum Placeholder {}
