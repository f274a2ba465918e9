import TestKit
import Testing

@testable import WebSocketWire

struct FrameDecoderTests {
    /// What a direction's bytes were taken for, whatever way they came.
    private enum Told: Equatable {
        case header(FrameHeader)
        case payload([UInt8])
        case end
    }

    private static func told(_ chunks: [[UInt8]], by decoder: inout FrameDecoder) -> [Told] {
        var told: [Told] = []
        for chunk in chunks {
            var offset = 0
            while let piece = decoder.next(chunk.span.bytes, at: &offset) {
                switch piece {
                case .header(let header): told.append(.header(header))
                case .end: told.append(.end)
                case .payload(let range):
                    #expect(!range.isEmpty && range.upperBound == offset)
                    if case .payload(let before) = told.last {
                        told[told.count - 1] = .payload(before + chunk[range])
                    } else {
                        told.append(.payload(Array(chunk[range])))
                    }
                }
            }
            if !decoder.isLost { #expect(offset == chunk.count) }
        }
        return told
    }

    private static func told(_ bytes: [UInt8]) -> [Told] {
        var decoder = FrameDecoder()
        return told([bytes], by: &decoder)
    }

    private static func expected(_ frames: [FrameBytes]) -> [Told] {
        frames.flatMap { frame -> [Told] in
            guard let header = header(in: frame.header) else { return [] }
            let payload = Array(frame.wire.dropFirst(frame.header.count))
            return [.header(header)] + (payload.isEmpty ? [] : [.payload(payload)]) + [.end]
        }
    }

    private static let samples: [[FrameBytes]] = [
        [text("")],
        [text("Hello")],
        [FrameBytes(key: 0x37fa_213d, payload: Array("Hello".utf8))],
        [
            text("a", final: false), FrameBytes(opcode: .ping), more("b"),
            FrameBytes(opcode: .close, payload: [3, 232]),
        ],
        [FrameBytes(opcode: .binary, form: .sixtyFour, payload: [1, 2, 3]), text("x")],
        [FrameBytes(opcode: .binary, key: 1, form: .sixteen, payload: []), FrameBytes(key: 2, form: .sixtyFour)],
        [FrameBytes(opcode: Opcode(rawValue: 11), isFinal: false, reserved: 7, key: 3, payload: [9])],
        [FrameBytes(opcode: .binary, key: 0xa1b2_c3d4, payload: .noise(126, seed: 1)), text("z")],
        [FrameBytes(payload: .noise(125, seed: 2)), FrameBytes(payload: .noise(127, seed: 3))],
    ]

    @Test(arguments: samples)
    func `frames are the same however their bytes arrive`(_ frames: [FrameBytes]) {
        let expected = Self.expected(frames)
        forEveryChunking(of: frames.flatMap(\.wire)) { chunks in
            var decoder = FrameDecoder()
            #expect(Self.told(chunks, by: &decoder) == expected)
            #expect(!decoder.isInsideFrame)
            #expect(decoder.partialHeaderLength == 0)
        }
    }

    @Test(arguments: FrameHeader.LengthForm.allCases, [nil, 0x0a0b_0c0d] as [UInt32?])
    func `a header is gathered byte by byte`(_ form: FrameHeader.LengthForm, _ key: UInt32?) {
        let frame = FrameBytes(key: key, form: form, payload: [1, 2])
        var decoder = FrameDecoder()
        for (index, byte) in frame.header.enumerated() {
            #expect(decoder.partialHeaderLength == index)
            #expect(decoder.isInsideFrame == (index > 0))
            let isLast = index == frame.header.count - 1
            #expect(Self.told([[byte]], by: &decoder).count == (isLast ? 1 : 0))
        }
        #expect(decoder.partialHeaderLength == 0)
        #expect(decoder.isInsideFrame)
    }

    @Test
    func `a hundred thousand frames in one feed are all told`() {
        let frames =
            [FrameBytes](repeating: text(""), count: 50_000) + [FrameBytes](repeating: text("a"), count: 50_000)
        #expect(Self.told(frames.flatMap(\.wire)) == Self.expected(frames))
    }

    @Test(arguments: [UInt64(1) << 31, 5 << 30, 1 << 63 - 1, 1 << 63, .max])
    func `a frame of any told length goes on until it has come`(_ length: UInt64) {
        let frame = FrameBytes(opcode: .binary, form: .sixtyFour, toldLength: length)
        var decoder = FrameDecoder()
        #expect(Self.told([frame.header, [1, 2, 3]], by: &decoder).count == 2)
        var rest = length - 3
        while rest > 0 {
            let step = Int(min(rest, UInt64(Int.max)))
            #expect(decoder.skip(step) == .inPayload(UInt64(step)))
            rest -= UInt64(step)
        }
        #expect(Self.told([text("x").wire], by: &decoder) == [.end] + Self.expected([text("x")]))
    }

    @Test
    func `a frame of gigabytes is fed in pieces`() {
        let block = [UInt8](repeating: 7, count: 1 << 20)
        let length = UInt64(3) << 30 + 5
        var decoder = FrameDecoder()
        _ = Self.told([FrameBytes(opcode: .binary, form: .sixtyFour, toldLength: length).header], by: &decoder)
        var fed: UInt64 = 0
        while fed < length {
            var offset = 0
            guard case .payload(let range) = decoder.next(block.span.bytes, at: &offset) else { break }
            fed += UInt64(range.count)
            if fed == length {
                #expect(offset == 5)
                #expect(decoder.next(block.span.bytes, at: &offset) == .end)
            }
        }
        #expect(fed == length)
        #expect(!decoder.isInsideFrame)
    }
}

extension FrameDecoderTests {
    @Test(arguments: 0...6)
    func `a hole inside a payload loses its own bytes only`(_ before: Int) {
        let frame = text("abcdef")
        for count in 0...(6 - before) {
            var decoder = FrameDecoder()
            _ = Self.told([Array(frame.wire.prefix(2 + before))], by: &decoder)
            guard before < 6 else { continue }
            #expect(decoder.skip(count) == .inPayload(UInt64(count)))
            let rest = Array(frame.wire.dropFirst(2 + before + count))
            let payload: [Told] = rest.isEmpty ? [] : [.payload(rest)]
            #expect(Self.told([rest + text("x").wire], by: &decoder) == payload + [.end] + Self.expected([text("x")]))
        }
    }

