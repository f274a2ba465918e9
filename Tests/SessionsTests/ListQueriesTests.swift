import Testing

@testable import Sessions

struct ListQueriesTests {
    @Test(arguments: [
        ListQueries.preview, ListQueries.whole, ListQueries.scan, ListQueries.connection, ListQueries.findingFacts,
        ListQueries.ofConnection, ListQueries.bySeq,
    ])
    func `every question goes to the rows by their keys, and sorts nothing`(_ query: String) throws {
        let folder = try SessionFolder()
        let database = try Database("\(folder.path)/a.db", .writing)
        try database.run(SessionSchema.tables)
        let plan = try database.prepare("EXPLAIN QUERY PLAN " + query)
        var steps: [String] = []
        try database.forEachRow(of: plan) { steps.append($0.text(3) ?? "") }
        #expect(!steps.isEmpty && steps.allSatisfy { $0.contains("PRIMARY KEY") && !$0.contains("SCAN") }, "\(steps)")
    }
}
