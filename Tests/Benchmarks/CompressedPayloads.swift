import ByteStreams
import CZlib
import WebSocketWire

/// The compressed bytes of every direction, as zlib has to inflate them whoever asks for it.
struct CompressedPayloads {
    /// A direction of a connection.
    private struct Lane {
        var head: [UInt8] = []
        var isBehindHead = false
        var decoder = FrameDecoder()
        var header: FrameHeader?
        var position: UInt64 = 0
        var payload: [UInt8] = []
    }

    private var lanes: [Int: Lane] = [:]

    /// How many compressed bytes there are.
    var count: Int { lanes.values.reduce(0) { $0 + $1.payload.count } }

    mutating func accept(_ event: borrowing StreamEvent, of stream: StreamID) {
        switch event {
        case .bytes(let direction, let bytes):
            let key = stream.serial * 2 + Int(direction.rawValue)
            Self.accept(bytes, &lanes[key, default: Lane()])
        case .opened, .gap, .lost, .secured, .noted, .conflict, .finished, .aborted, .ended: break
        }
    }

    private static func accept(_ bytes: RawSpan, _ lane: inout Lane) {
        guard !lane.isBehindHead else { return decode(bytes, &lane) }
        lane.head += bytes.copied
        guard let end = lane.head.firstRange(of: [13, 10, 13, 10] as [UInt8]) else { return }
        lane.isBehindHead = true
        let rest = Array(lane.head[end.upperBound...])
        decode(rest.span.bytes, &lane)
    }

    private static func decode(_ bytes: RawSpan, _ lane: inout Lane) {
        var offset = 0
        while let piece = lane.decoder.next(bytes, at: &offset) {
            switch piece {
            case .header(let header):
                lane.position = 0
                if !header.opcode.isControl { lane.header = header }
            case .payload(let range):
                guard let header = lane.header, header.hasReservedBit1 else { continue }
                var plain = bytes.extracting(range).copied
                if let mask = header.mask {
                    plain.withUnsafeMutableBytes { target in
                        guard let start = target.baseAddress else { return }
                        mask.apply(to: bytes.extracting(range), from: lane.position, into: start)
                    }
                }
                lane.position += UInt64(range.count)
                lane.payload += plain
            case .end:
                if lane.header?.hasReservedBit1 == true { lane.payload += [0, 0, 0xff, 0xff] }
                lane.header = nil
            }
        }
    }

    /// Inflates all of it and gives how many bytes that made.
    func inflate() -> Int {
        var room = [UInt8](repeating: 0, count: 1 << 16)
        return lanes.values.reduce(0) { $0 + Self.inflate($1.payload, &room) }
    }

    private static func inflate(_ payload: [UInt8], _ room: inout [UInt8]) -> Int {
        var stream = z_stream()
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return 0 }
        defer { inflateEnd(&stream) }
        var input = payload
        var made = 0
        input.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            room.withUnsafeMutableBufferPointer { target in
                var result = Z_OK
                while result == Z_OK, stream.avail_in > 0 {
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(target.count)
                    result = CZlib.inflate(&stream, Z_SYNC_FLUSH)
                    made += target.count - Int(stream.avail_out)
                }
            }
        }
        return made
    }
}
