import ByteStreams
import Glibc
import Packets
import Testing

@testable import LiveCapture

@Suite(.enabled(if: LoopbackSample.isPermitted, "capturing needs root or cap_net_raw"))
struct CaptureDeviceTests {
    @Test
    func `loopback is open with its facts`() throws {
        var settings = CaptureSettings()
        settings.snapLength = 1_000
        let device = try CaptureDevice("lo", settings)
        #expect(device.name == "lo")
        #expect(device.linkType == LinkType(rawValue: 1))
        #expect(device.snapLength == 1_000)
        #expect(device.remark == nil)
        #expect(device.statistics == CaptureStatistics())
    }

    @Test
    func `all interfaces together have a link type of their own`() throws {
        #expect([113, 276].contains(try CaptureDevice("any", CaptureSettings()).linkType.rawValue))
    }

    @Test
    func `a packet has the time of the system and is cut at the snap length`() throws {
        let (descriptor, port) = try #require(LoopbackSample.socketOnAnyPort())
        defer { close(descriptor) }
        var settings = CaptureSettings()
        settings.filter = "udp port \(port)"
        settings.snapLength = 60
        let device = try CaptureDevice("lo", settings)
        #expect(try device.next() == nil)
        #expect(device.bytes.byteCount == 0)
        let before = time(nil)
        #expect(send(descriptor, [UInt8](repeating: 9, count: 500), 500, 0) == 500)
        var request = pollfd(fd: device.descriptor, events: Int16(POLLIN), revents: 0)
        #expect(poll(&request, 1, 5_000) == 1)
        let packet = try #require(try device.next())
        #expect(packet.originalLength == 542)
        #expect(device.bytes.byteCount == 60)
        let seconds = Int(packet.time.nanoseconds / 1_000_000_000)
        #expect((before - 1...before + 5).contains(seconds))
        #expect(try device.next() == nil)
        #expect(device.statistics.captured == 1)
    }

    @Test
    func `an unknown interface is refused with those that there are`() {
        let error = #expect(throws: CaptureError.self) { try CaptureDevice("wscope-none", CaptureSettings()) }
        guard case .noSuchInterface("wscope-none", let known) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(known.contains("lo"))
    }

    @Test
    func `a wrong filter is refused`() {
        var settings = CaptureSettings()
        settings.filter = "tcp prot 80"
        let error = #expect(throws: CaptureError.self) { try CaptureDevice("lo", settings) }
        guard case .wrongFilter("tcp prot 80", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
