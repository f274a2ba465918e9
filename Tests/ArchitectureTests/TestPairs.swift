/// Which source files have a test file of the same name: `Sources/A/**/B.swift` and `Tests/ATests/**/BTests.swift`.
struct TestPairs {
    /// The modules whose files are tested by running the built program.
    static let testedFromOutside: Set = ["wscope"]

    /// The files that have nothing to test by themselves, each with the reason.
    static let exempt = [
        "Sources/ByteStreams/StreamEvent.swift": "cases and stored facts only",
        "Sources/ProxyServer/Serving/ProxyConfiguration.swift": "stored facts only",
        "Sources/ProxyServer/Serving/ProxyLimits.swift": "numbers only",
    ]

    /// The sources, by path, that have no test file.
    static func untested(sources: [String], tests: Set<String>) -> [String] {
        sources.filter { path in
            guard let pair = test(of: path), exempt[path] == nil else { return false }
            return !tests.contains(pair)
        }
    }

    /// Exemptions of files that do not exist, or that have a test after all.
    static func staleExemptions(sources: [String], tests: Set<String>) -> [String] {
        exempt.keys.sorted().filter { path in
            !sources.contains(path) || test(of: path).map(tests.contains) ?? true
        }
    }

    /// Module and name that a source's test must have, as `ATests/BTests`.
    static func test(of path: String) -> String? {
        let parts = path.split(separator: "/")
        guard parts.count > 2, let name = parts.last?.split(separator: ".").first,
            !testedFromOutside.contains(String(parts[1]))
        else { return nil }
        return "\(parts[1])Tests/\(name)Tests"
    }
}
