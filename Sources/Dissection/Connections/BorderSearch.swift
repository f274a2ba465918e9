import ByteStreams
import WebSocketWire

/// A search for a frame border that remembers when each byte came, so that what is found is told with its own time.
final class BorderSearch {
    /// Where frames go on.
    struct Found {
        /// The bytes held back.
        let window: [UInt8]
        /// The stretches of the window from the border on, each with its time.
        let pieces: [(range: Range<Int>, time: Timestamp)]
        /// Bytes before the border that are in no frame.
        let skipped: Int
        /// How likely the border is one.
        let confidence: Double
        /// Whether its frames are masked.
        let isMasked: Bool
        /// When the border's first byte came.
        let time: Timestamp
    }

    private var frames: FrameSearch
    private var marks: [(end: Int, time: Timestamp)] = []
    /// Bytes looked at so far.
    private(set) var seen = 0

    init(masking: Masking?, compression: Compression, trust: Double = 0) {
        frames = FrameSearch(masking: masking, reservedBit1: compression != .none, trust: trust)
    }

    /// Whether nothing came yet.
    var isEmpty: Bool { seen == 0 }

    /// Takes bytes from `offset` on, which moves on, and says where frames go on once that is likely enough.
    func accept(_ bytes: RawSpan, from offset: inout Int, at time: Timestamp) -> Found? {
        if frames.room == 0 {
            if let found = finish() { return found }
            let before = frames.discarded
            frames.slide()
            let gone = frames.discarded - before
            marks = marks.compactMap { $0.end > gone ? ($0.end - gone, $0.time) : nil }
        }
        let end = min(bytes.byteCount, offset + frames.room)
        let piece = bytes.extracting(offset..<end)
        seen += piece.byteCount
        marks.append((frames.window.count + piece.byteCount, time))
        let border = frames.feed(piece)
        offset = end
        return border.map { found($0) }
    }

    /// The likeliest border, where nothing more comes.
    func finish() -> Found? {
        frames.finish().map { found($0) }
    }

    /// What is held back, with its times.
    var held: HeldBytes {
        var held = HeldBytes()
        var start = 0
        for mark in marks {
            unsafe held.append(frames.window.span.bytes.extracting(start..<mark.end), at: mark.time)
            start = mark.end
        }
        return held
    }

    /// Gives up what is held back.
    func release() {
        frames = FrameSearch(masking: nil, reservedBit1: false)
        marks = []
    }

    private func found(_ border: FrameSearch.Border) -> Found {
        var start = border.offset
        var pieces: [(range: Range<Int>, time: Timestamp)] = []
        for mark in marks where mark.end > start {
            pieces.append((start..<mark.end, mark.time))
            start = mark.end
        }
        return Found(
            window: frames.window, pieces: pieces, skipped: frames.discarded + border.offset,
            confidence: border.confidence, isMasked: border.isMasked,
            time: pieces.first?.time ?? Timestamp(nanoseconds: 0))
    }
}
