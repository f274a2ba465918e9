import ByteStreams

/// The control bits of TCP (RFC 9293 section 3.1).
struct TCPFlags: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    static let finish = TCPFlags(rawValue: 0x01)
    static let synchronise = TCPFlags(rawValue: 0x02)
    static let reset = TCPFlags(rawValue: 0x04)
    static let push = TCPFlags(rawValue: 0x08)
    static let acknowledge = TCPFlags(rawValue: 0x10)
}

/// The headers of IP and TCP before a segment's payload. Where one end has an IPv6 address and the other has none, its
/// address is written as an IPv4-mapped one.
enum PacketHeader {
    /// How far a side's window is to be shifted.
    static let windowShift: UInt8 = 7

    /// What a SYN says: the longest segment, and how the window is to be shifted.
    private static let openingOptions: [UInt8] = [2, 4, 0xff, 0xd7, 1, 3, 3, windowShift]

    /// Adds the headers of a segment with this payload.
    static func append(_ segment: PacketWriter.Segment, payload: RawSpan, to bytes: inout [UInt8]) {
        let isV6 = segment.source.address.isV6 || segment.target.address.isV6
        let options = segment.flags.contains(.synchronise) ? openingOptions : []
        let length = 20 &+ options.count &+ payload.byteCount &+ segment.cut
        if isV6 {
            appendV6(segment, length: length, to: &bytes)
        } else {
            appendV4(segment, length: length, to: &bytes)
        }
        appendTCP(segment, options: options, payload: payload, length: length, to: &bytes)
    }

    private static func appendV4(
        _ segment: PacketWriter.Segment, length: Int, to bytes: inout [UInt8]
    ) {
        let start = bytes.count
        let source = UInt32(truncatingIfNeeded: segment.source.address.low)
        let target = UInt32(truncatingIfNeeded: segment.target.address.low)
        put(0x4500 as UInt16, &bytes)
        put(UInt16(clamping: length &+ 20), &bytes)
        put(segment.identification, &bytes)
        put(0x4000 as UInt16, &bytes)
        put(0x4006 as UInt16, &bytes)
        put(0 as UInt16, &bytes)
        put(source, &bytes)
        put(target, &bytes)
        var checksum = InternetChecksum()
        unsafe checksum.add(bytes.span.bytes.extracting(start..<bytes.count))
        set(checksum.value, at: start &+ 10, &bytes)
    }

    private static func appendV6(
        _ segment: PacketWriter.Segment, length: Int, to bytes: inout [UInt8]
    ) {
        put(0x6000_0000 as UInt32, &bytes)
        put(UInt16(clamping: length), &bytes)
        put(0x0640 as UInt16, &bytes)
        for address in [mapped(segment.source.address), mapped(segment.target.address)] {
            put(address.high, &bytes)
            put(address.low, &bytes)
        }
    }

    private static func mapped(_ address: IPAddress) -> IPAddress {
        address.isV6 ? address : IPAddress(v6: 0, 0xffff_0000_0000 | address.low)
    }

    private static func appendTCP(
        _ segment: PacketWriter.Segment, options: [UInt8], payload: RawSpan, length: Int,
        to bytes: inout [UInt8]
    ) {
        let start = bytes.count
        put(segment.source.port, &bytes)
        put(segment.target.port, &bytes)
        put(segment.sequence, &bytes)
        put(segment.acknowledgement, &bytes)
        bytes.append(UInt8(truncatingIfNeeded: (20 &+ options.count) / 4) << 4)
        bytes.append(segment.flags.rawValue)
        put(0xffff as UInt16, &bytes)
        put(0 as UInt32, &bytes)
        bytes += options
        guard segment.cut == 0 else { return }
        let isV6 = segment.source.address.isV6 || segment.target.address.isV6
        var checksum = InternetChecksum()
        for address in [segment.source.address, segment.target.address] {
            checksum.add(isV6 ? mapped(address) : address)
        }
        checksum.add(6 as UInt16)
        checksum.add(UInt32(clamping: length))
        unsafe checksum.add(bytes.span.bytes.extracting(start..<bytes.count))
        checksum.add(payload)
        set(checksum.value, at: start &+ 16, &bytes)
    }

    private static func put<Integer: FixedWidthInteger>(_ value: Integer, _ bytes: inout [UInt8]) {
        for shift in stride(from: Integer.bitWidth &- 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> Integer(shift)))
        }
    }

    private static func set(_ value: UInt16, at place: Int, _ bytes: inout [UInt8]) {
        bytes[place] = UInt8(value >> 8)
        bytes[place &+ 1] = UInt8(truncatingIfNeeded: value)
    }
}
