import Testing

struct TopLevelTests {
    @Test
    func `a stranger at the top is found`() {
        let paths = [
            "Package.swift", "Sources/A/B.swift", ".ci/run", ".gitignore", "notes.md", "docs/a/b.md", "docs/c.md",
        ]
        #expect(TopLevel.strangers(among: paths) == ["docs", "notes.md"])
    }

    @Test(.enabled(if: Repository.here.trackedPaths() != nil, "there is no git clone"))
    func `nothing else stands at the top`() throws {
        let paths = try #require(Repository.here.trackedPaths())
        try #require(paths.contains("Package.swift"))
        #expect(TopLevel.strangers(among: paths) == [])
    }
}
