import TestKit
import Testing

@testable import WebSocketWire

struct FrameSearchTests {
    /// What traffic looks like in one direction.
    enum Kind: CaseIterable {
        case text, binary, compressed, mixed

        /// A payload, and whether it is compressed.
        fileprivate func frame(_ number: Int, isMasked: Bool, by deflater: Deflater) -> FrameBytes {
            let key: UInt32? = isMasked ? UInt32(truncatingIfNeeded: number &* 0x9e37_79b9 &+ 0x1234_5678) : nil
            let json = PlainMessages.json(number, words: 1 + number % 5)
            switch self {
            case .text: return FrameBytes(key: key, payload: json)
            case .binary:
                return FrameBytes(
                    opcode: .binary, key: key, payload: .noise(20 + number * 7 % 300, seed: UInt64(number)))
            case .compressed: return FrameBytes(reserved: 4, key: key, payload: deflater.message(json))
            case .mixed where number % 4 == 1: return FrameBytes(opcode: .ping, key: key, payload: [1, 2, 3, 4])
            case .mixed: return Kind.allCases[number % 3].frame(number, isMasked: isMasked, by: deflater)
            }
        }
    }

    /// Frames in a row, and where each of them begins.
    private static func traffic(_ kind: Kind, isMasked: Bool, _ count: Int) -> (bytes: [UInt8], borders: [Int]) {
        let deflater = Deflater()
        var bytes: [UInt8] = []
        var borders: [Int] = []
        for number in 0..<count {
            borders.append(bytes.count)
            bytes += kind.frame(number, isMasked: isMasked, by: deflater).wire
        }
        return (bytes, borders)
    }

    private static func found(_ chunks: [[UInt8]], _ search: FrameSearch) -> FrameSearch.Border? {
        var search = search
        for chunk in chunks {
            if let border = search.feed(chunk.span.bytes) { return border }
        }
        return search.finish()
    }

    @Test(arguments: Kind.allCases, [true, false])
    func `traffic that is cut anywhere goes on at a true border`(_ kind: Kind, _ isMasked: Bool) {
        let (bytes, borders) = Self.traffic(kind, isMasked: isMasked, 40)
        var random = SeededRandom(seed: 1)
        var missed = 0
        var wrong = 0
        var skipped = 0
        let cuts = (0..<150).map { _ in Int.random(in: 0..<borders[20], using: &random) }
        for cut in cuts {
            let search = FrameSearch(masking: isMasked ? .required : .forbidden, reservedBit1: true)
            guard let border = Self.found([Array(bytes[cut...])], search) else {
                missed += 1
                continue
            }
            if borders.contains(cut + border.offset) {
                skipped += borders.count { $0 >= cut && $0 < cut + border.offset }
            } else {
                wrong += 1
            }
            #expect(border.isMasked == isMasked)
        }
        #expect(missed == 0)
        // A false header whose length ends at a true border by chance cannot be told from a true one.
        #expect(wrong * 16 <= cuts.count, "\(wrong) of \(cuts.count) borders are none")
        #expect(skipped * 10 <= cuts.count, "\(skipped) frames are skipped")
    }

    @Test(arguments: Kind.allCases, [true, false])
    func `the same border is found however the bytes arrive`(_ kind: Kind, _ isMasked: Bool) {
        let (bytes, _) = Self.traffic(kind, isMasked: isMasked, 12)
        for masking in [nil, isMasked ? .required : .forbidden] as [Masking?] {
            for cut in [1, 9, 30] {
                let rest = Array(bytes.dropFirst(cut).prefix(400))
                let search = FrameSearch(masking: masking, reservedBit1: true)
                let whole = Self.found([rest], search)
                forEveryChunking(of: rest) { chunks in
                    #expect(Self.found(chunks, search) == whole)
                }
            }
        }
    }

    @Test
    func `noise gives hardly any border`() {
        var found = 0
        for seed in UInt64(0)..<400 {
            let masking: Masking? = [nil, .required, .forbidden][Int(seed % 3)]
            let search = FrameSearch(masking: masking, reservedBit1: seed % 2 == 0)
            if Self.found([.noise(2_000, seed: seed)], search) != nil { found += 1 }
        }
        #expect(found <= 6, "\(found) of 400 stretches of noise have a border")
    }

    @Test
    func `noise of a whole window gives hardly any border`() {
        var found = 0
        for seed in UInt64(0)..<24 {
            let search = FrameSearch(masking: .forbidden, reservedBit1: true)
            if Self.found([.noise(Limits.searchWindow, seed: seed)], search) != nil { found += 1 }
        }
        #expect(found <= 3, "\(found) of 24 windows of noise have a border")
    }

