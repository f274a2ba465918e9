package import ByteStreams
import CPcap
import Glibc
package import Packets

/// An interface that can be captured on, as libpcap lists it.
package struct CaptureInterface: Sendable, Hashable {
    /// A state or a kind of an interface.
    package enum Trait: String, Sendable, Hashable, CaseIterable {
        case up, running, loopback, wireless
    }

    /// An address and the length of its network's prefix, where it has one.
    package struct Address: Sendable, Hashable, CustomStringConvertible {
        /// The address.
        package let address: IPAddress
        /// Bits of the network's prefix.
        package let prefix: Int?

        /// `127.0.0.1/8`
        package var description: String {
            prefix.map { "\(address)/\($0)" } ?? "\(address)"
        }
    }

    /// Its name.
    package let name: String
    /// What libpcap says about it; nil for most.
    package let description: String?
    /// Its IPv4 and IPv6 addresses.
    package let addresses: [Address]
    /// What holds for it, in the order of the cases.
    package let traits: [Trait]
    /// How its packets begin; nil where it may not be opened, or where opening it would take packets from others.
    package let linkType: LinkType?

    /// Every interface, in libpcap's order: those that are up first.
    package static func all() throws(CaptureError) -> [CaptureInterface] {
        unsafe try listed { entry in unsafe CaptureInterface(entry) }
    }

    /// The names of every interface; none where they cannot be listed.
    package static var names: [String] {
        unsafe (try? listed { entry in unsafe String(cString: entry.name) }) ?? []
    }

    private static func listed<Element>(_ element: (pcap_if_t) -> Element) throws(CaptureError) -> [Element] {
        var list: UnsafeMutablePointer<pcap_if_t>?
        var reason = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        guard unsafe pcap_findalldevs(&list, &reason) == 0 else {
            throw .notOpened("interfaces", reason: CaptureDevice.text(reason))
        }
        defer { unsafe pcap_freealldevs(list) }
        var elements: [Element] = []
        var next = unsafe list
        while let entry = unsafe next {
            elements.append(unsafe element(entry.pointee))
            unsafe next = unsafe entry.pointee.next
        }
        return elements
    }

    private init(_ entry: pcap_if_t) {
        name = unsafe String(cString: entry.name)
        description = unsafe entry.description.map { unsafe String(cString: $0) }
        let flags = unsafe Int32(bitPattern: entry.flags)
        let bits: [(Trait, Int32)] = [
            (.up, PCAP_IF_UP), (.running, PCAP_IF_RUNNING), (.loopback, PCAP_IF_LOOPBACK),
            (.wireless, PCAP_IF_WIRELESS),
        ]
        traits = bits.filter { flags & $0.1 != 0 }.map(\.0)
        var found: [Address] = []
        var next = unsafe entry.addresses
        while let address = unsafe next {
            if let known = unsafe Self.address(address.pointee) { found.append(known) }
            unsafe next = unsafe address.pointee.next
        }
        addresses = found
        linkType = Self.linkType(of: name)
    }

    private static func address(_ entry: pcap_addr) -> Address? {
        guard let address = unsafe entry.addr, let known = unsafe ipAddress(address) else { return nil }
        let mask = unsafe entry.netmask.flatMap { unsafe ipAddress($0) }
        let ones = mask.map { $0.high.nonzeroBitCount + $0.low.nonzeroBitCount }
        return Address(address: known, prefix: ones)
    }

    private static func ipAddress(_ address: UnsafeMutablePointer<sockaddr>) -> IPAddress? {
        let raw = UnsafeRawPointer(address)
        switch unsafe Int32(address.pointee.sa_family) {
        case AF_INET:
            let bits = unsafe raw.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr
            return IPAddress(v4: UInt32(bigEndian: bits))
        case AF_INET6:
            let offset = MemoryLayout<sockaddr_in6>.offset(of: \.sin6_addr) ?? 8
            let high = unsafe raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let low = unsafe raw.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
            return IPAddress(v6: UInt64(bigEndian: high), UInt64(bigEndian: low))
        default:
            return nil
        }
    }

    /// Opens a network interface to learn its link type. libpcap's other devices are not opened: one of them takes
    /// packets out of a netfilter queue.
    private static func linkType(of name: String) -> LinkType? {
        guard unsafe name == "any" || if_nametoindex(name) != 0 else { return nil }
        var settings = CaptureSettings()
        settings.isPromiscuous = false
        settings.bufferSize = 1 << 20
        return try? CaptureDevice(name, settings).linkType
    }
}
