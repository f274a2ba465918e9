import ByteStreams
import JSONText
import WebSocketWire

/// Writes pcapng (draft-ietf-opsawg-pcapng): one section with one interface of raw IP, times in nanoseconds. The payload
/// of the next packet is gathered first.
final class PacketWriter {
    /// A TCP segment without its payload.
    struct Segment {
        /// Who sends it, and to whom.
        var source: Endpoint
        var target: Endpoint
        var sequence: UInt32
        var acknowledgement: UInt32
        var flags: TCPFlags
        /// The number that tells an IPv4 datagram from others.
        var identification: UInt16 = 0
        /// Bytes behind the gathered payload that were sent and are not there.
        var cut = 0
    }

    /// Bytes of payload in a packet at most.
    static let largestPayload = 60_000
    /// Bytes of a comment at most.
    static let longestComment = 4_000

    private var payload = PayloadBuffer()
    private var head: [UInt8] = []
    private var tail: [UInt8] = []

    /// A writer without payload.
    init() {}

    /// Bytes gathered.
    var gathered: Int { payload.count }

    /// Gathers bytes.
    func gather(_ bytes: RawSpan) {
        payload.append(bytes)
    }

    /// Gathers bytes, masked, the first of which stands at `position` of its frame's payload.
    func gather(_ bytes: RawSpan, maskedBy key: MaskingKey, from position: UInt64) {
        payload.append(bytes, unmaskedBy: key, from: position)
    }

    /// Writes the section's and the interface's header.
    func begin(application: String, _ output: inout TextOutput) {
        head.removeAll(keepingCapacity: true)
        put(0x0a0d_0d0a as UInt32, &head)
        let start = head.count
        put(0 as UInt32, &head)
        put(0x1a2b_3c4d as UInt32, &head)
        put(1 as UInt16, &head)
        put(0 as UInt16, &head)
        put(-1 as Int64, &head)
        put(option: 4, application, &head)
        put(0 as UInt32, &head)
        close(from: start)
        write(head, &output)
        head.removeAll(keepingCapacity: true)
        put(1 as UInt32, &head)
        put(0 as UInt32, &head)
        put(101 as UInt16, &head)
        put(0 as UInt16, &head)
        put(0xffff as UInt32, &head)
        put(option: 2, "wscope", &head)
        put(9 as UInt16, &head)
        put(1 as UInt16, &head)
        put(9 as UInt32, &head)
        put(0 as UInt32, &head)
        close(from: 4)
        write(head, &output)
    }

    private func write(_ bytes: [UInt8], _ output: inout TextOutput) {
        unsafe output.write(bytes.span.bytes)
    }

    /// Ends a block that stands in `head`, and sets its length.
    private func close(from start: Int) {
        let length = UInt32(clamping: head.count &+ 4)
        put(length, &head)
        set(length, at: start)
    }

    /// Writes over four bytes of `head`.
    private func set(_ value: UInt32, at place: Int) {
        for index in 0..<4 { head[place &+ index] = UInt8(truncatingIfNeeded: value >> UInt32(8 &* index)) }
    }

    /// Writes a packet with the gathered payload, which is forgotten. A moment before 1970 is written as 1970.
    func send(_ segment: Segment, at time: Timestamp, comments: [String], _ output: inout TextOutput) {
        defer { payload.drop(after: 0) }
        head.removeAll(keepingCapacity: true)
        head.append(contentsOf: repeatElement(0, count: 28))
        payload.withBytes { PacketHeader.append(segment, payload: $0, to: &head) }
        let captured = head.count &- 28 &+ payload.count
        tail.removeAll(keepingCapacity: true)
        pad(captured, &tail)
        for comment in comments { put(option: 1, comment, &tail) }
        if !comments.isEmpty { put(0 as UInt32, &tail) }
        let length = UInt32(clamping: head.count &+ payload.count &+ tail.count &+ 4)
        put(length, &tail)
        let units = UInt64(clamping: time.nanoseconds)
        set(6, at: 0)
        set(length, at: 4)
        set(UInt32(truncatingIfNeeded: units >> 32), at: 12)
        set(UInt32(truncatingIfNeeded: units), at: 16)
        set(UInt32(clamping: captured), at: 20)
        set(UInt32(clamping: captured &+ segment.cut), at: 24)
        write(head, &output)
        payload.withBytes { output.write($0) }
        write(tail, &output)
    }

    private func put<Integer: FixedWidthInteger>(_ value: Integer, _ bytes: inout [UInt8]) {
        for index in 0..<Integer.bitWidth / 8 {
            bytes.append(UInt8(truncatingIfNeeded: value >> Integer(8 &* index)))
        }
    }

    /// Adds an option of text, cut between characters where it is too long.
    private func put(option code: UInt16, _ text: String, _ bytes: inout [UInt8]) {
        var units = Array(text.utf8.prefix(Self.longestComment))
        if text.utf8.count > units.count {
            while let last = units.last, last & 0xc0 == 0x80 { units.removeLast() }
            units.removeLast()
            units += Array("…".utf8)
        }
        put(code, &bytes)
        put(UInt16(clamping: units.count), &bytes)
        bytes += units
        pad(units.count, &bytes)
    }

    private func pad(_ count: Int, _ bytes: inout [UInt8]) {
        for _ in 0..<((0 &- count) & 3) { bytes.append(0) }
    }
}
