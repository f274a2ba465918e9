import ByteStreams
import Dissection
import WebSocketWire

/// One HTTP/2 connection: the WebSocket streams in it, and what the others mean for them.
final class HTTP2Connection {
    /// One direction.
    struct Lane {
        var reader = HTTP2FrameReader()
        var blocks = HeaderBlocks()
        var search: HTTP2Search?
        /// Bytes of the client's preface that are still to come.
        var preface = 0
    }

    /// A WebSocket stream, or one that may be.
    struct Stream {
        let name: SubstreamID
        /// Whether its response is awaited.
        var isWaiting: Bool
        var finished: Set<Direction> = []
    }

    let opening: StreamOpening
    var security: StreamSecurity?
    var client = Lane()
    var server = Lane()
    var streams: [UInt32: Stream] = [:]
    /// Streams known to be no WebSocket, where frames are looked for in unknown ones.
    private var foreign: Set<UInt32> = []
    var highestStream: UInt32 = 1
    private var isConnectEnabled = false
    private var hasServerSettings = false

    /// A connection at its first byte, or, `midstream`, at a frame border somewhere in it.
    init(_ opening: StreamOpening, security: StreamSecurity?, midstream: Bool = false, hasPreface: Bool = true) {
        self.opening = opening
        self.security = security
        if hasPreface { client.preface = HTTP2Preface.bytes.count }
        guard midstream else { return }
        highestStream = 1 << 24
        client.preface = 0
        isConnectEnabled = true
        client.blocks.fail(Self.beganBefore)
        server.blocks.fail(Self.beganBefore)
    }

    subscript(direction: Direction) -> Lane {
        get { direction == .fromClient ? client : server }
        set {
            if direction == .fromClient { client = newValue } else { server = newValue }
        }
    }

    private static let beganBefore = "the connection began before the capture"

    /// Takes a direction's next bytes.
    func accept(
        _ bytes: RawSpan, _ direction: Direction, at time: Timestamp, _ dissector: inout Dissector,
        _ batch: inout TrafficBatch
    ) {
        var offset = 0
        if direction == .fromClient, client.preface > 0 {
            offset = min(client.preface, bytes.byteCount)
            client.preface -= offset
        }
        while offset < bytes.byteCount {
            if direction == .fromClient ? client.search != nil : server.search != nil {
                look(in: bytes.extracting(offset..<bytes.byteCount), direction, at: time, &dissector, &batch)
                return
            }
            let step =
                direction == .fromClient
                ? client.reader.next(bytes, at: &offset) : server.reader.next(bytes, at: &offset)
            guard let step else { return }
            take(step, bytes, direction, at: time, &dissector, &batch)
        }
        drain(direction, at: time, &dissector, &batch)
    }

    /// Takes the frames that end without another byte, as those without payload.
    func drain(
        _ direction: Direction, at time: Timestamp, _ dissector: inout Dissector, _ batch: inout TrafficBatch
    ) {
        var offset = 0
        while let step = direction == .fromClient
            ? client.reader.next(RawSpan(), at: &offset) : server.reader.next(RawSpan(), at: &offset)
        {
            take(step, RawSpan(), direction, at: time, &dissector, &batch)
        }
    }

    private func take(
        _ step: HTTP2FrameReader.Step, _ bytes: RawSpan, _ direction: Direction, at time: Timestamp,
        _ dissector: inout Dissector, _ batch: inout TrafficBatch
    ) {
        switch step {
        case .data(let number, let range):
            guard let stream = stream(number, direction, at: time, &dissector) else { return }
            dissector.accept(.bytes(direction, bytes.extracting(range)), of: stream, at: time, into: &batch)
        case .dataEnd(let header):
            if header.has(HTTP2FrameHeader.endStream) { finish(header.stream, direction, at: time, &dissector, &batch) }
        case .frame(let header, let isWhole):
            take(header, isWhole: isWhole, direction, at: time, &dissector, &batch)
        }
    }

    /// The stream to which data belongs; begun here, where its head cannot be known and it may be WebSocket.
    private func stream(
        _ number: UInt32, _ direction: Direction, at time: Timestamp, _ dissector: inout Dissector
    ) -> SubstreamID? {
        if let stream = streams[number] { return stream.name }
        let failure = client.blocks.failure ?? server.blocks.failure
        guard let failure, number % 2 == 1, !foreign.contains(number), streams.count < HTTP2Limits.streams else {
            return nil
        }
        let name = dissector.beginUnknown(httpStream: number, on: opening, security: security, from: time)
        streams[number] = Stream(name: name, isWaiting: false)
        var batch = TrafficBatch()
        dissector.accept(
            .noted(StreamNote(.headersLost, "the heads of stream \(number) are not known: \(failure)")), of: name,
            at: time, into: &batch)
        return name
    }

    private func take(
        _ header: HTTP2FrameHeader, isWhole: Bool, _ direction: Direction, at time: Timestamp,
        _ dissector: inout Dissector, _ batch: inout TrafficBatch
    ) {
        let payload = direction == .fromClient ? client.reader.payload : server.reader.payload
        switch header.type {
        case .headers, .continuation, .pushPromise:
            highestStream = max(highestStream, header.stream)
            guard isWhole else {
                loseHeaders(
                    "a frame of headers has more than \(HTTP2Limits.headerBlock) bytes", direction, at: time,
                    &dissector, &batch)
                return
            }
            let before = failure(direction)
            if let block = accept(header, payload: payload, direction) {
                take(block, direction, at: time, &dissector, &batch)
            }
            if before == nil, let failure = failure(direction) {
                tell(failure, direction, at: time, &dissector, &batch)
            }
        case .settings: takeSettings(payload, header, direction)
        case .reset: reset(header.stream, direction, at: time, &dissector, &batch)
        case .goAway: takeGoAway(payload, direction, at: time, &dissector, &batch)
        default: break
        }
    }