    @Test
    func `a hole beyond the payload's end loses the place, and says how much of the payload`() {
        var decoder = FrameDecoder()
        _ = Self.told([Array(text("abcdef").wire.prefix(4))], by: &decoder)
        #expect(decoder.skip(5) == .lost(payload: 4))
        #expect(decoder.isLost)
        #expect(!decoder.isInsideFrame)
        #expect(Self.told([text("x").wire], by: &decoder) == [])
        #expect(decoder.skip(1) == .lost(payload: nil))
        decoder.resume()
        #expect(Self.told([text("x").wire], by: &decoder) == Self.expected([text("x")]))
    }

    @Test(arguments: 0...9)
    func `a hole inside a header or at a border loses the place`(_ before: Int) {
        let header = FrameBytes(key: 5, form: .sixtyFour, toldLength: 3).header
        var decoder = FrameDecoder()
        _ = Self.told([Array(header.prefix(before))], by: &decoder)
        #expect(decoder.skip(1) == .lost(payload: nil))
        #expect(decoder.isLost)
        decoder.resume()
        #expect(decoder.partialHeaderLength == 0)
    }

    @Test
    func `no bytes missing is no hole`() {
        var decoder = FrameDecoder()
        #expect(decoder.skip(0) == .inPayload(0))
        _ = Self.told([[0x81]], by: &decoder)
        #expect(decoder.skip(0) == .inPayload(0))
        #expect(Self.told([[0x00]], by: &decoder).count == 2)
    }

    @Test
    func `a lost decoder takes nothing until it resumes`() {
        var decoder = FrameDecoder()
        decoder.lose()
        #expect(Self.told([text("x").wire], by: &decoder) == [])
        decoder.resume()
        #expect(Self.told([text("x").wire], by: &decoder).count == 3)
    }

    @Test
    func `no bytes and no holes stop the program, and all bytes are accounted for`() {
        var random = SeededRandom(seed: 11)
        for _ in 0..<3_000 {
            var decoder = FrameDecoder()
            for _ in 0..<12 {
                if Int.random(in: 0..<5, using: &random) == 0 {
                    _ = decoder.skip(Int.random(in: -3...200, using: &random))
                } else {
                    let count = Int.random(in: 0...40, using: &random)
                    let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
                    _ = Self.told([bytes], by: &decoder)
                }
                if decoder.isLost { decoder.resume() }
            }
        }
    }
}
