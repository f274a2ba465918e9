// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
]

/// A module of the product, with the house settings.
func room(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: imports, swiftSettings: strict)
}

/// The tests of one module. Test code says what it expects of memory by failing, so strict memory safety is left out.
func tests(_ name: String, _ imports: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: imports, exclude: exclude,
        swiftSettings: [.swiftLanguageMode(.v6), .enableExperimentalFeature("Lifetimes")])
}

let package = Package(
    name: "wscope",
    targets: [
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        room("ByteStreams"),
        room("WebSocketWire", ["CZlib"]),
        room("Packets", ["ByteStreams"]),
        .target(name: "TestKit", path: "Tests/TestKit", swiftSettings: [.swiftLanguageMode(.v6)]),
        tests("ByteStreamsTests", ["ByteStreams", "TestKit"]),
    ]
)