    private func failure(_ direction: Direction) -> String? {
        direction == .fromClient ? client.blocks.failure : server.blocks.failure
    }

    private func accept(
        _ header: HTTP2FrameHeader, payload: [UInt8], _ direction: Direction
    ) -> HeaderBlocks.Block? {
        direction == .fromClient
            ? client.blocks.accept(header, payload: payload) : server.blocks.accept(header, payload: payload)
    }

    private func takeSettings(_ payload: [UInt8], _ header: HTTP2FrameHeader, _ direction: Direction) {
        guard !header.has(HTTP2FrameHeader.acknowledged) else { return }
        if direction == .fromServer { hasServerSettings = true }
        for start in stride(from: 0, to: payload.count - payload.count % 6, by: 6) {
            let name = Int(payload[start]) << 8 | Int(payload[start + 1])
            let value = payload[(start + 2)..<(start + 6)].reduce(0) { $0 << 8 | Int($1) }
            // SETTINGS_HEADER_TABLE_SIZE bounds what the other side's encoder may use (RFC 9113 section 6.5.2).
            if name == 1 {
                if direction == .fromClient {
                    server.blocks.allow(table: value)
                } else {
                    client.blocks.allow(table: value)
                }
            }
            if name == 8, direction == .fromServer { isConnectEnabled = value == 1 }
        }
    }

    private func take(
        _ block: HeaderBlocks.Block, _ direction: Direction, at time: Timestamp, _ dissector: inout Dissector,
        _ batch: inout TrafficBatch
    ) {
        if let fields = block.fields {
            if direction == .fromClient {
                request(fields, block.stream, at: time, &dissector, &batch)
            } else {
                respond(fields, block.stream, at: time, &dissector, &batch)
            }
        }
        if block.endsStream { finish(block.stream, direction, at: time, &dissector, &batch) }
    }

    private func request(
        _ fields: [HTTPField], _ number: UInt32, at time: Timestamp, _ dissector: inout Dissector,
        _ batch: inout TrafficBatch
    ) {
        guard streams[number] == nil else { return }
        let head = HTTPHead(
            .request(
                method: fields.first { $0.name == ":method" }?.value ?? "",
                target: fields.first { $0.name == ":path" }?.value ?? "", .http2), fields: fields)
        guard Upgrade.isAttempt(head), streams.count < HTTP2Limits.streams else {
            if foreign.count < HTTP2Limits.streams { foreign.insert(number) }
            return
        }
        let name = dissector.begin(head, httpStream: number, on: opening, security: security, from: time)
        streams[number] = Stream(name: name, isWaiting: true)
        if !isConnectEnabled, hasServerSettings {
            dissector.accept(
                .noted(StreamNote(.notEnabled, "SETTINGS_ENABLE_CONNECT_PROTOCOL of the server was not 1")), of: name,
                at: time, into: &batch)
        }
    }

    private func respond(
        _ fields: [HTTPField], _ number: UInt32, at time: Timestamp, _ dissector: inout Dissector,
        _ batch: inout TrafficBatch
    ) {
        guard let stream = streams[number], stream.isWaiting else { return }
        let status = fields.first { $0.name == ":status" }.flatMap { Int($0.value) } ?? 0
        // Interim responses come before the one that counts (RFC 9113 section 8.1).
        guard !(100...199).contains(status) else { return }
        streams[number]?.isWaiting = false
        let head = HTTPHead(.response(.http2, status: status, reason: ""), fields: fields)
        if !dissector.answer(head, to: stream.name, at: time, into: &batch) { streams[number] = nil }
    }

    private func finish(
        _ number: UInt32, _ direction: Direction, at time: Timestamp, _ dissector: inout Dissector,
        _ batch: inout TrafficBatch
    ) {
        guard let stream = streams[number] else { return }
        dissector.accept(.finished(direction), of: stream.name, at: time, into: &batch)
        streams[number]?.finished.insert(direction)
        guard stream.finished.contains(direction.opposite) else { return }
        end(number, .complete, at: time, &dissector, &batch)
    }

    private func reset(
        _ number: UInt32, _ direction: Direction, at time: Timestamp, _ dissector: inout Dissector,
        _ batch: inout TrafficBatch
    ) {
        guard let stream = streams[number] else { return }
        dissector.accept(.aborted(direction), of: stream.name, at: time, into: &batch)
        end(number, .complete, at: time, &dissector, &batch)
    }

    private func end(
        _ number: UInt32, _ end: StreamEnd, at time: Timestamp, _ dissector: inout Dissector,
        _ batch: inout TrafficBatch
    ) {
        guard let stream = streams[number] else { return }
        dissector.accept(.ended(end), of: stream.name, at: time, into: &batch)
        streams[number] = nil
    }

    /// Streams above the last one that the other side has taken up will never be answered (RFC 9113 section 6.8).
    private func takeGoAway(
        _ payload: [UInt8], _ direction: Direction, at time: Timestamp, _ dissector: inout Dissector,
        _ batch: inout TrafficBatch
    ) {
        guard payload.count >= 8, direction == .fromServer else { return }
        let last = payload[..<4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
        for number in streams.keys.filter({ $0 > last }).sorted() {
            reset(number, direction, at: time, &dissector, &batch)
        }
    }
}
