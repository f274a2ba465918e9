import Testing

@testable import PayloadViews

struct PackedItemTests {
    @Test func `the same byte means different things in the two languages`() {
        let bytes: [UInt8] = [0x82]
        var one = ByteCursor(bytes.span.bytes)
        var other = ByteCursor(bytes.span.bytes)
        #expect(PackedLanguage.messagePack.next(&one, bytes.span.bytes) == .map(2))
        #expect(PackedLanguage.cbor.next(&other, bytes.span.bytes) == .array(2))
        #expect("\(PackedLanguage.cbor.title) \(PackedLanguage.messagePack.title)" == "CBOR MessagePack")
    }
}
