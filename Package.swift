// swift-tools-version: 6.1
import PackageDescription

/// The settings that every Swift target of the package is built with.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A library target and the test target that mirrors it.
func module(
  _ name: String, dependencies: [Target.Dependency] = [], resources: [Resource] = [],
  testDependencies: [Target.Dependency] = [], testResources: [Resource] = []
) -> [Target] {
  [
    .target(
      name: name, dependencies: dependencies, resources: resources, swiftSettings: settings),
    .testTarget(
      name: "\(name)Tests", dependencies: [.byName(name: name)] + testDependencies,
      resources: testResources, swiftSettings: settings),
  ]
}

let package = Package(
  name: "ConvLens",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "convlens", targets: ["convlens"]),
    .library(
      name: "ConvLens",
      targets: [
        "Neural", "Numerals", "Training", "Traces", "ArrayFiles", "Models", "Wording", "Documents",
        "Drawing", "Figures", "CairoBackend", "MarkupBackend", "OfficeBackend", "Studio",
        "Lectures",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CCairo", pkgConfig: "pangocairo",
      providers: [
        .apt(["libcairo2-dev", "libpango1.0-dev"]), .brew(["cairo", "pango"]),
      ]),
    .systemLibrary(
      name: "CPNG", pkgConfig: "libpng",
      providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(
      name: "CJPEG", pkgConfig: "libjpeg",
      providers: [.apt(["libjpeg-dev"]), .brew(["jpeg-turbo"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),

    .target(name: "CMatrix"),

    .executableTarget(name: "convlens", dependencies: ["Commands"], swiftSettings: settings),
    .executableTarget(
      name: "convlens-fuzz",
      dependencies: [
        "ArrayFiles", "Traces", "Drawing", "Figures", "CairoBackend", "SceneTrials", "Lectures",
        "Commands",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    .executableTarget(
      name: "convlens-bench",
      dependencies: [
        "Neural", "Threads", "Traces", "Training", "Drawing", "Figures", "CairoBackend", "CCairo",
      ],
      swiftSettings: settings),
  ]
    + module("Neural", testResources: [.copy("Oracle")])
    + module("Numerals")
    + module("Threads")
    + module("Training", dependencies: ["Neural", "Threads", "CMatrix"])
    + module("Traces", dependencies: ["Neural", "Numerals", "Wording", "CZlib"])
    + module(
      "ArrayFiles", dependencies: ["Neural", "Numerals", "CPNG", "CJPEG", "CZip", "CZlib"],
      testDependencies: ["CZip", "CZlib"])
    + module("Drawing")
    + module(
      "Documents", dependencies: ["Wording", .product(name: "Yams", package: "Yams")])
    + module(
      "Models", dependencies: ["Neural", "Numerals", "ArrayFiles", "Wording", "Documents"],
      resources: [
        .embedInCode("Presets/primer.yaml"), .embedInCode("Presets/tiny.yaml"),
        .embedInCode("Presets/digits.yaml"), .embedInCode("Presets/lenet.yaml"),
        .embedInCode("Presets/residual.yaml"),
      ], testResources: [.copy("Networks")])
    + module(
      "Wording", dependencies: ["Neural", "Numerals"],
      resources: [
        .embedInCode("Phrases/shared.tsv"),
        .embedInCode("Phrases/convolution.tsv"),
        .embedInCode("Phrases/gradients.tsv"),
        .embedInCode("Phrases/pooling.tsv"),
        .embedInCode("Phrases/fully-connected.tsv"),
        .embedInCode("Phrases/layers.tsv"),
        .embedInCode("Phrases/networks.tsv"),
        .embedInCode("Phrases/steps.tsv"),
        .embedInCode("Phrases/tensors.tsv"),
        .embedInCode("Phrases/slides.tsv"),
        .embedInCode("Phrases/browser.tsv"),
      ])
    + module(
      "Figures", dependencies: ["Neural", "Wording", "Drawing"],
      testDependencies: ["CairoBackend", "SceneChecks"])
    + module("SceneChecks", dependencies: ["Drawing"])
    + module(
      "SceneTrials",
      dependencies: [
        "Neural", "ArrayFiles", "Models", "Wording", "Drawing", "Figures", "Studio",
        "SceneChecks",
      ], testDependencies: ["CairoBackend"])
    + module("CairoBackend", dependencies: ["Drawing", "CCairo", "CPNG"])
    + module(
      "MarkupBackend", dependencies: ["Drawing"],
      resources: [
        .embedInCode("Deck/deck.css"), .embedInCode("Deck/overview.css"),
        .embedInCode("Deck/speaker.css"), .embedInCode("Deck/print.css"),
        .embedInCode("Deck/deck.js"), .embedInCode("Deck/speaker.js"),
        .embedInCode("Deck/watch.js"),
      ], testDependencies: ["CairoBackend"])
    + module(
      "OfficeBackend", dependencies: ["Drawing", "CZip"], testDependencies: ["CZip"])
    + module(
      "Studio",
      dependencies: ["Neural", "ArrayFiles", "Models", "Wording", "Drawing", "Figures"],
      resources: [.embedInCode("Training/tiny-course.json")],
      testDependencies: ["CairoBackend"])
    + module(
      "Lectures",
      dependencies: [
        "Neural", "Traces", "Wording", "Documents", "Drawing", "Figures", "Studio",
      ],
      resources: [
        .embedInCode("Lessons/primer.yaml"), .embedInCode("Lessons/forward-only.yaml"),
        .embedInCode("Lessons/backprop.yaml"), .embedInCode("Lessons/networks.yaml"),
        .embedInCode("Lessons/template.yaml"),
      ], testDependencies: ["CairoBackend"])
    + module(
      "Commands",
      dependencies: [
        "Neural", "Threads", "Training", "Traces", "ArrayFiles", "Models", "Wording", "Documents",
        "Drawing", "Figures", "CairoBackend", "MarkupBackend", "OfficeBackend", "Studio",
        "Lectures",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ])
)
