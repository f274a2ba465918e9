import Testing

@testable import Sessions

struct SessionSchemaTests {
    @Test func `the tables are there, under the numbers that say what they are`() throws {
        let folder = try SessionFolder()
        let database = try Database("\(folder.path)/a.db", .writing)
        try database.run(SessionSchema.settings)
        try database.run(SessionSchema.tables)
        #expect(try database.number("PRAGMA application_id") == 0x7773_6370)
        #expect(try database.number("PRAGMA user_version") == 1)
        for table in ["meta", "connection", "message", "payload", "finding"] {
            #expect(try database.number("SELECT count(*) FROM \(table)") == 0)
        }
        #expect(try database.number("SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL") == 0)
    }
}
