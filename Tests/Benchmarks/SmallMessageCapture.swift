import Glibc

/// A capture of many small messages, written to a file as it is made: JSON texts of 60 to 120 bytes on 200 connections,
/// which take turns in both directions, in segments of up to 60,000 bytes.
struct SmallMessageCapture {
    /// How many messages there are.
    let count: Int

    private static let connections = 200
    private static let segmentSize = 60_000
    private static let shortest = 60
    private static let longest = 120
    /// Bytes that are gathered before they are written.
    private static let blockSize = 1 << 20
    private static let mask: [UInt8] = [0x37, 0xfa, 0x21, 0x3d]

    private var file: [UInt8] = []
    private var segment: [UInt8] = []
    /// The next sequence numbers of the client and of the server, connection by connection.
    private var sequences = [[UInt32]](repeating: [1, 1], count: Self.connections)
    /// Nanoseconds since the epoch.
    private var time: UInt64 = 1_700_000_000_000_000_000

    init(count: Int) {
        self.count = count
    }

    /// Writes the capture; whether that went well. No file is left otherwise.
    mutating func write(to path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        let isWhole = write(to: descriptor)
        guard close(descriptor) == 0, isWhole else {
            unlink(path)
            return false
        }
        return true
    }

    private mutating func write(to descriptor: Int32) -> Bool {
        put(UInt32(0xa1b2_3c4d))
        put(UInt32(0x0004_0002))
        put(UInt64(0))
        put(UInt32(262_144))
        put(UInt32(101))
        for connection in 0..<Self.connections { shakeHands(connection) }
        var made = 0
        var turn = 0
        while made < count {
            let isFromClient = turn / Self.connections % 2 == 0
            while made < count, segment.count + Self.longest + 6 <= Self.segmentSize {
                addMessage(made, isFromClient: isFromClient)
                made += 1
            }
            putSegment(of: turn % Self.connections, isFromClient: isFromClient, flags: 0x18)
            turn += 1
            guard drain(to: descriptor, isLast: false) else { return false }
        }
        for connection in 0..<Self.connections {
            putSegment(of: connection, isFromClient: true, flags: 0x11)
            putSegment(of: connection, isFromClient: false, flags: 0x11)
        }
        return drain(to: descriptor, isLast: true)
    }

    /// The opening of a connection (RFC 6455 section 1.3).
    private mutating func shakeHands(_ connection: Int) {
        putSegment(of: connection, isFromClient: true, flags: 0x02)
        putSegment(of: connection, isFromClient: false, flags: 0x12)
        let request = """
            GET /feed/\(connection) HTTP/1.1\r\nHost: example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n
            """
        segment += request.utf8
        putSegment(of: connection, isFromClient: true, flags: 0x18)
        let response = """
            HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n
            """
        segment += response.utf8
        putSegment(of: connection, isFromClient: false, flags: 0x18)
    }

    /// Adds a frame with a price, half of them of one symbol, half of them above 100.
    private mutating func addMessage(_ number: Int, isFromClient: Bool) {
        let length = Self.shortest + number &* 37 % (Self.longest - Self.shortest + 1)
        segment.append(0x81)
        segment.append(UInt8(length) | (isFromClient ? 0x80 : 0))
        if isFromClient { segment += Self.mask }
        let start = segment.count
        segment += number % 2 == 0 ? Self.head : Self.otherHead
        addDigits(50 + number / 2 % 100)
        segment.append(0x2e)
        addDigits(10 + number % 90)
        segment += Self.middle
        addDigits(number)
        segment += Self.rest
        let padding = length - (segment.count - start) - 2
        segment.append(contentsOf: repeatElement(0x61, count: max(0, padding)))
        segment += Self.end
        guard isFromClient else { return }
        for index in start..<segment.count { segment[index] ^= Self.mask[(index - start) & 3] }
    }

    private static let head = Array(#"{"symbol":"ETHUSD","price":"#.utf8)
    private static let otherHead = Array(#"{"symbol":"BTCUSD","price":"#.utf8)
    private static let middle = Array(#","n":"#.utf8)
    private static let rest = Array(#","m":""#.utf8)
    private static let end = Array(#""}"#.utf8)

    private mutating func addDigits(_ number: Int) {
        if number >= 10 { addDigits(number / 10) }
        segment.append(0x30 + UInt8(number % 10))
    }

    /// Writes a packet of raw IPv4 with the bytes at hand, whose checksums are left out.
    private mutating func putSegment(of connection: Int, isFromClient: Bool, flags: UInt8) {
        let length = 40 + segment.count
        put(UInt32(time / 1_000_000_000))
        put(UInt32(time % 1_000_000_000))
        put(UInt32(length))
        put(UInt32(length))
        time += 100_000
        file += [0x45, 0]
        putNetwork(UInt16(length))
        file += [0, 0, 0x40, 0, 64, 6, 0, 0]
        let ends: [[UInt8]] = [[10, 0, 0, 1], [10, 0, 0, 2]]
        let ports = [40_000 + UInt16(connection), 80]
        let (mine, other) = isFromClient ? (0, 1) : (1, 0)
        file += ends[mine] + ends[other]
        putNetwork(ports[mine])
        putNetwork(ports[other])
        putNetwork(sequences[connection][mine])
        putNetwork(sequences[connection][other])
        file += [0x50, flags, 0xff, 0xff, 0, 0, 0, 0]
        file += segment
        sequences[connection][mine] &+= UInt32(segment.count) + (flags & 0x03 != 0 ? 1 : 0)
        segment.removeAll(keepingCapacity: true)
    }

    private mutating func put<Integer: FixedWidthInteger>(_ value: Integer) {
        withUnsafeBytes(of: value.littleEndian) { file += $0 }
    }

    private mutating func putNetwork<Integer: FixedWidthInteger>(_ value: Integer) {
        withUnsafeBytes(of: value.bigEndian) { file += $0 }
    }

    /// Writes what is gathered, where that is enough or the last; whether that went well.
    private mutating func drain(to descriptor: Int32, isLast: Bool) -> Bool {
        guard isLast || file.count >= Self.blockSize else { return true }
        var written = 0
        while written < file.count {
            let count = file.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            }
            guard count > 0 else { return false }
            written += count
        }
        file.removeAll(keepingCapacity: true)
        return true
    }
}
