import CSQLite
import CaptureKit
import TestKit

/// Damage to the rows of a session, which SQLite takes as they are: values of other types, numbers at a border.
enum RowDamage {
    private static let values: [String] = [
        "-9223372036854775808", "9223372036854775807", "-1", "0", "1", "2", "3", "7", "8", "15", "16", "255", "65536",
        "2147483648", "4294967296", "4611686018427387904", "9e999", "-1.5", "1e308", "NULL", "''", "'client'",
        "'clean'",
        "'0+1 5+'", "'9223372036854775807+9223372036854775807 1+1'", "'0+18446744073709551615'", "'-1+-1'", "'::1'",
        "'error'", "'rfc6455-5.1-unmasked-client-frame'", "'proxy'", "x''", "x'00'", "x'ff'", "x'81fe'",
        "x'8100ff00000000000000ffff'", "x'474554202f20485454502f312e310d0a0d0a'", "x'c3a9ed a080'", "zeroblob(70000)",
        "CAST(x'ff00fe' AS TEXT)", "hex(zeroblob(5000))", "randomblob(0)",
    ]

    /// Statements that change the rows of a session.
    static func statements(for session: [UInt8], by path: String, _ random: inout SeededRandom) -> [String] {
        RecordedSample.remove(path)
        defer { RecordedSample.remove(path) }
        guard write(session, to: path) else { return [] }
        let columns = columns(of: path)
        guard !columns.isEmpty else { return [] }
        return (0...Int.random(in: 0..<12, using: &random)).map { _ in
            let (table, column) = columns[Int.random(in: 0..<columns.count, using: &random)]
            let value = values.randomElement(using: &random) ?? "0"
            let row = Int.random(in: 0..<40, using: &random)
            let chosen =
                "WHERE rowid = (SELECT rowid FROM \(table) LIMIT 1 OFFSET \(row) % (SELECT count(*) FROM \(table)))"
            switch Int.random(in: 0..<8, using: &random) {
            case 0: return "DELETE FROM \(table) \(chosen)"
            case 1: return "UPDATE OR IGNORE \(table) SET \(column) = \(value)"
            case 2: return "UPDATE OR IGNORE \(table) SET \(column) = \(column) + \(value) \(chosen)"
            default: return "UPDATE OR IGNORE \(table) SET \(column) = \(value) \(chosen)"
            }
        }
    }

    /// Runs statements on a session; those that fail change nothing.
    static func run(_ statements: [String], on path: String) {
        guard !statements.isEmpty else { return }
        withDatabase(path) { database in
            for statement in statements { sqlite3_exec(database, statement, nil, nil, nil) }
        }
    }

    private static func columns(of path: String) -> [(table: String, column: String)] {
        let query = """
            SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c
            WHERE t.type = 'table' AND t.name IN ('connection', 'message', 'payload', 'finding')
            ORDER BY t.name, c.cid
            """
        var columns: [(table: String, column: String)] = []
        withDatabase(path) { database in
            var statement: OpaquePointer?
            guard sqlite3_prepare_v2(database, query, -1, &statement, nil) == SQLITE_OK else { return }
            defer { sqlite3_finalize(statement) }
            while sqlite3_step(statement) == SQLITE_ROW {
                guard let table = sqlite3_column_text(statement, 0), let column = sqlite3_column_text(statement, 1)
                else { continue }
                columns.append((String(cString: table), String(cString: column)))
            }
        }
        return columns
    }

    private static func withDatabase(_ path: String, _ body: (OpaquePointer?) -> Void) {
        var database: OpaquePointer?
        defer { sqlite3_close_v2(database) }
        if sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK { body(database) }
    }
}
