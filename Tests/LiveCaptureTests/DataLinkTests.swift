import Packets
import Testing

@testable import LiveCapture

struct DataLinkTests {
    @Test(
        arguments: [
            (0, 0), (1, 1), (9, 9), (11, 100), (12, 101), (15, 102), (16, 103), (19, 106), (113, 113), (276, 276),
        ] as [(Int32, UInt32)])
    func `libpcap and the registry of link types are translated both ways`(_ dataLink: Int32, _ linkType: UInt32) {
        #expect(DataLink(rawValue: dataLink).linkType == LinkType(rawValue: linkType))
        #expect(DataLink(LinkType(rawValue: linkType)).rawValue == dataLink)
    }

    @Test
    func `every number can be translated`() {
        for number in [UInt32.max, 1 << 31, 99_999] {
            #expect(DataLink(LinkType(rawValue: number)).linkType == LinkType(rawValue: number))
        }
    }

    @Test(arguments: [(1, "Ethernet"), (101, "Raw IP"), (99_999, "link type 99999")] as [(UInt32, String)])
    func `a link type has a title`(_ number: UInt32, _ title: String) {
        #expect(LinkType(rawValue: number).title == title)
    }
}
