import ByteStreams
import NIOCore
import NIOHPACK
import WebSocketWire

/// The header blocks of one direction: frames joined and decompressed (RFC 9113 section 4.3, RFC 7541).
struct HeaderBlocks {
    /// A block that is whole.
    struct Block {
        let stream: UInt32
        let endsStream: Bool
        /// Its fields; nil where they cannot be known.
        let fields: [HTTPField]?
    }

    private var decoder = HPACKDecoder(
        allocator: ByteBufferAllocator(), maxDynamicTableSize: HPACKDecoder.maxDynamicTableSize,
        maxHeaderListSize: HTTP2Limits.headerList)
    private var fragments: [UInt8] = []
    private var open: (stream: UInt32, endsStream: Bool)?
    private var isOverlong = false
    /// Why blocks cannot be read any more; nil while they can.
    private(set) var failure: String?

    /// Blocks whose table is known, from the beginning on.
    init() {}

    /// Takes the payload of a frame of headers; gives the block where it is whole, and somebody's.
    mutating func accept(_ header: HTTP2FrameHeader, payload: [UInt8]) -> Block? {
        switch header.type {
        case .headers: return accept(headers: payload, header)
        case .continuation: return accept(continuation: payload, header)
        default:
            accept(promise: payload, header)
            return nil
        }
    }

    /// Takes a HEADERS frame's payload; gives the block where it is whole.
    mutating func accept(headers payload: [UInt8], _ header: HTTP2FrameHeader) -> Block? {
        begin(header.stream, endsStream: header.has(HTTP2FrameHeader.endStream))
        var content = payload[...]
        if header.has(HTTP2FrameHeader.padded) {
            guard let padding = content.popFirst(), Int(padding) <= content.count else {
                fail("a HEADERS frame has more padding than bytes")
                return nil
            }
            content.removeLast(Int(padding))
        }
        if header.has(HTTP2FrameHeader.hasPriority) { content = content.dropFirst(5) }
        return add(content, isLast: header.has(HTTP2FrameHeader.endHeaders))
    }

    /// Takes a PUSH_PROMISE frame's payload, whose block counts for the table.
    mutating func accept(promise payload: [UInt8], _ header: HTTP2FrameHeader) {
        begin(0, endsStream: false)
        var content = payload[...]
        if header.has(HTTP2FrameHeader.padded) {
            guard let padding = content.popFirst(), Int(padding) <= content.count else {
                fail("a PUSH_PROMISE frame has more padding than bytes")
                return
            }
            content.removeLast(Int(padding))
        }
        _ = add(content.dropFirst(4), isLast: header.has(HTTP2FrameHeader.endHeaders))
    }

    /// Takes a CONTINUATION frame's payload; gives the block where it is whole.
    mutating func accept(continuation payload: [UInt8], _ header: HTTP2FrameHeader) -> Block? {
        guard let open, open.stream == header.stream || open.stream == 0 else {
            fail("a CONTINUATION frame continues nothing")
            return nil
        }
        return add(payload[...], isLast: header.has(HTTP2FrameHeader.endHeaders))
    }

    private mutating func begin(_ stream: UInt32, endsStream: Bool) {
        if open != nil { fail("a header block was not ended") }
        open = (stream, endsStream)
        fragments.removeAll(keepingCapacity: true)
        isOverlong = false
    }

    private mutating func add(_ content: ArraySlice<UInt8>, isLast: Bool) -> Block? {
        if fragments.count + content.count > HTTP2Limits.headerBlock {
            isOverlong = true
        } else {
            fragments += content
        }
        guard isLast, let open else { return nil }
        self.open = nil
        if isOverlong { fail("a header block has more than \(HTTP2Limits.headerBlock) bytes") }
        return Block(stream: open.stream, endsStream: open.endsStream, fields: decode())
    }

    private mutating func decode() -> [HTTPField]? {
        guard failure == nil else { return nil }
        var buffer = ByteBuffer(bytes: fragments)
        do {
            return try decoder.decodeHeaders(from: &buffer).map { HTTPField($0.name, $0.value) }
        } catch is NIOHPACKErrors.MaxHeaderListSizeViolation {
            fail("a header list is longer than \(HTTP2Limits.headerList) bytes")
        } catch {
            fail("a header block is damaged")
        }
        return nil
    }

    /// The table cannot be known any more.
    mutating func fail(_ reason: String) {
        if failure == nil { failure = reason }
        open = nil
    }

    /// The receiver allows tables of so many bytes (RFC 9113 section 6.5.2). A smaller one is signalled in the blocks.
    mutating func allow(table size: Int) {
        let size = min(size, HTTP2Limits.dynamicTable)
        if size > decoder.maxDynamicTableLength { decoder.maxDynamicTableLength = size }
    }
}
