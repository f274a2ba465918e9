import ByteStreams

/// Finds the records in one direction's bytes. A record that comes whole is read where it is; one that comes in pieces
/// is gathered.
struct RecordReader {
    /// Where a record's body is.
    enum Body: Hashable {
        /// In the bytes given to `next`.
        case inPlace(Range<Int>)
        /// In `gathered`, until `next` is called again.
        case gathered
    }

    /// What `next` finds.
    enum Step: Hashable {
        case record(RecordHeader, Body)
        /// The bytes are no record; the next border has to be looked for.
        case notRecord
    }

    /// What a gap costs.
    enum Loss: Hashable {
        /// So many bytes of the record in progress, whose body is `bodyLength` long; the next border is known.
        case damaged(RecordHeader)
        /// Nothing but bytes of a record that is lost already.
        case nothingMore
        /// The border; `of` is the record in progress, where its header was seen.
        case border(of: RecordHeader?)
    }

    private enum State {
        case header
        case body(RecordHeader)
        case damaged(remaining: Int)
        case lost
    }

    private var state = State.header
    /// The pieces of the header or body in progress, or the body last found.
    private(set) var gathered: [UInt8] = []
    private var isDone = false

    /// Whether the next border is not known.
    var isLost: Bool { if case .lost = state { true } else { false } }

    /// Bytes of the record in progress that were seen.
    var pendingCount: Int {
        switch state {
        case .header: isDone ? 0 : gathered.count
        case .body: RecordHeader.length + gathered.count
        case .damaged, .lost: 0
        }
    }

    /// The next record from `offset` on, which moves; nil where the bytes end first.
    mutating func next(_ bytes: RawSpan, at offset: inout Int) -> Step? {
        if isDone {
            gathered.removeAll(keepingCapacity: true)
            isDone = false
        }
        while offset < bytes.byteCount {
            switch state {
            case .header:
                guard let header = readHeader(bytes, at: &offset) else {
                    guard isLost else { return nil }
                    return .notRecord
                }
                state = .body(header)
                if header.bodyLength == 0 {
                    state = .header
                    return .record(header, .inPlace(offset..<offset))
                }
            case .body(let header):
                guard let body = readBody(header, bytes, at: &offset) else { return nil }
                state = .header
                return .record(header, body)
            case .damaged(let remaining):
                let count = min(remaining, bytes.byteCount - offset)
                offset += count
                state = count == remaining ? .header : .damaged(remaining: remaining - count)
            case .lost:
                return .notRecord
            }
        }
        return nil
    }

    private mutating func readHeader(_ bytes: RawSpan, at offset: inout Int) -> RecordHeader? {
        let header: RecordHeader?
        if gathered.isEmpty, bytes.byteCount - offset >= RecordHeader.length {
            header = RecordHeader(bytes, at: offset)
            if header != nil { offset += RecordHeader.length }
        } else {
            let count = min(RecordHeader.length - gathered.count, bytes.byteCount - offset)
            bytes.append(offset..<offset + count, to: &gathered)
            offset += count
            guard gathered.count == RecordHeader.length else { return nil }
            header = unsafe RecordHeader(gathered.span.bytes, at: 0)
            gathered.removeAll(keepingCapacity: true)
        }
        if header == nil { state = .lost }
        return header
    }

    private mutating func readBody(_ header: RecordHeader, _ bytes: RawSpan, at offset: inout Int) -> Body? {
        let available = bytes.byteCount - offset
        if gathered.isEmpty, available >= header.bodyLength {
            defer { offset += header.bodyLength }
            return .inPlace(offset..<offset + header.bodyLength)
        }
        let count = min(header.bodyLength - gathered.count, available)
        bytes.append(offset..<offset + count, to: &gathered)
        offset += count
        guard gathered.count == header.bodyLength else { return nil }
        isDone = true
        return .gathered
    }

    /// Takes note that the direction's next `count` bytes were not seen.
    mutating func skip(_ count: Int) -> Loss {
        if isDone {
            gathered.removeAll()
            isDone = false
        }
        switch state {
        case .header:
            state = .lost
            return .border(of: nil)
        case .body(let header):
            let remaining = header.bodyLength - gathered.count
            gathered.removeAll()
            guard count <= remaining else {
                state = .lost
                return .border(of: header)
            }
            state = count == remaining ? .header : .damaged(remaining: remaining - count)
            return .damaged(header)
        case .damaged(let remaining):
            guard count <= remaining else {
                state = .lost
                return .border(of: nil)
            }
            state = count == remaining ? .header : .damaged(remaining: remaining - count)
            return .nothingMore
        case .lost:
            return .nothingMore
        }
    }

    /// Goes on at a border that was found.
    mutating func resume() {
        gathered.removeAll()
        isDone = false
        state = .header
    }

    /// Forgets the place.
    mutating func lose() {
        gathered.removeAll()
        isDone = false
        state = .lost
    }
}

extension RawSpan {
    /// Appends some of the bytes to an array.
    func append(_ range: Range<Int>, to array: inout [UInt8]) {
        unsafe extracting(range).withUnsafeBytes { unsafe array.append(contentsOf: $0) }
    }
}
