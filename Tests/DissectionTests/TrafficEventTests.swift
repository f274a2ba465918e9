import Testing
import WebSocketWire

@testable import Dissection

struct TrafficEventTests {
    @Test func `a large payload shows the bytes that it took over`() {
        var buffer = PayloadBuffer()
        let bytes: [UInt8] = [1, 2, 3]
        buffer.append(bytes.span.bytes)
        let large = LargePayload(buffer)
        #expect(large.withBytes { $0.byteCount } == 3)
        #expect(large.withBytes { $0.copied } == [1, 2, 3])
    }

    @Test func `nothing is troubled unless it is said`() {
        let trouble = Message.Trouble()
        #expect((trouble.missing, trouble.holes, trouble.isIncomplete, trouble.doubt) == (0, [], false, []))
    }
}
