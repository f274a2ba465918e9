import Testing

@testable import Sessions

struct SessionConditionTests {
    @Test(arguments: [
        (SessionValue.integer(.min), "integer"), (.real(0.5), "real"), (.text("a\u{0}b"), "text"), (.bytes([]), "blob"),
        (.bytes([0, 255]), "blob"),
    ])
    func `values of every kind reach SQLite as they are`(_ value: SessionValue, _ type: String) throws {
        let folder = try SessionFolder()
        let database = try Database("\(folder.path)/a.db", .writing)
        let statement = try database.prepare("SELECT typeof(?1) = '\(type)', ?1")
        SessionCondition(sql: "", values: [value]).bind(to: statement, from: 1)
        #expect(statement.step() == .row && statement.number(0) == 1)
        switch value {
        case .integer(let number): #expect(statement.number(1) == number)
        case .real(let number): #expect(statement.fraction(1) == number)
        case .text(let text): #expect(statement.text(1) == text)
        case .bytes(let bytes): #expect(statement.bytes(1) == bytes)
        }
    }
}
