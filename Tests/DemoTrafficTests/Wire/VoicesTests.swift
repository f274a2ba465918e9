import ByteStreams
import Testing
import WebSocketWire

@testable import DemoTraffic

struct VoicesTests {
    /// The headers of frames that follow each other.
    private static func headers(_ bytes: [UInt8]) -> [FrameHeader] {
        var headers: [FrameHeader] = []
        var at = 0
        while let header = FrameHeader.read(bytes.span.bytes, at: at) {
            headers.append(header)
            at += header.headerLength + Int(header.length)
        }
        return at == bytes.count ? headers : []
    }

    private static let message = DataMessage(
        opcode: .text, payload: Array(String(repeating: "again and again ", count: 20).utf8))

    @Test
    func `a message goes plain where no compression was agreed on`() {
        var voices = Voices(deflate: nil, Chance(seed: 1))
        let headers = Self.headers(voices.bytes(of: Self.message, from: .fromServer))
        #expect(headers.map(\.length) == [320] && headers.map(\.reservedBits) == [0])
        #expect(voices.memory == 0)
    }

    @Test
    func `compression shows in RSV1 and in the length, and is left out where a message asks for it`() {
        var voices = Voices(deflate: DeflateParameters(), Chance(seed: 1))
        let compressed = Self.headers(voices.bytes(of: Self.message, from: .fromClient))
        #expect(compressed.map(\.reservedBits) == [4] && compressed[0].length < 60)
        var plain = Self.message
        plain.isPlain = true
        #expect(Self.headers(voices.bytes(of: plain, from: .fromClient)).map(\.reservedBits) == [0])
    }

    @Test
    func `each side keeps its window or not, as agreed on`() {
        var voices = Voices(deflate: DeflateParameters(serverNoContextTakeover: true), Chance(seed: 1))
        let server = (0..<2).map { _ in Self.headers(voices.bytes(of: Self.message, from: .fromServer))[0].length }
        let client = (0..<2).map { _ in Self.headers(voices.bytes(of: Self.message, from: .fromClient))[0].length }
        #expect(server[0] == server[1])
        #expect(client[0] > client[1])
    }

    @Test
    func `a message in several frames has RSV1 on the first and FIN on the last`() {
        var voices = Voices(deflate: DeflateParameters(), Chance(seed: 1))
        var message = Self.message
        message.frames = 3
        let headers = Self.headers(voices.bytes(of: message, from: .fromServer))
        #expect(headers.map(\.opcode) == [.text, .continuation, .continuation])
        #expect(headers.map(\.reservedBits) == [4, 0, 0])
        #expect(headers.map(\.isFinal) == [false, false, true])
    }

    @Test
    func `an empty message is one frame`() {
        var voices = Voices(deflate: nil, Chance(seed: 1))
        let message = DataMessage(opcode: .text, payload: [], frames: 4)
        #expect(voices.bytes(of: message, from: .fromServer) == [0x81, 0])
    }

    @Test
    func `keys differ from frame to frame`() {
        var voices = Voices(deflate: nil, Chance(seed: 1))
        let masks = (0..<50).compactMap { _ in
            Self.headers(voices.bytes(of: OutgoingFrame(.ping, [1]), from: .fromClient)).first?.mask
        }
        #expect(Set(masks).count == 50)
    }
}
