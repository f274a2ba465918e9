import ByteStreams
import CPcap
package import Packets

/// How interfaces are captured on.
package struct CaptureSettings: Sendable, Hashable {
    /// Bytes captured of each packet at most.
    package var snapLength = 262_144
    /// Bytes that the kernel holds for each interface until they are fetched.
    package var bufferSize = 64 << 20
    /// Whether packets for others are captured too, as far as the interface sees them.
    package var isPromiscuous = true
    /// The filter expression; nil for everything.
    package var filter: String?

    /// The usual settings.
    package init() {}
}

/// What an interface has counted since it was opened.
package struct CaptureStatistics: Sendable, Hashable {
    /// Packets fetched from it.
    package var captured = 0
    /// Packets that the kernel's buffer had no room for.
    package var droppedByKernel = 0
    /// Packets that the interface itself lost.
    package var droppedByInterface = 0

    /// Nothing counted yet.
    package init() {}
}

/// An interface that is open for capturing. Times are in nanoseconds where the kernel offers them. A class, for it owns
/// a handle of libpcap; one thread at a time uses it.
@safe
package final class CaptureDevice {
    private let handle: OpaquePointer
    private let fraction: Int64
    private var memory = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    private var captured = 0
    /// Its name.
    package let name: String
    /// How its packets begin.
    package let linkType: LinkType
    /// Bytes captured of each packet at most.
    package let snapLength: Int
    /// What a person should know of how it was opened.
    package let remark: String?
    /// Readable when there are packets.
    let descriptor: Int32

    /// Milliseconds after which the kernel hands over a block of packets that is not full. libpcap's immediate mode
    /// would hand over each packet at once, from a ring whose slots have the size of the snap length: 64 MiB would
    /// hold 256 packets.
    static let patience: Int32 = 10

    /// Opens an interface.
    package init(_ name: String, _ settings: CaptureSettings) throws(CaptureError) {
        var reason = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        guard let handle = unsafe pcap_create(name, &reason) else {
            throw .notOpened(name, reason: Self.text(reason))
        }
        do throws(CaptureError) {
            remark = unsafe try Self.activate(handle, name, settings)
            unsafe try Self.filter(handle, name, settings.filter)
        } catch {
            unsafe pcap_close(handle)
            throw error
        }
        unsafe self.handle = unsafe handle
        self.name = name
        linkType = unsafe DataLink(rawValue: pcap_datalink(handle)).linkType
        snapLength = unsafe Int(pcap_snapshot(handle))
        fraction = unsafe pcap_get_tstamp_precision(handle) == PCAP_TSTAMP_PRECISION_NANO ? 1 : 1_000
        descriptor = unsafe pcap_get_selectable_fd(handle)
    }

    deinit {
        unsafe pcap_close(handle)
    }

    /// The next packet, with no number; nil where there is none at the moment.
    func next() throws(CaptureError) -> CapturedPacket? {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var data: UnsafePointer<UInt8>?
        let result = unsafe pcap_next_ex(handle, &header, &data)
        guard result == 1, let header = unsafe header, let data = unsafe data else {
            unsafe memory = UnsafeRawBufferPointer(start: nil, count: 0)
            if result == 0 { return nil }
            throw .ended(name, reason: unsafe String(cString: pcap_geterr(handle)))
        }
        captured &+= 1
        let facts = unsafe header.pointee
        unsafe memory = UnsafeRawBufferPointer(start: data, count: Int(facts.caplen))
        let time = Int64(facts.ts.tv_sec) &* 1_000_000_000 &+ Int64(facts.ts.tv_usec) &* fraction
        return CapturedPacket(
            number: 0, time: Timestamp(nanoseconds: time), linkType: linkType,
            originalLength: max(Int(facts.len), Int(facts.caplen)))
    }

    /// The bytes of the packet last given, until the next call of `next`.
    var bytes: RawSpan {
        @_lifetime(borrow self)
        get { unsafe _overrideLifetime(RawSpan(_unsafeBytes: memory), borrowing: self) }
    }

    /// What was counted so far.
    var statistics: CaptureStatistics {
        var all = CaptureStatistics()
        all.captured = captured
        var counts = pcap_stat()
        if unsafe pcap_stats(handle, &counts) == 0 {
            all.droppedByKernel = Int(counts.ps_drop)
            all.droppedByInterface = Int(counts.ps_ifdrop)
        }
        return all
    }
}

// How an interface is opened.
extension CaptureDevice {
    /// Activates a handle; gives libpcap's warning, if any.
    private static func activate(
        _ handle: OpaquePointer, _ name: String, _ settings: CaptureSettings
    ) throws(CaptureError) -> String? {
        unsafe pcap_set_snaplen(handle, Int32(clamping: settings.snapLength))
        unsafe pcap_set_promisc(handle, settings.isPromiscuous && name != "any" ? 1 : 0)
        unsafe pcap_set_timeout(handle, patience)
        unsafe pcap_set_buffer_size(handle, Int32(clamping: settings.bufferSize))
        unsafe pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO)
        let result = unsafe pcap_activate(handle)
        let reason = unsafe String(cString: pcap_geterr(handle))
        switch result {
        case 0: break
        case 1...: return "\(name): \(reason.isEmpty ? unsafe String(cString: pcap_statustostr(result)) : reason)"
        case PCAP_ERROR_NO_SUCH_DEVICE: throw .noSuchInterface(name, known: CaptureInterface.names)
        case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED: throw .notPermitted(name)
        case PCAP_ERROR_IFACE_NOT_UP: throw .interfaceDown(name)
        default:
            throw .notOpened(name, reason: reason.isEmpty ? unsafe String(cString: pcap_statustostr(result)) : reason)
        }
        return nil
    }

    private static func filter(
        _ handle: OpaquePointer, _ name: String, _ expression: String?
    ) throws(CaptureError) {
        var reason = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        if let expression {
            var network: UInt32 = 0
            var netmask: UInt32 = 0
            if unsafe pcap_lookupnet(name, &network, &netmask, &reason) != 0 { netmask = PCAP_NETMASK_UNKNOWN }
            let program = unsafe try CaptureFilter.compiled(expression, on: handle, netmask: netmask)
            defer { unsafe CaptureFilter.free(program) }
            guard unsafe pcap_setfilter(handle, program) == 0 else {
                throw .wrongFilter(expression, reason: unsafe String(cString: pcap_geterr(handle)))
            }
        }
        guard unsafe pcap_setnonblock(handle, 1, &reason) == 0 else {
            throw .notOpened(name, reason: text(reason))
        }
    }

    /// A C string in an array as text.
    static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
