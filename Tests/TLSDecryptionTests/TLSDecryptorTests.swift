import ByteStreams
import CaptureKit
import TestKit
import Testing

@testable import TLSDecryption

struct TLSDecryptorTests {
    @Test func `the trace of RFC 8448 is opened, with the name in its certificate`() {
        let plain = Trace8448.traffic.played()
        #expect(plain.said(.fromClient) == Trace8448.data)
        #expect(plain.said(.fromServer) == Trace8448.data)
        #expect(plain.facts[0]?.version == "1.3")
        #expect(plain.facts[0]?.cipherSuite == "TLS_AES_128_GCM_SHA256")
        #expect(plain.facts[0]?.serverName == "server")
        #expect(plain.facts[0]?.certificateNames == ["rsa"])
        #expect(plain.notes == [] && plain.unopened == [] && plain.opened == 1)
    }

    @Test func `it does not matter in which pieces the bytes come`() {
        let whole = Trace8448.traffic.played()
        for size in [1, 2, 3, 4, 5, 6, 7, 11, 64, 200, 500, 679, 680, 681] {
            let plain = Trace8448.traffic.cut(size).played()
            #expect(plain.conversation == whole.conversation, "in pieces of \(size)")
            #expect(plain.facts == whole.facts)
        }
        for (index, step) in Trace8448.traffic.steps.enumerated() {
            guard case .bytes(let direction, let bytes) = step.event else { continue }
            forEveryChunking(of: Array(bytes.prefix(90))) { chunks in
                var traffic = Trace8448.traffic
                let pieces = chunks + [Array(bytes.dropFirst(90))]
                traffic.steps.replaceSubrange(
                    index...index,
                    with: pieces.map { Step(stream: step.stream, time: step.time, event: .bytes(direction, $0)) })
                #expect(traffic.played().conversation == whole.conversation)
            }
        }
    }

    @Test(arguments: ["tls13", "tls12", "tls12-cbc", "tls-resumption", "tls13-key-update", "tls-records", "http2-tls"])
    func `every capture is the same in pieces, and with its key log known later`(_ name: String) {
        let traffic = SecuredTraffic(name)
        let whole = traffic.played()
        #expect(whole.opened > 0 && whole.unopened == [] && whole.notes == [])
        for size in [1, 5, 100] { #expect(traffic.cut(size).played().conversation == whole.conversation) }
        var random = SeededRandom(seed: 8)
        for _ in 0..<6 {
            let late = traffic.played(keysAt: Int.random(in: 0...traffic.steps.count, using: &random))
            #expect(late.conversation == whole.conversation)
            #expect(late.times.sorted() == whole.times.sorted())
        }
    }

    @Test func `secrets of one connection that come in the middle of another open it from its first byte`() {
        let traffic = Trace8448.traffic
        for step in traffic.steps.indices.dropFirst() {
            let plain = traffic.played(keysAt: step)
            guard step < traffic.steps.count - 1 else { continue }
            #expect(plain.said(.fromClient) == Trace8448.data, "keys at step \(step)")
            #expect(plain.said(.fromServer) == Trace8448.data, "keys at step \(step)")
        }
    }

    @Test func `a connection that has ended waits for its secret, whoever has its slot by then`() {
        var traffic = Trace8448.traffic
        let later = SecuredTraffic("text").steps.map {
            Step(stream: StreamID(slot: 0, serial: $0.stream.serial + 1), time: Trace8448.time(20), event: $0.event)
        }
        let keysAt = traffic.steps.count + later.count / 2
        traffic.steps += later
        let plain = traffic.played(keysAt: keysAt)
        #expect(plain.said(.fromClient) == Trace8448.data && plain.said(.fromServer) == Trace8448.data)
        #expect(plain.opened == 1 && plain.unopened == [])
        #expect(plain.slots[0] != plain.slots[1])
        #expect(plain.ends == 1 + Set(later.map(\.stream)).count)
    }

    @Test func `tens of thousands of pieces may wait`() {
        let piece = SecuredTraffic("tls13").cut(2)
        let whole = SecuredTraffic("tls13").played()
        #expect(piece.steps.count > 20_000)
        let plain = piece.played(keysAt: piece.steps.count)
        #expect(plain.conversation == whole.conversation)
        #expect(plain.notes == [])
    }

    @Test func `without a secret nothing is shown, and the connection and the reason are told`() {
        var traffic = Trace8448.traffic
        traffic.keyLog = []
        for waits in [true, false] {
            let plain = traffic.played(waits: waits)
            #expect(plain.bytes.isEmpty)
            #expect(plain.unopened.map(\.obstacle.text) == ["no secret for client random \(Trace8448.clientRandom)"])
            #expect(plain.unopened.first?.facts.serverName == "server")
            #expect(plain.ends == 1)
        }
    }

    @Test func `secrets that do not fit are said to`() {
        var traffic = Trace8448.traffic
        for _ in 0..<10 {
            let alert = Step(
                stream: traffic.steps[0].stream, time: Trace8448.time(15),
                event: .bytes(.fromServer, Trace8448.serverAlert))
            traffic.steps.insert(alert, at: traffic.steps.count - 3)
        }
        let wrong = String(decoding: traffic.keyLog, as: UTF8.self).split(separator: "\n").map {
            $0.dropLast(8) + "00000000\n"
        }
        traffic.keyLog = Array(wrong.joined().utf8)
        let plain = traffic.played()
        #expect(plain.bytes.isEmpty)
        #expect(
            plain.unopened.map(\.obstacle.text) == [
                "the secrets for client random \(Trace8448.clientRandom) do not open its records"
            ])
    }

