import Testing

@testable import Filters

struct FieldTests {
    @Test func `fields are found by name and alias`() {
        #expect(Field.named("length")?.name == "length")
        #expect(Field.named("websocket.payload_length")?.name == "frame.length")
        #expect(Field.named("ip.addr")?.name == "ip")
        #expect(Field.named("Length") == nil && Field.named("") == nil && Field.named("json.a") == nil)
    }

    @Test func `help shows what stands behind a name`() {
        #expect(Field.named("json")?.pattern == "json.PATH")
        #expect(Field.named("header")?.pattern == "header.NAME")
        #expect(Field.named("conn")?.pattern == "conn")
    }
}
