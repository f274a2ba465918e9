import TestKit
import Testing
import WebSocketWire

struct HTTPHeadReaderTests {
    static let samples: [(String, [String])] = [
        ("GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n", []),
        ("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", ["rfc9112-2.2-leading-blank-line"]),
        ("HTTP/1.1 101 \r\nA: b\r\n\r\n", []),
        ("HTTP/1.1 101\nA: b\n\n", ["rfc9112-2.2-bare-line-feed", "rfc9112-4-missing-reason-space"]),
        ("GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", ["rfc9112-5.2-line-folding"]),
        ("GET / HTTP/1.1\n\n", ["rfc9112-2.2-bare-line-feed"]),
        ("HTTP/1.1 200 OK\r\n\r\n", []),
    ]

    @Test(arguments: samples)
    func `a head reads the same however its bytes arrive`(_ text: String, _ expected: [String]) throws {
        let wire = Array(text.utf8)
        let whole = try requiredHead(bytes: wire)
        #expect(rules(whole.violations) == expected)
        #expect(whole.raw == wire)
        let next: [UInt8] = [0x81, 0x00]
        forEveryChunking(of: wire + next) { chunks in
            let (outcome, rest) = firstOutcome(of: chunks)
            #expect(outcome == (whole.method == nil ? .response(whole) : .request(whole)))
            #expect(rest == next)
        }
    }

    @Test(
        arguments: [
            ([0x16, 0x03, 0x01], 1), ([0x00], 1), ([0x81, 0x85], 1), (Array("\r\n\r\n{".utf8), 5),
            (Array("SSH-2.0-OpenSSH_9.6\r\n".utf8), 20), (Array("GET\r\n".utf8), 4),
            (Array("ABCDEFGHIJKLMNOPQRSTU /".utf8), 21), (Array("HTTP:".utf8), 5), (Array("HTTPS/1".utf8), 6),
            (Array(" GET / HTTP/1.1".utf8), 1), (Array("GET /\0".utf8), 6), (Array("EHLO mail\r\n".utf8), 11),
            (Array("HTTP/1.1 OK\r\n".utf8), 13), (Array("HTTP/1.1 1011 OK\r\n".utf8), 18),
            (Array("* OK IMAP4\r\n".utf8), 12),
        ] as [([UInt8], Int)])
    func `what is not HTTP is told as soon as it can be`(_ wire: [UInt8], _ needed: Int) {
        forEveryChunking(of: wire) { chunks in
            var reader = HTTPHeadReader()
            for chunk in chunks {
                var offset = 0
                while offset < chunk.count {
                    guard let outcome = reader.feed(chunk.span.bytes, at: &offset) else { continue }
                    #expect(outcome == .notHTTP)
                    break
                }
            }
            #expect(reader.pending == Array(wire[..<needed]))
        }
    }

    @Test
    func `heads follow each other in one direction`() {
        let wire = Array("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3".utf8)
        forEveryChunking(of: wire) { chunks in
            var reader = HTTPHeadReader()
            var targets: [String?] = []
            for chunk in chunks {
                var offset = 0
                while offset < chunk.count {
                    guard case .request(let head) = reader.feed(chunk.span.bytes, at: &offset) else { continue }
                    targets.append(head.target)
                }
            }
            #expect(targets == ["/1", "/2"])
            #expect(reader.pending == Array("GET /3".utf8))
        }
    }

    @Test
    func `a head of the limit is read, and one byte more is too long`() {
        let start = Array("GET / HTTP/1.1\r\nA: ".utf8)
        let end = Array("\r\n\r\n".utf8)
        for excess in 0...1 {
            let filling = [UInt8](repeating: 0x61, count: HTTPHeadReader.limit - start.count - end.count + excess)
            let wire = start + filling + end
            for size in [1, 7, 1000, wire.count] {
                let chunks = stride(from: 0, to: wire.count, by: size).map {
                    Array(wire[$0..<min($0 + size, wire.count)])
                }
                let (outcome, rest) = firstOutcome(of: chunks)
                #expect((outcome == .tooLong) == (excess == 1))
                #expect(rest.count == excess)
            }
        }
    }

    @Test
    func `a reader that has stopped says so again and consumes nothing`() {
        var reader = HTTPHeadReader()
        var offset = 0
        let bytes: [UInt8] = [0x16, 0x03]
        #expect(reader.feed(bytes.span.bytes, at: &offset) == .notHTTP)
        #expect(reader.feed(bytes.span.bytes, at: &offset) == .notHTTP)
        #expect(offset == 1)
    }

    @Test
    func `no bytes stop the program`() {
        var random = SeededRandom(seed: 9112)
        let seeds = Self.samples.map { Array($0.0.utf8) } + [Array((exampleRequest + "\r\n\r\n").utf8)]
        var heads = 0
        for round in 0..<4000 {
            var wire = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<wire.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: wire[place] = UInt8.random(in: 0...255, using: &random)
                case 1: wire.insert([0, 9, 10, 13, 32, 58, 255].randomElement(using: &random) ?? 0, at: place)
                default: wire.removeSubrange(place..<min(wire.count, place + 3))
                }
                if wire.isEmpty { wire = [10] }
            }
            let whole = firstOutcome(of: [wire])
            #expect(whole.outcome == firstOutcome(of: wire.map { [$0] }).outcome)
            if let head = parsedHead(bytes: wire) {
                heads += 1
                #expect(head.raw.count + whole.rest.count == wire.count)
            }
        }
        #expect(heads > 500)
    }
}
