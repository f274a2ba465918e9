import ByteStreams
import Dissection
import JSONText
import WebSocketWire

/// A WebSocket connection on its way into a file of packets: frames wait until what they carry is known, and are written
/// in the order of their headers.
final class WireConnection {
    /// Items, and bytes of payload, that wait for a message told late; then they go on without it.
    private static let patience = (items: 4_096, bytes: 1 << 20)
    /// What an item that waits counts.
    private static let itemCost = 96

    var conversation: TCPConversation
    private let opening: ConnectionOpening
    private var queue = FrameQueue()
    private var sums = FrameSums()
    private var contexts: CompressionContexts
    private var told: [Int: ToldMessage] = [:]
    private var storedBytes = 0
    /// Payload bytes of messages that were written as missing before the message ended.
    private var passed: [Int: UInt64] = [:]
    private var nextMessage = 1
    /// The side that ends TCP first, where that is not recorded otherwise.
    private var finishesFirst = Direction.fromServer
    /// The response's head, until it is time.
    private var response: [UInt8]?
    /// Bytes of each direction that are lost before its next one.
    private var lost = PerDirection()

    /// A connection between two ends, which are mostly those of its opening.
    init(_ opening: ConnectionOpening, _ conversation: TCPConversation) {
        self.opening = opening
        self.conversation = conversation
        contexts = CompressionContexts(opening.handshake?.upgrade)
    }

    /// Memory that what waits takes.
    var memory: Int { storedBytes &+ queue.count &* Self.itemCost }

    /// Whether something waits.
    var isWaiting: Bool { queue.count > 0 }

    /// Writes how the connection began.
    func begin(_ output: inout TextOutput) {
        for comment in ConnectionComments.opening(opening) { conversation.comment(comment) }
        guard let handshake = opening.handshake, handshake.request != nil || handshake.response != nil
        else {
            conversation.acknowledge(from: .fromClient, at: opening.time, &output)
            return
        }
        response = handshake.response.map { HandshakeText.bytes(of: $0, seed: opening.connection) }
        guard let request = handshake.request else { return }
        let (start, overflow) = opening.time.nanoseconds.subtractingReportingOverflow(
            handshake.duration ?? 0)
        let began = overflow ? opening.time : Timestamp(nanoseconds: start)
        conversation.open(at: began, &output)
        if let comment = ConnectionComments.head(request) { conversation.comment(comment) }
        let bytes = HandshakeText.bytes(of: request, seed: opening.connection)
        unsafe conversation.add(bytes.span.bytes, from: .fromClient, at: began, &output)
        conversation.send(from: .fromClient, at: began, &output)
        if handshake.response == nil { lost.server = 1 }
    }

    /// Takes a frame's header.
    func add(_ frame: Frame) {
        sums.add(frame)
        queue.append(frame)
    }

    /// Takes a finding that is about no message, or comes long behind it: the next packet says it.
    func add(_ finding: Finding) {
        if finding.violation.rule == StreamRules.clientFinishedFirst { finishesFirst = .fromClient }
        conversation.comment(ConnectionComments.finding(finding, names: true))
        guard finding.violation.rule == StreamRules.bytesMissing, !isWaiting,
            let direction = ConnectionComments.sender(in: finding)
        else { return }
        lost[direction] = max(1, lost[direction])
    }

    /// Takes a message that ended, and writes what is known now.
    func add(
        _ message: Message, of batch: borrowing TrafficBatch, comments: [String],
        _ output: inout TextOutput
    ) {
        var sum = sums.take(message)
        let trouble = batch.trouble(of: message)
        if sum.frames == 0 {
            let header = FrameBytes.invented(message.opcode, isMasked: message.from == .fromClient)
            queue.append(
                Frame(
                    connection: message.connection, message: message.number, number: 1, time: message.time,
                    from: message.from, header: header))
            sum = FrameSums.Sum(message: message.number)
        }
        queue.append(endOf: message.number, at: message.time)
        let expected =
            ToldMessage.seen(message, sum) &- min(trouble?.missing ?? 0, ToldMessage.seen(message, sum))
        let isInflated = message.isCompressed && trouble?.doubt.contains(.notInflated) != true
        if isInflated, sum.frames > 0, contexts.isIntact(message.from),
            batch.withCompressedBytes(
                of: message,
                { bytes in
                    guard UInt64(bytes.byteCount) == expected else { return false }
                    take(
                        ToldMessage(message, trouble, frames: sum, form: .verbatim, kept: bytes.byteCount),
                        bytes, comments, &output)
                    return true
                }) == true
        {
            return
        }
        if isInflated { contexts.skip(message.from) }
        batch.withBytes(of: message) { bytes in
            let form: ToldMessage.Form = isInflated ? .plain : .verbatim
            let told = ToldMessage(message, trouble, frames: sum, form: form, kept: bytes.byteCount)
            take(
                told, bytes,
                comments + ConnectionComments.message(message, form, hasFrames: sum.frames > 0), &output)
        }
    }

    private func take(
        _ message: ToldMessage, _ bytes: RawSpan, _ comments: [String], _ output: inout TextOutput
    ) {
        let number = message.message.number
        var current: ToldMessage? = message
        current?.comments = comments
        if let count = passed.removeValue(forKey: number) { current?.pass(count) }
        flush(&current, bytes, &output)
        guard var left = current else { return }
        left.stored = bytes.copied
        storedBytes &+= left.stored.count
        told[number] = left
    }

    /// Writes the oldest that waits, as far as it is known.
    func force(_ output: inout TextOutput) {
        guard let item = queue.peek() else { return }
        if case .frame(let frame) = item {
            if isTooEarly(frame) {
                goOn(to: frame.message)
            } else if told[frame.message] == nil {
                writeUnknown(frame, &output)
            }
        } else {
            queue.removeFirst()
        }
        var nothing: ToldMessage?
        flush(&nothing, RawSpan(), &output)
    }

