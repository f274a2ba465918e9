import ByteStreams
import Dissection
import TestKit
import WebSocketWire

/// How a conversation reaches the dissector.
enum Cut: CustomStringConvertible {
    /// Step by step.
    case asSaid
    /// Every step in pieces of so many bytes.
    case every(Int)
    /// Neighbouring bytes of a direction at once.
    case joined
    /// One step as these chunks.
    case step(Int, [[UInt8]])

    var description: String {
        switch self {
        case .asSaid: "as said"
        case .every(let size): "pieces of \(size)"
        case .joined: "joined"
        case .step(let index, let chunks): "step \(index) as \(chunks.map(\.count))"
        }
    }
}

extension Conversation {
    /// What the dissector tells, a line an event.
    func told(_ options: DissectionOptions = DissectionOptions(), _ cut: Cut = .asSaid) -> [String] {
        var batch = TrafficBatch()
        play(options, cut, into: &batch)
        return batch.lines
    }

    /// Plays the conversation to a dissector of its own.
    func play(
        _ options: DissectionOptions = DissectionOptions(), _ cut: Cut = .asSaid, into batch: inout TrafficBatch
    ) {
        var dissector = Dissector(options: options)
        play(to: &dissector, cut, as: StreamID(slot: 0, serial: 0), into: &batch)
    }

    /// Plays the conversation as one of several.
    func play(
        to dissector: inout Dissector, _ cut: Cut = .asSaid, as stream: StreamID, into batch: inout TrafficBatch
    ) {
        for (index, step) in pieces(cut) {
            let time = Self.time(index)
            switch step {
            case .opened(let opening): dissector.accept(.opened(opening), of: stream, at: time, into: &batch)
            case .bytes(let direction, let bytes):
                dissector.accept(.bytes(direction, bytes.span.bytes), of: stream, at: time, into: &batch)
            case .gap(let direction, let count):
                dissector.accept(.gap(direction, count: count), of: stream, at: time, into: &batch)
            case .lost(let direction): dissector.accept(.lost(direction), of: stream, at: time, into: &batch)
            case .secured(let facts): dissector.accept(.secured(facts), of: stream, at: time, into: &batch)
            case .noted(let note): dissector.accept(.noted(note), of: stream, at: time, into: &batch)
            case .conflict(let direction, let offset, let count):
                dissector.accept(
                    .conflict(direction, StreamConflict(offset: offset, count: count)), of: stream, at: time,
                    into: &batch)
            case .finished(let direction): dissector.accept(.finished(direction), of: stream, at: time, into: &batch)
            case .aborted(let direction): dissector.accept(.aborted(direction), of: stream, at: time, into: &batch)
            case .ended(let end): dissector.accept(.ended(end), of: stream, at: time, into: &batch)
            }
        }
    }

    static func time(_ step: Int) -> Timestamp {
        Timestamp(nanoseconds: 1_700_000_000_000_000_000 + Int64(step) * 1_000_000)
    }

    private func pieces(_ cut: Cut) -> [(Int, Step)] {
        var result: [(Int, Step)] = []
        for (index, step) in steps.enumerated() {
            guard case .bytes(let direction, let bytes) = step else {
                result.append((index, step))
                continue
            }
            switch cut {
            case .asSaid: result.append((index, step))
            case .every(let size):
                for start in stride(from: 0, to: bytes.count, by: size) {
                    result.append((index, .bytes(direction, Array(bytes[start..<min(bytes.count, start + size)]))))
                }
            case .joined:
                if case (_, .bytes(direction, let before))? = result.last {
                    result[result.count - 1] = (index, .bytes(direction, before + bytes))
                } else {
                    result.append((index, step))
                }
            case .step(index, let chunks): result += chunks.map { (index, .bytes(direction, $0)) }
            case .step: result.append((index, step))
            }
        }
        return result
    }

    /// The first way of cutting the conversation that gives another story, and that story; nil where all are the same.
    func difference(_ options: DissectionOptions = DissectionOptions()) -> (cut: Cut, told: [String])? {
        let whole = told(options)
        var difference: (Cut, [String])?
        forEveryCut { cut in
            guard difference == nil else { return }
            let again = told(options, cut)
            if again != whole { difference = (cut, again) }
        }
        return difference
    }

