import ByteStreams
import Dissection
import Testing

@testable import Sessions

struct MessageRowsTests {
    @Test(arguments: [0, 1, 2, 15, 16, 17, 33])
    func `any number of messages, with payloads in rows of their own`(_ count: Int) throws {
        let folder = try SessionFolder()
        let database = try Database("\(folder.path)/a.db", .writing)
        try database.run(SessionSchema.tables)
        let rows = try MessageRows(database)
        var batch = TrafficBatch()
        for number in 1...(count + 1) {
            var message = RestoredMessage()
            message.connection = 1
            message.number = number
            message.wireLength = 6
            let payload = number % 4 == 0 ? [] : Array("message \(number)".utf8)
            batch.restore(message, payload: payload.span.bytes)
        }
        let headers: [UInt8] = [1, 2, 3, 4, 5, 6]
        let entries = batch.events.prefix(count).enumerated().compactMap { index, event -> MessageRows.Entry? in
            guard case .message(let message) = event else { return nil }
            return MessageRows.Entry(message: message, id: Int64(10 + index), delta: nil, headers: index % 5..<6)
        }
        let isDone = rows.insert(entries, headers: headers.span.bytes, of: batch)
        #expect(isDone)
        #expect(try database.number("SELECT count(*) FROM message") == Int64(count))
        #expect(
            try database.number("SELECT count(*) FROM payload")
                == Int64((1...(count + 1)).count { $0 <= count && $0 % 4 != 0 }))
        let wrong = """
            SELECT count(*) FROM message LEFT JOIN payload ON payload.message = id
            WHERE id != seq + 9 OR length(headers) != 6 - (seq - 1) % 5
                OR coalesce(CAST(bytes AS TEXT), '') != CASE seq % 4 WHEN 0 THEN '' ELSE 'message ' || seq END
            """
        #expect(try database.number(wrong) == 0)
        let isDoneAgain = rows.insert(entries, headers: headers.span.bytes, of: batch)
        #expect(isDoneAgain == (count == 0))
    }
}
