import CPcap
package import Packets

/// A filter in the language of `man pcap-filter`, compiled by libpcap for one link type.
@safe
package struct CaptureFilter: ~Copyable {
    private let program: UnsafeMutablePointer<bpf_program>

    /// Compiles `expression`. A host name in it is looked up. An empty expression accepts every packet.
    package init(_ expression: String, linkType: LinkType, snapLength: Int = 262_144) throws(CaptureError) {
        let dataLink = DataLink(linkType).rawValue
        guard let handle = unsafe pcap_open_dead(dataLink, Int32(clamping: snapLength)) else {
            throw .noResources(reason: "libpcap has no memory")
        }
        defer { unsafe pcap_close(handle) }
        unsafe program = try Self.compiled(expression, on: handle, netmask: PCAP_NETMASK_UNKNOWN)
    }

    deinit {
        unsafe Self.free(program)
    }

    /// Whether the filter accepts a packet by its captured `bytes` and the length that it had on the wire.
    package func accepts(_ bytes: RawSpan, originalLength: Int) -> Bool {
        unsafe bytes.withUnsafeBytes { memory in
            var header = pcap_pkthdr()
            header.caplen = UInt32(clamping: memory.count)
            header.len = UInt32(clamping: max(originalLength, memory.count))
            guard let start = memory.baseAddress else {
                var nothing: UInt8 = 0
                return unsafe pcap_offline_filter(program, &header, &nothing) != 0
            }
            return unsafe pcap_offline_filter(program, &header, start.assumingMemoryBound(to: UInt8.self)) != 0
        }
    }

    /// Compiles an expression for a handle, into memory that the caller frees.
    static func compiled(
        _ expression: String, on handle: OpaquePointer, netmask: UInt32
    ) throws(CaptureError) -> UnsafeMutablePointer<bpf_program> {
        let program = UnsafeMutablePointer<bpf_program>.allocate(capacity: 1)
        unsafe program.initialize(to: bpf_program())
        guard unsafe pcap_compile(handle, program, expression, 1, netmask) == 0 else {
            let reason = unsafe String(cString: pcap_geterr(handle))
            unsafe program.deallocate()
            throw .wrongFilter(expression, reason: reason)
        }
        return unsafe program
    }

    /// Frees what `compiled` gave.
    static func free(_ program: UnsafeMutablePointer<bpf_program>) {
        unsafe pcap_freecode(program)
        unsafe program.deallocate()
    }
}
