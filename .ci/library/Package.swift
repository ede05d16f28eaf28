// swift-tools-version: 6.1
import PackageDescription

// The program of Docs/Library.md, which .ci/run takes from there, against this checkout.
let package = Package(
  name: "library",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "ConvLens", path: "../..")],
  targets: [
    .executableTarget(
      name: "library", dependencies: [.product(name: "ConvLens", package: "ConvLens")])
  ]
)
