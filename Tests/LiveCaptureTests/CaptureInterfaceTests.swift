import ByteStreams
import LiveCapture
import Packets
import Testing

struct CaptureInterfaceTests {
    @Test
    func `loopback is listed with what is known of it`() throws {
        let interfaces = try CaptureInterface.all()
        #expect(interfaces.map(\.name) == CaptureInterface.names)
        let loopback = try #require(interfaces.first { $0.name == "lo" })
        #expect(loopback.traits.contains(.loopback))
        #expect(loopback.traits.contains(.up))
        #expect(loopback.addresses.map(\.description).contains("127.0.0.1/8"))
        #expect(loopback.linkType == (LoopbackSample.isPermitted ? LinkType(rawValue: 1) : nil))
    }
}
