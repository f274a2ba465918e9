package import ByteStreams

/// A link-layer header type, as numbered in the LINKTYPE_ registry (`LINKTYPE_ETHERNET` is 1).
package struct LinkType: Sendable, Hashable {
    /// The registry's number.
    package let rawValue: UInt32

    /// A link type by its number.
    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }
}

/// The facts of one captured packet beside its bytes.
package struct CapturedPacket: Sendable, Hashable {
    /// The packet's place among all of its source, from 1.
    package let number: Int
    /// When it was captured.
    package let time: Timestamp
    /// How its first header is to be read.
    package let linkType: LinkType
    /// Bytes that the packet had on the wire; more than were captured where a snap length cut it.
    package let originalLength: Int

    /// The facts of a packet.
    package init(number: Int, time: Timestamp, linkType: LinkType, originalLength: Int) {
        self.number = number
        self.time = time
        self.linkType = linkType
        self.originalLength = originalLength
    }
}
