import Testing

@testable import Sessions

struct StatementTests {
    @Test func `values come back as they were set`() throws {
        let folder = try SessionFolder()
        let database = try Database("\(folder.path)/a.db", .writing)
        try database.run("CREATE TABLE a (n, f, t, e, b, z, x)")
        let insert = try database.prepare("INSERT INTO a VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        insert.bind(1, Int64.min)
        insert.bind(2, 0.25 as Double?)
        insert.bind(3, "tëxt\u{0} and more")
        insert.bind(4, "")
        insert.bindNull(7)
        let some: [UInt8] = [0, 1, 2]
        let none: [UInt8] = []
        let isDone = insert.bind(5, some.span.bytes) { insert.bind(6, none.span.bytes) { insert.run() } }
        #expect(isDone)
        let select = try database.prepare("SELECT * FROM a")
        #expect(select.step() == .row)
        #expect(select.number(0) == .min && select.fraction(1) == 0.25)
        #expect(select.text(2) == "tëxt\u{0} and more" && select.text(3) == "")
        #expect(select.bytes(4) == [0, 1, 2] && select.bytes(5) == [])
        #expect(select.isNull(6) && select.numberIfAny(6) == nil && select.text(6) == nil && select.bytes(6) == nil)
        #expect(select.fraction(6) == nil)
        #expect(select.step() == .done)
    }

    @Test func `a statement that fails says so, and runs again`() throws {
        let folder = try SessionFolder()
        let database = try Database("\(folder.path)/a.db", .writing)
        try database.run("CREATE TABLE a (n INTEGER PRIMARY KEY)")
        let insert = try database.prepare("INSERT INTO a VALUES (?1)")
        insert.bind(1, 7)
        #expect(insert.run())
        #expect(!insert.run())
        insert.bind(1, nil as Int64?)
        #expect(insert.run())
        #expect(try database.number("SELECT count(*) FROM a") == 2)
    }
}
