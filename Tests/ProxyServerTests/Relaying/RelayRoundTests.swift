import NIOCore
import NIOEmbedded
import Testing

@testable import ProxyServer

struct RelayRoundTests {
    @Test func `what is read in one turn of the event loop goes out together at its end, in order`() throws {
        let bench = EmbeddedDesk()
        let (near, client) = try bench.leg(.fromClient)
        let (far, server) = try bench.leg(.fromServer)
        near.relay(to: far)
        far.relay(to: near)
        try client.writeInbound(ByteBuffer(string: "one "))
        try server.writeInbound(ByteBuffer(string: "answer"))
        try client.writeInbound(ByteBuffer(string: "two"))
        #expect(try server.sent() == "")
        bench.loop.run()
        #expect(try server.sent() == "one two")
        #expect(try client.sent() == "answer")
        try client.writeInbound(ByteBuffer(string: "three"))
        bench.desk.round.finish()
        #expect(try server.sent() == "three")
        bench.loop.run()
        _ = try? client.finish()
        _ = try? server.finish()
    }

    @Test func `so many pieces do not wait for the end of the turn`() throws {
        let bench = EmbeddedDesk()
        let (near, client) = try bench.leg(.fromClient)
        let (far, server) = try bench.leg(.fromServer)
        near.relay(to: far)
        for _ in 0..<ProxyLimits.piecesInRound { try client.writeInbound(ByteBuffer(string: "x")) }
        #expect(try server.sent().count == ProxyLimits.piecesInRound)
        bench.loop.run()
        _ = try? client.finish()
        _ = try? server.finish()
    }
}
