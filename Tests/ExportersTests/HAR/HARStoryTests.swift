import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection
@testable import Exporters

struct HARStoryTests {
    private static func events(_ entry: String) -> [JSONValue] {
        HARTelling(HARImporterTests.log(entry)).lines.compactMap { JSONValue($0) }
    }

    @Test func `an opening, messages, findings and an end`() {
        let note = ",\"_wscope_findings\":[{\"rule\":\"r\",\"detail\":\"d\"}]"
        let events = Self.events(HARImporterTests.entry("{\"type\":\"send\",\"data\":\"\",\"time\":2},7,{}", note))
        let types = events.map { $0["type"] }
        #expect(types == ["open", "message", "finding", "finding", "close"].map { .string($0) })
        #expect(events[2]["rule"] == .string("wscope-har-unreadable-message"))
        #expect(events[3]["rule"] == .string("r"))
        #expect(events.suffix(3).allSatisfy { $0["time"] == .number("2.000000000") })
    }

    @Test func `numbers go on above those that are told`() {
        let messages = ["\"_seq\":5,", "", "\"_seq\":2,", ""].map { "{\($0)\"type\":\"send\",\"data\":\"\"}" }
        let events = Self.events(HARImporterTests.entry(messages.joined(separator: ",")))
        #expect(events.compactMap { $0["seq"] } == ["5", "6", "2", "7"].map { .number($0) })
    }

    @Test func `a message without a time has that of the one before`() {
        let events = Self.events(
            HARImporterTests.entry("{\"type\":\"send\",\"data\":\"\",\"time\":3},{\"type\":\"send\",\"data\":\"\"}"))
        #expect(events.suffix(3).allSatisfy { $0["time"] == .number("3.000000000") })
    }
}
