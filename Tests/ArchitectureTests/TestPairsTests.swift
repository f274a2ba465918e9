import Testing

struct TestPairsTests {
    @Test
    func `a source without a test is found`() {
        let sources = [
            "Sources/Packets/TCP/Flow.swift", "Sources/Packets/Layers/GRELayer.swift", "Sources/wscope/Wscope.swift",
        ]
        #expect(
            TestPairs.untested(sources: sources, tests: ["PacketsTests/FlowTests"]) == [
                "Sources/Packets/Layers/GRELayer.swift"
            ])
        #expect(TestPairs.untested(sources: sources, tests: ["DissectionTests/FlowTests"]).count == 2)
    }

    @Test
    func `an exemption is stale when its file is gone, or has a test`() throws {
        let path = try #require(TestPairs.exempt.keys.sorted().first)
        let pair = try #require(TestPairs.test(of: path))
        #expect(TestPairs.staleExemptions(sources: [path], tests: [pair]).contains(path))
        #expect(TestPairs.staleExemptions(sources: [], tests: []).contains(path))
        #expect(!TestPairs.staleExemptions(sources: [path], tests: []).contains(path))
        #expect(TestPairs.untested(sources: [path], tests: []) == [])
    }

    @Test
    func `every source has its test`() throws {
        let sources = try Repository.here.swiftFiles(below: "Sources").map(\.path)
        let tests = Set(try Repository.here.swiftFiles(below: "Tests").map { "\($0.module)/\($0.stem)" })
        try #require(!sources.isEmpty)
        #expect(TestPairs.untested(sources: sources, tests: tests) == [])
        #expect(TestPairs.staleExemptions(sources: sources, tests: tests) == [])
    }
}
