import Glibc

/// A blocking TCP socket on loopback; nothing waits longer than ten seconds.
final class TestSocket {
    private(set) var descriptor: Int32

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close() }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        address.sin_port = port.bigEndian
        return address
    }

    private static func with(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = address(port)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }

    /// A socket that listens on a free port.
    static func listening() -> TestSocket {
        let socket = TestSocket(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        precondition(with(0) { bind(socket.descriptor, $0, $1) } == 0)
        precondition(listen(socket.descriptor, 16) == 0)
        return socket
    }

    /// A socket that is connected to a port; nil where nobody listens there.
    static func connected(to port: UInt16) -> TestSocket? {
        let socket = TestSocket(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        return with(port) { connect(socket.descriptor, $0, $1) } == 0 ? socket : nil
    }

    /// The port of its own end.
    var port: UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    /// The next connection.
    func accepted() -> TestSocket { TestSocket(accept(descriptor, nil, nil)) }

    /// Sends all of the bytes; false where that fails.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Sends a text.
    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Sends without waiting until nothing more is taken for a while; how many bytes that were.
    func flood(_ bytes: [UInt8], atMost limit: Int) -> Int {
        var sent = 0
        while sent < limit {
            var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard Glibc.poll(&poll, 1, 500) == 1 else { break }
            let rest = bytes[(sent % bytes.count)...].prefix(limit - sent)
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            guard count > 0 else { break }
            sent += count
        }
        return sent
    }

    /// What one read gives: bytes, none at the end, or nil with `errno` where it fails.
    func read(_ most: Int = 65_536) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: most)
        let count = recv(descriptor, &bytes, most, 0)
        return count < 0 ? nil : Array(bytes.prefix(count))
    }

    /// Bytes that come within a while; nil where there are none.
    func readAvailable(milliseconds: Int32 = 200) -> [UInt8]? {
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard Glibc.poll(&poll, 1, milliseconds) == 1, let bytes = read(), !bytes.isEmpty else { return nil }
        return bytes
    }

    /// So many bytes, or fewer where the end comes first.
    func read(exactly count: Int) -> [UInt8] {
        var all: [UInt8] = []
        while all.count < count, let bytes = read(min(65_536, count - all.count)), !bytes.isEmpty { all += bytes }
        return all
    }

    /// All bytes up to the end.
    func readAll() -> [UInt8] {
        var all: [UInt8] = []
        while let bytes = read(), !bytes.isEmpty { all += bytes }
        return all
    }

    /// The bytes up to a blank line, as text.
    func readHead() -> String {
        var all: [UInt8] = []
        while !all.suffix(4).elementsEqual("\r\n\r\n".utf8), let byte = read(1), !byte.isEmpty { all += byte }
        return String(decoding: all, as: UTF8.self)
    }

    /// Says that nothing more comes (FIN).
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Aborts (RST).
    func abort() {
        var abrupt = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &abrupt, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    func close() {
        guard descriptor >= 0 else { return }
        Glibc.close(descriptor)
        descriptor = -1
    }
}
