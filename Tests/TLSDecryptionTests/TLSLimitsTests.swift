import ByteStreams
import Testing

@testable import TLSDecryption

struct TLSLimitsTests {
    @Test func `all connections together wait within their limit`() {
        #expect(TLSLimits.held < TLSLimits.heldAtAll)
        #expect(TLSLimits.patience == 10_000_000_000)
    }

    @Test func `of many connections that stay closed the first are remembered, and all are counted`() {
        var decryptor = TLSDecryptor(waits: false)
        for serial in 0..<TLSLimits.remembered + 10 {
            let stream = StreamID(slot: 0, serial: serial)
            for event in [
                Step.Event.opened(Trace8448.opening), .bytes(.fromClient, Trace8448.clientData), .ended(.complete),
            ] {
                Step(stream: stream, time: Trace8448.time(serial), event: event).withEvent {
                    decryptor.accept($0, of: stream, at: Trace8448.time(serial)) { _, _, _ in }
                }
            }
        }
        #expect(decryptor.unopened.count == TLSLimits.remembered)
        #expect(decryptor.unopenedCount == TLSLimits.remembered + 10)
    }
}