    @Test(arguments: [UInt8(0), 0x02, 0x20, 0x61, 0x81, 0xff])
    func `a window of one byte is searched in a reasonable time`(_ byte: UInt8) {
        var search = FrameSearch(masking: nil, reservedBit1: true)
        let window = [UInt8](repeating: byte, count: Limits.searchWindow)
        let time = ContinuousClock().measure { _ = search.feed(window.span.bytes) }
        #expect(time < .seconds(20), "\(time)")
    }
}

extension FrameSearchTests {
    @Test
    func `little evidence decides only where nothing more comes`() {
        let frames = [FrameBytes(payload: .noise(30, seed: 1)), FrameBytes(payload: .noise(40, seed: 2))]
        let bytes: [UInt8] = [0x05, 0x06] + frames.flatMap(\.wire)
        var search = FrameSearch(masking: .forbidden, reservedBit1: false)
        #expect(search.feed(bytes.span.bytes) == nil)
        let border = search.finish()
        #expect(border?.offset == 2)
        #expect((0.5...0.99).contains(border?.confidence ?? 0))
    }

    @Test
    func `no bytes and one byte have no border`() {
        var search = FrameSearch(masking: nil, reservedBit1: true)
        #expect(search.finish() == nil)
        #expect(search.feed(RawSpan()) == nil)
        let byte: [UInt8] = [0x81]
        #expect(search.feed(byte.span.bytes) == nil)
        #expect(search.finish() == nil)
    }

    @Test
    func `one frame is enough where the other side is known`() {
        let bytes = FrameBytes(key: 0x0102_0304, payload: Array("hello there".utf8)).wire
        let search = FrameSearch(masking: .required, reservedBit1: false, trust: 8)
        #expect(Self.found([bytes], search)?.offset == 0)
        #expect(Self.found([bytes], FrameSearch(masking: .forbidden, reservedBit1: false, trust: 8)) == nil)
    }

    @Test(arguments: [1, 2, 5])
    func `a border beyond the window is found when the window slides`(_ windows: Int) {
        let (bytes, borders) = Self.traffic(.text, isMasked: true, 30)
        let junk = [UInt8](repeating: 0x20, count: windows * Limits.searchWindow * 2 / 3)
        let stream = junk + bytes
        var search = FrameSearch(masking: .required, reservedBit1: false)
        var at = 0
        var border: FrameSearch.Border?
        while at < stream.count, border == nil {
            if search.room == 0 {
                #expect(search.finish() == nil)
                search.slide()
            }
            let end = min(stream.count, at + min(search.room, 1_400))
            border = search.feed(stream.span.bytes.extracting(at..<end))
            at = end
        }
        #expect(search.window.count <= Limits.searchWindow)
        #expect((border?.offset).map { $0 + search.discarded - junk.count } == borders.first)
    }

    @Test
    func `sliding keeps what candidates know`() {
        let (bytes, _) = Self.traffic(.binary, isMasked: false, 2)
        let junk = [UInt8](repeating: 0x20, count: Limits.searchWindow - bytes.count)
        var search = FrameSearch(masking: .forbidden, reservedBit1: false)
        #expect(search.feed((junk + bytes).span.bytes) == nil)
        #expect(search.room == 0)
        search.slide()
        #expect(search.discarded == Limits.searchWindow / 2)
        #expect(search.room == Limits.searchWindow / 2)
        let rest = Self.traffic(.text, isMasked: false, 8).bytes
        let border = search.feed(rest.span.bytes)
        #expect((border?.offset).map { $0 + search.discarded } == junk.count)
    }

    @Test
    func `evidence grows into confidence`() {
        let confidences = stride(from: 0.0, through: 40, by: 0.5).map {
            FrameSearch.Border(offset: 0, evidence: $0, isMasked: false).confidence
        }
        #expect(confidences == confidences.sorted())
        #expect(confidences.allSatisfy { (0...0.99).contains($0) })
        #expect(confidences.last == 0.99)
        #expect(confidences.first.map { $0 < 0.01 } == true)
        #expect(FrameSearch.Border(offset: 0, evidence: 10, isMasked: false).confidence == 0.5)
    }

    @Test
    func `no bytes stop the program`() {
        var random = SeededRandom(seed: 31)
        let alphabet: [UInt8] = [0x00, 0x01, 0x81, 0x82, 0x80, 0xc1, 0x88, 0x89, 0x7e, 0x7f, 0xfe, 0xff, 0x05, 0x85]
        for _ in 0..<400 {
            let trust = Double.random(in: -20...30, using: &random)
            var search = FrameSearch(
                masking: [nil, .required, .forbidden].randomElement(using: &random) ?? nil,
                reservedBit1: Bool.random(using: &random), trust: trust)
            for _ in 0..<20 {
                let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                    alphabet.randomElement(using: &random) ?? 0
                }
                let border = search.feed(bytes.span.bytes) ?? search.finish()
                if let border { #expect((0..<search.window.count).contains(border.offset)) }
                if Int.random(in: 0..<8, using: &random) == 0 { search.slide() }
            }
        }
    }
}
