import Testing

struct SourceRulesTests {
    @Test(arguments: [
        ("let a = try! b()", "try!"), ("let a = b as! C", "as!"), ("        fatalError(\"x\")", "fatalError("),
        ("guard a else { preconditionFailure(\"x\") }", "preconditionFailure("),
        ("final class A: @unchecked Sendable {}", "@unchecked Sendable"),
        ("nonisolated(unsafe) var a = 1", "nonisolated(unsafe)"), ("import Foundation", "import Foundation"),
        ("package import Foundation", "import Foundation"), ("let url = \"ws://\" + (try! host())", "try!"),
    ])
    func `a forbidden word is found`(_ text: String, _ word: String) {
        #expect(SourceRules.forbiddenWords(in: "let before = 1\n" + text + "\n") == [word])
    }

    @Test(arguments: [
        "import FoundationEssentials", "/// Never `try!` here.", "    // fatalError( would end the program",
        "let alias = 1",
        "logFatalError(1)", "",
    ])
    func `what only resembles a forbidden word is none`(_ text: String) {
        #expect(SourceRules.forbiddenWords(in: text) == [])
    }

    @Test(arguments: [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("a\n\n", 2)])
    func `lines are counted as editors count them`(_ text: String, _ count: Int) {
        #expect(SourceRules.lines(in: text) == count)
    }

    @Test
    func `no source has a forbidden word`() throws {
        for file in try Repository.here.swiftFiles(below: "Sources") {
            #expect(SourceRules.forbiddenWords(in: file.text) == [], "\(file.path)")
        }
    }

    @Test(arguments: ["Sources", "Tests"])
    func `no file is too long`(_ folder: String) throws {
        let files = try Repository.here.files(below: folder)
        try #require(!files.isEmpty)
        for file in files where !file.path.contains("/__pycache__/") {
            #expect(SourceRules.lines(in: file.text) <= SourceRules.longestFile, "\(file.path)")
        }
    }
}
