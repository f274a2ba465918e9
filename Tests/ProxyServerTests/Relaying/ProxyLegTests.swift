import NIOCore
import NIOEmbedded
import Testing

@testable import ProxyServer

struct ProxyLegTests {
    @Test func `a channel is closed once all is sent`() throws {
        let bench = EmbeddedDesk()
        let (leg, channel) = try bench.leg(.fromClient)
        leg.send(Array("last".utf8))
        leg.close()
        bench.loop.run()
        #expect(try channel.sent() == "last")
        #expect(throws: ChannelError.self) { try channel.finish() }
    }

    @Test func `nothing is sent where there is nothing`() throws {
        let bench = EmbeddedDesk()
        let (leg, channel) = try bench.leg(.fromServer)
        leg.send([])
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        #expect(leg.isWritable)
        #expect(leg.remote == nil)
        _ = try channel.finish()
    }
}