    @Test func `what waits for longer than the limit is given up, and opened from there on when the secret comes`() {
        var traffic = Trace8448.traffic
        let data = traffic.steps.firstIndex {
            if case .bytes(.fromClient, Trace8448.clientData) = $0.event { true } else { false }
        }
        guard let data else {
            Issue.record("no data")
            return
        }
        for index in data..<traffic.steps.count {
            let late = traffic.steps[index].time.nanoseconds + TLSLimits.patience + 1_000_000_000
            traffic.steps[index] = Step(
                stream: traffic.steps[index].stream, time: Timestamp(nanoseconds: late),
                event: traffic.steps[index].event)
        }
        let plain = traffic.played(keysAt: data + 1)
        #expect(plain.notes.map(\.kind).prefix(2) == [.notDecrypted, .recordsLost])
        #expect(plain.notes.last?.detail.contains("the secret came late") == true)
        #expect(plain.said(.fromServer) == Trace8448.data)
        #expect(plain.losses > 0)
    }

    @Test func `what waits beyond the limit of bytes is given up`() {
        var decryptor = TLSDecryptor(waits: true)
        var plain = PlainTraffic()
        var traffic = Trace8448.traffic
        traffic.steps.removeLast(3)
        var steps = traffic.steps
        let record: [UInt8] = [23, 3, 3, 0x40, 0x11] + [UInt8](repeating: 7, count: 0x4011)
        for _ in 0...(TLSLimits.held / record.count) {
            steps.append(Step(stream: steps[0].stream, time: Trace8448.time(9), event: .bytes(.fromServer, record)))
        }
        for step in steps {
            step.withEvent { event in
                decryptor.accept(event, of: step.stream, at: step.time) { plain.accept($2, of: $0, at: $1) }
            }
        }
        #expect(plain.notes.map(\.kind) == [.notDecrypted])
    }

    @Test func `a connection that is quiet is given up when time goes on`() {
        var decryptor = TLSDecryptor(waits: true)
        var plain = PlainTraffic()
        for step in Trace8448.traffic.steps.dropLast(3) {
            step.withEvent { event in
                decryptor.accept(event, of: step.stream, at: step.time) { plain.accept($2, of: $0, at: $1) }
            }
        }
        decryptor.advance(to: Trace8448.time(1_000)) { plain.accept($2, of: $0, at: $1) }
        #expect(plain.notes == [])
        decryptor.advance(to: Trace8448.time(20_000)) { plain.accept($2, of: $0, at: $1) }
        #expect(plain.notes.map(\.kind) == [.notDecrypted])
    }

    @Test func `plain connections pass as they are`() {
        let capture = SecuredTraffic("text")
        let plain = capture.played()
        var told: [UInt8] = []
        for case .bytes(.fromClient, let bytes) in capture.steps.map(\.event) { told += bytes }
        #expect(plain.said(.fromClient) == told)
        #expect(plain.opened == 0 && plain.unopened == [])
    }

    @Test(arguments: ["tls13", "tls12", "tls12-cbc", "tls13-key-update", "tls-resumption", "tls-lost", "tls-closed"])
    func `no damage stops the decryptor, and what it shows was sent`(_ name: String) {
        let traffic = SecuredTraffic(name)
        var truth: [Int: Set<[UInt8]>] = [:]
        for (serial, pieces) in traffic.played().bytes {
            truth[serial] = Set(pieces.map { ($0.0 == .fromClient ? [0] : [1]) + $0.1 })
        }
        var random = SeededRandom(seed: UInt64(name.utf8.count))
        for _ in 0..<40 {
            var damaged = traffic
            for _ in 0..<Int.random(in: 1...6, using: &random) { damaged.damage(using: &random) }
            let plain = damaged.played()
            for (serial, pieces) in plain.bytes where plain.facts[serial] != nil {
                for (direction, bytes) in pieces {
                    let piece = (direction == .fromClient ? [0] : [1]) + bytes
                    #expect(truth[serial]?.contains(piece) == true, "a record that nobody sent")
                }
            }
        }
    }
}

extension SecuredTraffic {
    /// Changes or takes away the bytes of one step.
    fileprivate mutating func damage(using random: inout SeededRandom) {
        let index = Int.random(in: 0..<steps.count, using: &random)
        guard case .bytes(let direction, var bytes) = steps[index].event, !bytes.isEmpty else { return }
        switch Int.random(in: 0..<40, using: &random) {
        case 0: steps[index].event = .lost(direction)
        case 1..<10: steps[index].event = .gap(direction, bytes.count)
        case 10..<20:
            bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            steps[index].event = .bytes(direction, bytes)
        case 20..<30:
            bytes.removeFirst(Int.random(in: 0..<bytes.count, using: &random))
            steps[index].event = .bytes(direction, bytes)
        default: steps[index].event = .bytes(direction, bytes.map { _ in .random(in: 0...255, using: &random) })
        }
    }
}
