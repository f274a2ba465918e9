import Testing

@testable import Sessions

struct DatabaseTests {
    @Test func `statements run, and numbers are asked for`() throws {
        let folder = try SessionFolder()
        let database = try Database("\(folder.path)/a.db", .writing)
        try database.run("CREATE TABLE a (b INTEGER); INSERT INTO a VALUES (4), (5)")
        #expect(try database.number("SELECT sum(b) FROM a") == 9)
        #expect(try database.number("SELECT b FROM a WHERE b = 7") == 0)
    }

    @Test func `a mistake in a statement is told in words`() throws {
        let folder = try SessionFolder()
        let database = try Database("\(folder.path)/a.db", .writing)
        do throws(SessionError) {
            try database.run("SELECT nonsense")
            Issue.record("it ran")
        } catch {
            #expect(error.problem.contains("nonsense"))
            #expect(error.file == "\(folder.path)/a.db")
        }
        #expect(throws: SessionError.self) { _ = try database.prepare("SELECT") }
        #expect(throws: SessionError.self) { _ = try database.number("SELECT b FROM missing") }
    }

    @Test func `what is only read is never made, nor changed`() throws {
        let folder = try SessionFolder()
        #expect(throws: SessionError.self) { _ = try Database("\(folder.path)/none.db", .reading) }
        #expect(folder.names == [])
        try Database("\(folder.path)/a.db", .writing).run("CREATE TABLE a (b)")
        let reading = try Database("\(folder.path)/a.db", .reading)
        do throws(SessionError) {
            try reading.run("DROP TABLE a")
            Issue.record("it was changed")
        } catch {
            #expect(error.problem == "it may not be written")
        }
    }
}
