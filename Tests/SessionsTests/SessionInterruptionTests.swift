import Testing

@testable import Sessions

struct SessionInterruptionTests {
    @Test func `long work goes on as long as nobody asks for its end`() throws {
        let folder = try SessionFolder()
        let database = try Database("\(folder.path)/a.db", .writing)
        let long = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000) SELECT max(i) FROM n"
        #expect(try database.number(long) == 300_000)
    }
}
