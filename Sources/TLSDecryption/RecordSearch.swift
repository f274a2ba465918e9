import ByteStreams

/// Looks for the next record behind a loss: for headers that an encrypted record can have. Which of them is one,
/// decryption on trial proves.
struct RecordSearch {
    private var window: [UInt8] = []
    private var offset = 0
    /// Bytes passed over since the loss.
    private(set) var passed = 0

    /// What may be the next record.
    struct Candidate: Hashable {
        let header: RecordHeader
        /// Where its body is in the window.
        let body: Range<Int>
    }

    /// The bytes that candidates lie in.
    var bytes: [UInt8] { window }

    /// Adds the next bytes.
    mutating func append(_ bytes: RawSpan) {
        if offset > 0 {
            window.removeFirst(offset)
            offset = 0
        }
        bytes.append(0..<bytes.byteCount, to: &window)
    }

    /// The first header in the window whose record is whole; nil where more bytes are needed.
    mutating func next() -> Candidate? {
        while window.count - offset >= RecordHeader.length {
            if let header = unsafe RecordHeader(window.span.bytes, at: offset), header.mayBeEncrypted {
                let start = offset + RecordHeader.length
                guard window.count - start >= header.bodyLength else { return nil }
                return Candidate(header: header, body: start..<start + header.bodyLength)
            }
            offset += 1
            passed += 1
        }
        return nil
    }

    /// The candidate is none: goes on behind its first byte.
    mutating func reject() {
        offset += 1
        passed += 1
    }

    /// The bytes behind the candidate, which is the next record.
    func rest(behind candidate: Candidate) -> [UInt8] {
        Array(window[candidate.body.upperBound...])
    }
}
