import JSONText
import TestKit
import Testing

@testable import PayloadViews

/// What holds for every view, whatever the bytes are.
struct HostileBytesTests {
    static let kinds: [PayloadFacts.Kind] = [.text, .binary, .other]

    /// Reads bytes in every way there is; what is shown lies in the bytes, is within limits, and has nothing in it that
    /// disturbs a terminal.
    static func read(_ bytes: [UInt8], _ facts: PayloadFacts, formats: [PayloadFormat]) {
        let span = bytes.span.bytes
        var limits = PayloadView.Limits()
        limits.lines = 200
        var line = TextLine()
        let format = PayloadViewer.summarise(span, facts, into: &line)
        #expect((format == nil) == line.bytes.isEmpty)
        #expect(isClean(line.text), "\(bytes)")
        #expect(line.bytes.count < 4_096, "\(line.bytes.count)")
        for format in formats {
            let lines = PayloadViewer.lines(of: span, as: format, facts, limits: limits)
            #expect(lines.count <= limits.lines + 2)
            for line in lines {
                #expect(line.range.lowerBound >= 0 && line.range.upperBound <= bytes.count, "\(format) \(bytes)")
                #expect(line.pieces.allSatisfy { isClean($0.text) }, "\(format) \(bytes)")
            }
        }
    }

    static func isClean(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && !(0x7f..<0xa0).contains($0.value) && !(0x202a...0x202e).contains($0.value)
        }
    }

    @Test(arguments: Sample.all.indices)
    func `a sample cut anywhere is shown as far as it goes`(_ index: Int) {
        let sample = Sample.all[index]
        for count in 0..<sample.bytes.count {
            let bytes = Array(sample.bytes.prefix(count))
            for isWhole in [false, true] {
                var facts = sample.facts
                facts.isWhole = isWhole
                Self.read(bytes, facts, formats: [sample.format])
                for view in PayloadViewer.views(of: bytes.span.bytes, facts) {
                    Self.read(bytes, facts, formats: [view.format])
                }
            }
        }
    }

    @Test(arguments: Sample.all.indices)
    func `a sample changed at random harms nobody`(_ index: Int) {
        let sample = Sample.all[index]
        let connect = Sample.mqtt[2].bytes
        var random = SeededRandom(seed: UInt64(index) + 1_000)
        for round in 0..<400 {
            var bytes = sample.bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 2: bytes[place] = [0x00, 0xff, 0x7f, 0x80, 0x1b, 0x22, 0x7b][round % 7]
                case 3: bytes.remove(at: place)
                default: bytes.insert(contentsOf: bytes[place...].prefix(8), at: place)
                }
            }
            var facts = sample.facts
            facts.isWhole = round % 2 == 0
            if round % 3 == 0 { facts.context.learn(from: connect.span.bytes, .binary) }
            let other = PayloadFormat.allCases[round % PayloadFormat.allCases.count]
            Self.read(bytes, facts, formats: [sample.format, other])
        }
    }

    @Test(arguments: PayloadFormat.allCases)
    func `random bytes harm no view`(_ format: PayloadFormat) {
        var random = SeededRandom(seed: 99)
        for round in 0..<600 {
            let bytes = (0..<Int.random(in: 0..<80, using: &random)).map { _ in
                round % 2 == 0
                    ? UInt8(truncatingIfNeeded: random.next()) : UInt8.random(in: 0x80...0xdf, using: &random)
            }
            Self.read(bytes, PayloadFacts(kind: Self.kinds[round % 3], isWhole: round % 4 < 2), formats: [format])
        }
    }

    static let nests: [(PayloadFormat, [UInt8])] = [
        (.json, [0x5b]), (.json, Array(#"{"a":"#.utf8)), (.messagePack, [0x91]), (.messagePack, [0x81, 0xa1, 0x61]),
        (.messagePack, [0x81]), (.cbor, [0x81]), (.cbor, [0x9f]), (.cbor, [0xc1]), (.cbor, [0xbf]), (.cbor, [0x7f]),
        (.protobuf, [0x0b]), (.signalRPack, [0x91]), (.socketIO, [0x34, 0x32, 0x5b]), (.stomp, [0x0a]),
        (.graphQL, Array(#"{"payload":"#.utf8)), (.jsonRPC, Array(#"[{"jsonrpc":"2.0","error":"#.utf8)),
        (.mqtt, [0x30, 0x80, 0x01]), (.mqtt, [0xc0, 0x00]), (.protobuf, [0x0a, 0x80, 0x01]),
    ]

    @Test(arguments: nests.indices)
    func `what is nested or repeated without end is bounded`(_ index: Int) {
        let (format, unit) = Self.nests[index]
        let bytes = Array(repeatElement(unit, count: 20_000).joined())
        for isWhole in [true, false] {
            for kind in Self.kinds {
                let facts = PayloadFacts(kind: kind, isWhole: isWhole)
                Self.read(bytes, facts, formats: [format])
                #expect(PayloadViewer.views(of: bytes.span.bytes, facts).count >= 2)
            }
        }
    }

    @Test func `protobuf inside protobuf is looked into as deep as the limit`() {
        var bytes: [UInt8] = [0x08, 0x01]
        while bytes.count < 100_000 {
            var length: [UInt8] = []
            var rest = bytes.count
            repeat {
                length.append(UInt8(rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
                rest >>= 7
            } while rest > 0
            bytes = [0x0a] + length + bytes
            if bytes.count > 3_000 { break }
        }
        let lines = PayloadViewer.lines(of: bytes.span.bytes, as: .protobuf, PayloadFacts(kind: .binary))
        #expect(lines.map(\.indent).max() == PayloadView.Limits().depth)
    }

    @Test(arguments: PayloadFormat.allCases)
    func `no more lines and bytes are shown than the limits say, and what is left out is said`(
        _ format: PayloadFormat
    ) {
        var limits = PayloadView.Limits()
        limits.lines = 10
        limits.bytes = 1_000
        let texts: [PayloadFormat: [UInt8]] = [
            .json: Array(("[" + String(repeating: "1,", count: 5_000)).utf8),
            .text: [UInt8](repeating: 0x0a, count: 5_000),
            .messagePack: [0xdc, 0x20, 0x00] + [UInt8](repeating: 1, count: 0x2000),
            .cbor: [0x9f] + [UInt8](repeating: 1, count: 5_000),
            .protobuf: Array(repeatElement([0x08, 0x01], count: 2_500).joined()),
            .mqtt: Array(repeatElement([0xc0, 0x00], count: 2_500).joined()), .hex: [UInt8](repeating: 1, count: 5_000),
        ]
        guard let bytes = texts[format] else { return }
        let lines = PayloadViewer.lines(of: bytes.span.bytes, as: format, PayloadFacts(kind: .binary), limits: limits)
        #expect(lines.count == 12)
        #expect(lines[10].text.hasPrefix("… ") && lines[10].text.hasSuffix(" more lines"))
        #expect(lines[11].text == "… \(LineWriter.grouped(bytes.count - 1_000)) more bytes not looked at")
    }
}