    /// Every way of cutting: each step in every chunking (long ones, which are heads, near their ends and at every
    /// seventh byte), all steps in small pieces, and neighbours joined.
    func forEveryCut(_ body: (Cut) -> Void) {
        for size in 1...9 { body(.every(size)) }
        body(.joined)
        for (index, step) in steps.enumerated() {
            guard case .bytes(_, let bytes) = step else { continue }
            guard bytes.count > 100 else {
                forEveryChunking(of: bytes) { body(.step(index, $0)) }
                continue
            }
            for cut in 1..<bytes.count where cut < 20 || cut > bytes.count - 20 || cut.isMultiple(of: 7) {
                body(.step(index, [Array(bytes[..<cut]), Array(bytes[cut...])]))
            }
        }
    }
}

extension TrafficBatch {
    /// The events, a line each, without times.
    var lines: [String] { borrowing get { events.map { line($0) } } }

    /// The messages' lines.
    var messageLines: [String] {
        borrowing get {
            events.compactMap { event in
                if case .message(let message) = event { line(message) } else { nil }
            }
        }
    }

    /// The identifiers of the findings' rules.
    var rules: [String] {
        borrowing get {
            events.compactMap { event in
                if case .finding(let finding) = event { finding.violation.rule.id } else { nil }
            }
        }
    }

    borrowing func line(_ event: TrafficEvent) -> String {
        switch event {
        case .opened(let opening): Self.line(opening)
        case .frame(let frame):
            "frame \(frame.connection).\(frame.message).\(frame.number) \(frame.from.name) \(frame.header.opcode)"
                + " \(frame.header.length)" + (frame.header.isFinal ? " fin" : "")
        case .message(let message): line(message)
        case .finding(let finding):
            "! \(finding.connection)\(finding.message.map { ".\($0)" } ?? "") \(finding.violation.rule.id)"
        case .closed(let closing):
            "close \(closing.connection) \(closing.outcome.rawValue)" + (closing.by.map { " by \($0.name)" } ?? "")
                + (closing.code.map { " \($0.rawValue)" } ?? "")
                + " \(closing.messages.client)+\(closing.messages.server)"
        }
    }

    private static func line(_ opening: ConnectionOpening) -> String {
        var words = ["open \(opening.connection) \(opening.client.port)→\(opening.server.port)"]
        if let request = opening.handshake?.request { words.append(request.target ?? "?") }
        if let response = opening.handshake?.response { words.append("\(response.status ?? 0)") }
        if opening.confidence != nil { words.append("midstream") }
        return words.joined(separator: " ")
    }

    /// A message as `1.2 client text 5 «Hello»` and what is unusual about it.
    borrowing func line(_ message: Message) -> String {
        var words = ["\(message.connection).\(message.number) \(message.from.name) \(message.opcode)"]
        words.append(message.length.map(String.init) ?? "?")
        let textLength = message.textLength
        let bytes = withBytes(of: message) { bytes in
            (0..<(textLength ?? bytes.byteCount)).map { bytes.byte(at: $0) }
        }
        if textLength != nil {
            words.append(bytes.count > 60 ? "«…\(bytes.count)»" : "«\(String(decoding: bytes, as: UTF8.self))»")
        } else if !bytes.isEmpty {
            words.append(bytes.count > 20 ? "<…\(bytes.count)>" : "<\(bytes.map(Self.hex).joined())>")
        }
        if message.frames > 1 { words.append("\(message.frames) frames") }
        if message.isCompressed { words.append("compressed") }
        if message.isCapped { words.append("capped") }
        if let answer = message.answer { words.append("answers \(answer.ping)") }
        if let trouble = trouble(of: message) {
            if trouble.missing > 0 { words.append("missing \(trouble.missing)") }
            if !trouble.holes.isEmpty {
                words.append("holes " + trouble.holes.map { "\($0.offset)+\($0.length)" }.joined(separator: ","))
            }
            if trouble.isIncomplete { words.append("incomplete") }
            words += trouble.doubt.names
        }
        return words.joined(separator: " ")
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
