import Glibc

/// The user's program for reading text page by page.
enum Pager {
    /// Shows bytes in it: `$PAGER`, or `less`. Bytes that are no text are left to it; `less` shows them as such.
    static func show(_ bytes: [UInt8]) {
        let named = unsafe getenv("PAGER").map { unsafe String(cString: $0) } ?? ""
        guard let pipe = unsafe popen(named.isEmpty ? "less" : named, "w") else { return }
        _ = unsafe bytes.withUnsafeBufferPointer { unsafe fwrite($0.baseAddress, 1, $0.count, pipe) }
        _ = unsafe pclose(pipe)
    }
}
