import ByteStreams
import CaptureKit
import Packets

@testable import TLSDecryption

/// What happens on a stream, kept.
struct Step {
    enum Event {
        case opened(StreamOpening)
        case bytes(Direction, [UInt8])
        case gap(Direction, Int)
        case lost(Direction)
        case finished(Direction)
        case aborted(Direction)
        case ended(StreamEnd)
    }

    let stream: StreamID
    let time: Timestamp
    var event: Event
}

/// The streams of a capture with TLS, which can be played to a decryptor in many ways.
struct SecuredTraffic {
    var steps: [Step] = []
    var keyLog: [UInt8] = []

    init(_ steps: [Step], keyLog: [UInt8]) {
        self.steps = steps
        self.keyLog = keyLog
    }

    /// The streams of one of the project's captures.
    init(_ name: String) {
        guard let capture = CaptureFile.all.first(where: { $0.name == name }) else { return }
        keyLog = capture.keyLog
        var captures = MergedSavefiles<MemorySource>()
        captures.add(MemorySource(capture.bytes), named: name)
        var packets = PacketDissector()
        var steps: [Step] = []
        while let packet = captures.next() {
            packets.accept(packet, bytes: captures.bytes) { Self.keep($2, of: $0, at: $1, in: &steps) }
        }
        packets.finish { Self.keep($2, of: $0, at: $1, in: &steps) }
        self.steps = steps
    }

    private static func keep(
        _ event: borrowing StreamEvent, of stream: StreamID, at time: Timestamp, in steps: inout [Step]
    ) {
        let kept: Step.Event
        switch event {
        case .opened(let opening): kept = .opened(opening)
        case .bytes(let direction, let bytes): kept = .bytes(direction, bytes.copied)
        case .gap(let direction, let count): kept = .gap(direction, count)
        case .lost(let direction): kept = .lost(direction)
        case .finished(let direction): kept = .finished(direction)
        case .aborted(let direction): kept = .aborted(direction)
        case .ended(let end): kept = .ended(end)
        case .conflict, .secured, .noted: return
        }
        steps.append(Step(stream: stream, time: time, event: kept))
    }

    /// The same with every stream's bytes in pieces of at most so many.
    func cut(_ size: Int) -> SecuredTraffic {
        var pieces: [Step] = []
        for step in steps {
            guard case .bytes(let direction, let bytes) = step.event else {
                pieces.append(step)
                continue
            }
            for start in stride(from: 0, to: bytes.count, by: size) {
                var piece = step
                piece.event = .bytes(direction, Array(bytes[start..<min(start + size, bytes.count)]))
                pieces.append(piece)
            }
        }
        return SecuredTraffic(pieces, keyLog: keyLog)
    }

    /// Plays everything; the key log is known from the beginning, or from a step on.
    func played(waits: Bool = true, keysAt keyStep: Int = 0) -> PlainTraffic {
        var decryptor = TLSDecryptor(waits: waits)
        var plain = PlainTraffic()
        for (index, step) in steps.enumerated() {
            if index == keyStep { learn(&decryptor, at: step.time, &plain) }
            step.withEvent { event in
                decryptor.accept(event, of: step.stream, at: step.time) { plain.accept($2, of: $0, at: $1) }
            }
        }
        if keyStep >= steps.count, let last = steps.last { learn(&decryptor, at: last.time, &plain) }
        decryptor.finish(at: steps.last?.time ?? Timestamp(nanoseconds: 0)) { plain.accept($2, of: $0, at: $1) }
        plain.unopened = decryptor.unopened
        plain.opened = decryptor.openedCount
        return plain
    }

    private func learn(_ decryptor: inout TLSDecryptor, at time: Timestamp, _ plain: inout PlainTraffic) {
        var reader = KeyLogReader()
        reader.feed(keyLog.span.bytes, into: &decryptor.keys)
        reader.finish(into: &decryptor.keys)
        decryptor.wake(at: time) { plain.accept($2, of: $0, at: $1) }
    }
}

extension Step {
    func withEvent(_ body: (borrowing StreamEvent) -> Void) {
        switch event {
        case .opened(let opening): body(.opened(opening))
        case .bytes(let direction, let bytes): body(.bytes(direction, bytes.span.bytes))
        case .gap(let direction, let count): body(.gap(direction, count: count))
        case .lost(let direction): body(.lost(direction))
        case .finished(let direction): body(.finished(direction))
        case .aborted(let direction): body(.aborted(direction))
        case .ended(let end): body(.ended(end))
        }
    }
}

/// What came out of a decryptor.
struct PlainTraffic {
    /// Who says what, piece by piece, of each stream by its serial number.
    var bytes: [Int: [(Direction, [UInt8])]] = [:]
    var times: [Timestamp] = []
    /// Where each stream is, by its serial number.
    var slots: [Int: Int] = [:]
    var notes: [StreamNote] = []
    var facts: [Int: StreamSecurity] = [:]
    /// Bytes in exact gaps.
    var missing = 0
    var losses = 0
    var ends = 0
    var unopened: [UnopenedConnection] = []
    var opened = 0

    mutating func accept(_ event: borrowing StreamEvent, of stream: StreamID, at time: Timestamp) {
        switch event {
        case .bytes(let direction, let bytes):
            self.bytes[stream.serial, default: []].append((direction, bytes.copied))
            times.append(time)
        case .noted(let note): notes.append(note)
        case .secured(let facts): self.facts[stream.serial] = facts
        case .gap(_, let count): missing += count
        case .lost: losses += 1
        case .ended: ends += 1
        case .opened: slots[stream.serial] = stream.slot
        case .conflict, .finished, .aborted: break
        }
    }

    /// Everything that was said, with changes of the speaker.
    var conversation: [[UInt8]] {
        bytes.sorted { $0.key < $1.key }.flatMap { _, pieces -> [[UInt8]] in
            var turns: [[UInt8]] = []
            var last: Direction?
            for (direction, bytes) in pieces {
                if direction == last { turns[turns.count - 1] += bytes } else { turns.append(bytes) }
                last = direction
            }
            return turns
        }
    }

    /// What a side said on a stream.
    func said(_ direction: Direction, _ serial: Int = 0) -> [UInt8] {
        (bytes[serial] ?? []).filter { $0.0 == direction }.flatMap { $0.1 }
    }
}

/// The bytes of hexadecimal digits, white space left out.
func hex(_ digits: String) -> [UInt8] {
    let digits = digits.compactMap { $0.hexDigitValue.map { UInt8($0) } }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
