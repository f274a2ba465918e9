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

/// What tests and measures the product from outside, and is not part of it.
let everyMachine: [Target.Dependency] = [
    "ByteStreams", "Packets", "WebSocketWire", "Dissection", "HTTP2Dissection", "TLSDecryption", "JSONText",
    "Sessions", "Filters", "PayloadViews", "Exporters",
]
let workshop: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableExperimentalFeature("Lifetimes"),
]

let package = Package(
    name: "wscope",
    products: [.executable(name: "wscope", targets: ["wscope"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    ],
    targets: [
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CPcap", providers: [.apt(["libpcap-dev"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CPCRE2", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CLinux"),
        room("ByteStreams"),
        room("WebSocketWire", ["CZlib"]),
        room("Dissection", ["ByteStreams", "WebSocketWire"]),
        room(
            "HTTP2Dissection",
            [
                "ByteStreams", "WebSocketWire", "Dissection", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
            ]),
        room("Interception", ["ByteStreams", "WebSocketWire", "Dissection", "Filters"]),
        room(
            "ProxyServer",
            [
                "ByteStreams", "Dissection", "HTTP2Dissection", "Interception",
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        room(
            "ProxyCertificates",
            [
                "ByteStreams", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        room("Packets", ["ByteStreams"]),
        room("LiveCapture", ["ByteStreams", "Packets", "CPcap"]),
        room(
            "TLSDecryption",
            [
                "ByteStreams", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        room("JSONText"),
        room("Sessions", ["ByteStreams", "WebSocketWire", "Dissection", "CSQLite"]),
        room("Filters", ["ByteStreams", "WebSocketWire", "Dissection", "Sessions", "JSONText", "CPCRE2"]),
        room("PayloadViews", ["JSONText"]),
        room("TextScreen"),
        room(
            "Exporters", ["ByteStreams", "WebSocketWire", "Dissection", "Sessions", "PayloadViews", "JSONText"]),
        room(
            "InspectorUI",
            [
                "ByteStreams", "WebSocketWire", "JSONText", "Dissection", "Sessions", "Filters", "PayloadViews",
                "TextScreen",
            ]),
        .systemLibrary(name: "CNCurses", providers: [.apt(["libncurses-dev"])]),
        room("CursesTerminal", ["TextScreen", "CNCurses"]),
        room("DemoTraffic", ["ByteStreams", "WebSocketWire"]),
        .executableTarget(
            name: "wscope",
            dependencies: [
                "CZlib", "CLinux", "ByteStreams", "WebSocketWire", "JSONText", "Dissection", "HTTP2Dissection",
                "Packets", "LiveCapture", "TLSDecryption", "Sessions", "Filters", "PayloadViews", "Exporters",
                "TextScreen", "InspectorUI", "CursesTerminal", "DemoTraffic", "Interception", "ProxyServer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),
        .target(name: "TestKit", path: "Tests/TestKit", swiftSettings: [.swiftLanguageMode(.v6)]),
        tests("ByteStreamsTests", ["ByteStreams", "TestKit"]),
        tests("WebSocketWireTests", ["WebSocketWire", "CZlib", "TestKit"]),
        tests("LiveCaptureTests", ["LiveCapture", "Packets", "ByteStreams", "TestKit"]),
        tests(
            "TLSDecryptionTests",
            everyMachine + [
                "CaptureKit", "TestKit", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        tests(
            "HTTP2DissectionTests",
            everyMachine + [
                "TestKit", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
            ]),
        tests("ArchitectureTests", []),
        tests("JSONTextTests", ["JSONText", "TestKit"]),
        tests("ExportersTests", everyMachine + ["CaptureKit", "TestKit"]),
        tests("FiltersTests", everyMachine + ["CSQLite", "CaptureKit", "TestKit"]),
        tests("PayloadViewsTests", ["PayloadViews", "JSONText", "TestKit"]),
        tests("TextScreenTests", ["TextScreen", "TestKit"]),
        tests(
            "InterceptionTests", ["Interception", "ByteStreams", "WebSocketWire", "TestKit"]),
        tests(
            "ProxyServerTests",
            [
                "ProxyServer", "Interception", "ByteStreams", "Dissection", "TestKit",
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]),
        tests(
            "ProxyCertificatesTests",
            [
                "ProxyCertificates", "ByteStreams", "TestKit", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        tests("DemoTrafficTests", everyMachine + ["DemoTraffic", "CZlib", "TestKit"]),
        tests("CursesTerminalTests", ["CursesTerminal", "CNCurses", "TextScreen", "TestKit"]),
        .executableTarget(
            name: "terminalprobe", dependencies: ["CursesTerminal", "TextScreen"], path: "Tests/TerminalProbe",
            swiftSettings: workshop),
        tests("InspectorUITests", everyMachine + ["InspectorUI", "DemoTraffic", "TextScreen", "TestKit"]),
        tests("DissectionTests", ["Dissection", "ByteStreams", "WebSocketWire", "CZlib", "TestKit"]),
        tests("SessionsTests", everyMachine + ["CSQLite", "CaptureKit", "TestKit"]),
        tests("PacketsTests", ["Packets", "ByteStreams", "TestKit"]),
        tests(
            "wscopeTests",
            [
                "wscope", "ByteStreams", "Dissection", "Packets", "TLSDecryption", "InspectorUI", "CursesTerminal",
                "CZlib",
                "CaptureKit", "TestKit",
            ]),
        .target(
            name: "CaptureKit", dependencies: everyMachine + ["TestKit"], path: "Tests/CaptureKit",
            swiftSettings: workshop),
        tests("CaptureKitTests", everyMachine + ["CaptureKit", "TestKit"]),
        tests("GoldenTests", everyMachine + ["CaptureKit", "TestKit", "CZlib", "wscope"]),
        tests(
            "EndToEndTests",
            [
                "wscope", "CaptureKit", "TestKit", "CZlib", "ByteStreams", "WebSocketWire", "JSONText", "Dissection",
                "Sessions", "Filters", "Exporters", "DemoTraffic", "CSQLite",
            ]),
        .executableTarget(
            name: "mutants", dependencies: everyMachine + ["CSQLite", "CaptureKit", "TestKit"], path: "Tests/Mutants",
            swiftSettings: workshop),
        .executableTarget(
            name: "benchmarks", dependencies: everyMachine + ["CaptureKit", "TestKit", "CZlib"],
            path: "Tests/Benchmarks", swiftSettings: workshop),
    ]
)