    /// Writes a frame's header, and its payload as missing.
    private func writeUnknown(_ frame: Frame, _ output: inout TextOutput) {
        queue.removeFirst()
        note(frame, isFoundAgain: false, &output)
        unsafe conversation.add(
            FrameBytes.of(frame.header).span.bytes, from: frame.from, at: frame.time, &output)
        conversation.send(from: frame.from, at: frame.time, &output)
        if frame.header.hasReservedBit1 { contexts.skip(frame.from) }
        guard frame.header.length > 0 else { return }
        conversation.comment(ConnectionComments.forced(frame))
        conversation.skip(frame.header.length, from: frame.from, at: frame.time, &output)
        let (sum, overflow) = passed[frame.message, default: 0].addingReportingOverflow(
            frame.header.length)
        passed[frame.message] = overflow ? .max : sum
    }

    /// Goes on without messages that were not told.
    private func goOn(to number: Int) {
        conversation.comment(ConnectionComments.absent(nextMessage..<number))
        nextMessage = number
        for direction in Direction.allCases { contexts.skip(direction) }
    }

    private func isTooEarly(_ frame: Frame) -> Bool {
        frame.number == 1 && frame.message > nextMessage
    }

    /// Writes what is at its turn and known; `current` is nil once it is written.
    private func flush(_ current: inout ToldMessage?, _ bytes: RawSpan, _ output: inout TextOutput) {
        while let item = queue.peek() {
            switch item {
            case .frame(let frame):
                if isTooEarly(frame) {
                    guard queue.count > Self.patience.items || storedBytes > Self.patience.bytes else {
                        return
                    }
                    goOn(to: frame.message)
                }
                let isWhole = endsAtOnce(frame)
                let isWritten = with(frame.message, &current, bytes) { message, bytes in
                    note(frame, isFoundAgain: message.isFoundAgain, &output)
                    message.write(frame, isWhole: isWhole, bytes, to: &conversation, &output)
                }
                guard isWritten else { return }
            case .end(let number, let time):
                let isWritten = with(number, &current, bytes) { message, bytes in
                    if message.isSpeaking { prepare(message.message.from, at: time, &output) }
                    message.finish(at: time, bytes, to: &conversation, &output)
                    if message.owed > 0 { lost[message.message.from] = message.owed &+ 1 }
                }
                guard isWritten else { return }
                if current?.message.number == number { current = nil }
                if let message = told.removeValue(forKey: number) { storedBytes &-= message.stored.count }
            }
            queue.removeFirst()
        }
    }

    /// Calls `body` with a message that ended, and its payload; false where it has not.
    private func with(
        _ number: Int, _ current: inout ToldMessage?, _ bytes: RawSpan,
        _ body: (inout ToldMessage, RawSpan) -> Void
    ) -> Bool {
        if var message = current, message.message.number == number {
            current = nil
            body(&message, bytes)
            current = message
            return true
        }
        guard var message = told.removeValue(forKey: number) else { return false }
        let stored = message.stored
        unsafe body(&message, stored.span.bytes)
        told[number] = message
        return true
    }

    /// Whether a frame's message ends with its header, as far as times tell.
    private func endsAtOnce(_ frame: Frame) -> Bool {
        guard case .end(let number, let time) = queue.peek(1) else { return false }
        return number == frame.message && time == frame.time
    }

    /// Gets ready for a frame.
    private func note(_ frame: Frame, isFoundAgain: Bool, _ output: inout TextOutput) {
        if frame.number == 1 {
            nextMessage = max(nextMessage, frame.message &+ 1)
            if isFoundAgain { lost[frame.from] = max(1, lost[frame.from]) }
        }
        prepare(frame.from, at: frame.time, &output)
    }

    /// Writes what stands before the next bytes of a direction.
    private func prepare(_ direction: Direction, at time: Timestamp, _ output: inout TextOutput) {
        if direction == .fromServer || time >= opening.time { answer(&output) }
        guard lost[direction] > 0 else { return }
        conversation.comment(ConnectionComments.lost(lost[direction]))
        conversation.skip(lost[direction], from: direction, at: time, &output)
        lost[direction] = 0
    }

    /// Writes the response's head, if it is not yet.
    private func answer(_ output: inout TextOutput) {
        guard let head = response else { return }
        response = nil
        if let message = opening.handshake?.response, let comment = ConnectionComments.head(message) {
            conversation.comment(comment)
        }
        unsafe conversation.add(head.span.bytes, from: .fromServer, at: opening.time, &output)
        let body = opening.handshake?.response.map { HandshakeText.bodyLength($0) } ?? 0
        conversation.send(from: .fromServer, cut: body, at: opening.time, &output)
    }

    /// Writes everything that waits.
    func settle(_ output: inout TextOutput) {
        while isWaiting { force(&output) }
        answer(&output)
    }

    /// Writes how the connection ended.
    func end(_ closing: ConnectionClosing, _ output: inout TextOutput) {
        settle(&output)
        if let comment = ConnectionComments.closing(closing) { conversation.comment(comment) }
        switch closing.outcome {
        case .refused, .clean, .oneSided:
            conversation.finish(first: finishesFirst, at: closing.time, &output)
        case .finished: conversation.finish(first: closing.by ?? .fromServer, at: closing.time, &output)
        case .reset: conversation.reset(from: closing.by ?? .fromServer, at: closing.time, &output)
        case .open, .aborted:
            guard conversation.lastTime.map({ $0 < closing.time }) ?? true else { return }
            conversation.acknowledgeLast(at: closing.time, &output)
        }
    }
}
