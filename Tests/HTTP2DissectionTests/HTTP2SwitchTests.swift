import ByteStreams
import TestKit
import Testing

@testable import HTTP2Dissection

struct HTTP2SwitchTests {
    private static let head = Array("HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n".utf8)

    /// The step at which it was decided, and how many bytes of all belong to HTTP/1.1.
    private func end(_ chunks: [[UInt8]]) -> (HTTP2Switch.Step, Int) {
        let watch = HTTP2Switch(HTTP2Talk.opening, security: nil)
        var seen = 0
        for chunk in chunks {
            let step = watch.accept(chunk.span.bytes, .fromServer)
            switch step {
            case .notYet: seen += chunk.count
            case .never: return (step, seen)
            case .switched(let offset): return (.switched(0), seen + offset)
            }
        }
        return (.notYet, seen)
    }

    @Test func `the switch is seen however the head comes`() {
        forEveryChunking(of: Self.head + [0, 0, 0]) { chunks in
            let (step, count) = end(chunks)
            #expect(step == .switched(0) && count == Self.head.count, "cut as \(chunks)")
        }
    }

    @Test func `other answers are passed over, other switches are for good`() {
        #expect(end([Array("HTTP/1.1 200 OK\r\n\r\n".utf8), Self.head]).0 == .switched(0))
        #expect(end([Array("HTTP/1.1 101 X\r\nUpgrade: websocket\r\n\r\n".utf8)]).0 == .never)
        #expect(end([Array("body".utf8)]).0 == .notYet)
        #expect(end([Array("HTTP/1.1 101 ".utf8) + [UInt8](repeating: 0x61, count: 20_000)]).0 == .never)
        let watch = HTTP2Switch(HTTP2Talk.opening, security: nil)
        #expect(watch.accept(Self.head.span.bytes, .fromClient) == .notYet)
    }
}
