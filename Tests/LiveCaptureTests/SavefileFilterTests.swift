import ByteStreams
import Packets
import Testing

@testable import LiveCapture

struct SavefileFilterTests {
    private func isAccepted(_ bytes: [UInt8], _ linkType: UInt32, by filter: inout SavefileFilter) -> Bool {
        let packet = CapturedPacket(
            number: 1, time: Timestamp(nanoseconds: 0), linkType: LinkType(rawValue: linkType),
            originalLength: bytes.count)
        return withSpan(bytes) { filter.accepts(packet, bytes: $0) }
    }

    @Test
    func `packets of several link types pass one filter`() throws {
        var filter = try SavefileFilter("tcp port 8080")
        let other = PacketSample(destination: 9_090)
        for _ in 0..<2 {
            for (linkType, yes, no) in [
                (1 as UInt32, PacketSample().ethernet, other.ethernet),
                (113, PacketSample().cooked, other.cooked), (101, PacketSample().internet, other.internet),
            ] {
                #expect(isAccepted(yes, linkType, by: &filter))
                #expect(!isAccepted(no, linkType, by: &filter))
            }
        }
        #expect(filter.remark == nil)
    }

    @Test
    func `packets that the filter cannot be asked of are left out and told`() throws {
        var filter = try SavefileFilter("ether host 02:02:02:02:02:02 and tcp")
        #expect(isAccepted(PacketSample().ethernet, 1, by: &filter))
        for _ in 0..<3 {
            #expect(!isAccepted(PacketSample().internet, 101, by: &filter))
        }
        #expect(filter.unasked == 3)
        #expect(
            filter.remark
                == "3 packets were left out because the filter cannot be asked of their link type (Raw IP)")
    }

    @Test
    func `an expression that suits wireless networks alone is taken`() throws {
        var filter = try SavefileFilter("wlan type mgt")
        #expect(!isAccepted(PacketSample().ethernet, 1, by: &filter))
        #expect(filter.unasked == 1)
    }

    @Test
    func `an expression that suits no link type is refused`() {
        #expect(throws: CaptureError.self) { _ = try SavefileFilter("tcp prot 80") }
    }
}
