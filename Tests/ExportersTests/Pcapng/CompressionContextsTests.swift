import ByteStreams
import Testing
import WebSocketWire

@testable import Exporters

struct CompressionContextsTests {
    static func contexts(_ extensions: String?) throws -> CompressionContexts {
        guard let extensions else { return CompressionContexts(nil) }
        let request = try #require(
            Sample.head("GET / HTTP/1.1\nHost: a\nUpgrade: websocket\nSec-WebSocket-Extensions: \(extensions)\n\n"))
        let response = try #require(
            Sample.head("HTTP/1.1 101 S\nUpgrade: websocket\nSec-WebSocket-Extensions: \(extensions)\n\n"))
        return CompressionContexts(Upgrade(request: request, response: response))
    }

    @Test(arguments: [
        (nil, false, false), ("permessage-deflate", false, false),
        ("permessage-deflate; client_no_context_takeover", true, false),
        ("permessage-deflate; server_no_context_takeover", false, true),
        ("permessage-deflate; server_no_context_takeover; client_no_context_takeover", true, true),
    ])
    func `a message left out breaks what is shared between messages`(
        _ extensions: String?, _ client: Bool, _ server: Bool
    ) throws {
        var contexts = try Self.contexts(extensions)
        #expect(contexts.isIntact(.fromClient) && contexts.isIntact(.fromServer))
        contexts.skip(.fromClient)
        #expect(contexts.isIntact(.fromServer))
        contexts.skip(.fromServer)
        #expect(contexts.isIntact(.fromClient) == client)
        #expect(contexts.isIntact(.fromServer) == server)
    }
}
