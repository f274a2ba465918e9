import Testing

@testable import Filters

struct FilterTests {
    @Test func `random filters print as what they are`() throws {
        var filters = SampleFilters(seed: 1)
        for _ in 0..<5_000 {
            let text = filters.next()
            let filter = try Filter(text)
            let printed = filter.description
            let again = try Filter(printed)
            #expect(again == filter, "\(text) as \(printed)")
            #expect(again.description == printed)
        }
    }

    @Test func `every field can be asked by all its names`() throws {
        for field in Field.all {
            for name in [field.name] + field.aliases {
                let text = name + (field.argument == .header ? ".x" : "")
                #expect(try Filter(text).condition.leaves.first?.reference.field == field)
            }
        }
    }

    @Test(
        arguments: [
            ("host == a and ip == 1.1.1.1", []), ("length > 5", []), ("text", .payload), ("json.a", .payload),
            ("payload contains \"a\"", .payload), ("code == 1", .payload), ("reason == a", .payload), ("fin", .frames),
            ("finding or severity", .findings), ("delta > 1", .order), ("not (fin and text)", [.frames, .payload]),
            ("websocket.payload.ping", .payload),
        ] as [(String, Filter.Needs)])
    func `a filter says what it needs`(_ text: String, _ needs: Filter.Needs) throws {
        #expect(try Filter(text).needs == needs)
    }

    @Test func `equal filters are equal in any spelling`() throws {
        #expect(try Filter("length > 1k && websocket.opcode == 1") == Filter("(length>1000) and opcode == text"))
        #expect(try Filter("rtt > 12ms") == Filter("rtt gt 0.012"))
        #expect(try Filter("header.X-A") == Filter("header.x-a"))
        #expect(try Filter("length > 1k") != Filter("length >= 1k"))
    }
}
