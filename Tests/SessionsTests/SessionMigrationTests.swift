import Testing

@testable import Sessions

struct SessionMigrationTests {
    @Test func `the tables are those that all steps lead to`() {
        #expect(SessionMigration.current.version == Int64(SessionSchema.version))
    }

    @Test func `an older session is brought up to date on a copy, step by step`() throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        try SessionFile.make(path, [("source", "x")])
        let before = folder.read("a.wscope")
        let migration = SessionMigration(steps: [
            "ALTER TABLE message ADD COLUMN mark INTEGER", "UPDATE meta SET value = value || ' and y'",
        ])
        #expect(migration.version == 3)
        let copy = try SessionFile.reading(path, migration)
        #expect(try copy.number("SELECT value = 'x and y' FROM meta WHERE name = 'source'") == 1)
        #expect(try copy.number("SELECT count(mark) FROM message") == 0)
        #expect(try copy.number("PRAGMA user_version") == 3)
        #expect(folder.read("a.wscope") == before)
        #expect(folder.names.allSatisfy { $0.hasPrefix("a.wscope") })
        let second = try SessionFile.reading(path, SessionMigration(steps: ["CREATE TABLE extra (a)"]))
        #expect(try second.number("SELECT count(*) FROM extra") == 0)
    }

    @Test func `a step that fails is told`() throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        try SessionFile.make(path, [])
        #expect(throws: SessionError.self) {
            _ = try SessionFile.reading(path, SessionMigration(steps: ["ALTER TABLE nothing ADD COLUMN a"]))
        }
    }
}
