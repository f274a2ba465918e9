import Testing

@testable import TLSDecryption

struct TLSAlertTests {
    @Test func `alerts have their names, and two of them are in order`() {
        #expect(TLSAlert(40).description == "handshake_failure (40)")
        #expect(TLSAlert(200).description == "unknown (200)")
        #expect((UInt8.min...UInt8.max).filter { TLSAlert($0).isOrderly } == [0, 90])
    }
}
