import Testing

@testable import Filters

struct JSONPathTests {
    private func path(_ text: String) throws -> JSONPath {
        var cursor = FilterCursor(text)
        return try JSONPathReader.read(&cursor)
    }

    @Test(arguments: [
        ("", 0, true), (".a", 1, true), (".a.b[0].c", 4, true), ("[3]", 1, true), ("..a", 1, false),
        (".a[*]", 2, false),
        ("..[0]", 1, false), (".\"a b\".\"\\x00\"", 2, true), (".é", 1, true), (".\"\"", 1, true),
        ("..\"a.b\"", 1, false),
        (".a-b", 1, true),
    ])
    func `paths are read and written`(_ text: String, _ steps: Int, _ isSingle: Bool) throws {
        let path = try path(text)
        #expect(path.steps.count == steps && path.isSingle == isSingle)
        #expect(try self.path(path.description) == path)
        #expect(path.description == text || text == ".é" && path.description == ".\"é\"")
    }

    @Test(arguments: [
        ".", "..", ".a.", ".a[", ".a[]", ".a[x]", ".a[-1]", ".a[1", ".a[1234567890]", ".[0]", ".a[*", "...a", ".\"a",
        ".\"\\q\"",
        ".a[+1]",
    ])
    func `what is no path is refused`(_ text: String) {
        #expect(throws: FilterProblem.self) { try path(text) }
    }

    @Test func `a path has a longest length`() throws {
        let longest = String(repeating: ".a", count: FilterLimits.longestPath)
        #expect(try path(longest).steps.count == FilterLimits.longestPath)
        #expect(throws: FilterProblem.self) { try path(longest + ".a") }
    }
}
