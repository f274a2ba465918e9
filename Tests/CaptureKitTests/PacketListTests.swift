import CaptureKit
import Testing

struct PacketListTests {
    private let list = PacketList([
        PacketList.Packet(time: 1_700_000_000_123_456_789, linkType: 1, originalLength: 3, bytes: [1, 2, 3]),
        PacketList.Packet(time: 1_700_000_001_000_000_001, linkType: 1, originalLength: 90, bytes: []),
        PacketList.Packet(time: 5, linkType: 1, originalLength: 5, bytes: [1, 2, 3, 4, 5]),
    ])

    @Test(arguments: PacketList.Order.allCases)
    func `packets written and read again are the same`(_ order: PacketList.Order) {
        #expect(PacketList(of: list.pcap(order)).packets == list.packets)
        var mixed = list
        mixed.packets[1].linkType = 101
        #expect(PacketList(of: mixed.pcapng(order)).packets == mixed.packets)
    }

    @Test
    func `a shift changes nothing but the times`() {
        let shifted = list.shifted(by: 10)
        #expect(shifted.packets[2].time == 15)
        #expect(shifted.shifted(by: -10).packets == list.packets)
    }
}
