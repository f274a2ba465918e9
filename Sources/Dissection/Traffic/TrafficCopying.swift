import WebSocketWire

/// Events that go from one batch to another.
extension TrafficBatch {
    /// Adds a copy of the event at an index of another batch. Large payloads are shared.
    package mutating func copy(_ index: Int, from other: borrowing TrafficBatch) {
        switch other[index] {
        case .opened(let opening): append(opening)
        case .closed(let closing): append(closing)
        case .finding(let finding): append(finding)
        case .frame(let frame): append(frame)
        case .message(let message): copy(message, from: other)
        }
    }

    private mutating func copy(_ message: Message, from other: borrowing TrafficBatch) {
        append(
            Message(
                connection: message.connection, number: message.number, time: message.time, from: message.from,
                opcode: message.opcode, isCompressed: message.isCompressed, isCapped: message.isCapped,
                frames: message.frames, length: message.length, wireLength: message.wireLength,
                textLength: message.textLength, answer: message.answer, place: take(message.place, from: other),
                compressed: message.compressed.map { take($0, from: other) },
                trouble: other.trouble(of: message).map { take($0) }))
    }
}
