import Dissection
import WebSocketWire

/// Which bytes of a message stand in which row: each frame's header in rows of its own, in front of its payload.
struct HexMap: Sendable, Hashable {
    /// What a stretch of rows is.
    enum Kind: Sendable, Hashable {
        /// A frame's header, by its index among the frames that are known.
        case header(Int)
        /// Payload: of a frame by its index, or nil where that is not known.
        case payload(Int?)
    }

    /// A stretch of rows.
    struct Segment: Sendable, Hashable {
        /// What it is.
        let kind: Kind
        /// Its bytes: places in the header, or in the payload.
        let bytes: Range<Int>
        /// Its first row.
        let firstRow: Int
    }

    /// Frames that are told apart.
    private static let mostFrames = 4_096

    /// The stretches, in order.
    private(set) var segments: [Segment] = []
    /// Rows in all.
    private(set) var rowCount = 0
    /// Bytes of a row.
    let perRow: Int

    /// The rows of a payload of so many bytes, between the headers of its frames where these are known.
    init(payload count: Int, frames: [FrameHeader], isExact: Bool, perRow: Int) {
        self.perRow = max(1, perRow)
        var place = 0
        for (index, header) in frames.prefix(Self.mostFrames).enumerated() {
            add(.header(index), 0..<header.headerLength)
            guard isExact else { continue }
            let isLast = index == Self.mostFrames - 1
            let end = isLast ? count : place + Int(min(header.length, UInt64(max(0, count - place))))
            add(.payload(isLast ? nil : index), place..<end)
            place = end
        }
        add(.payload(nil), place..<max(place, count))
    }

    private mutating func add(_ kind: Kind, _ bytes: Range<Int>) {
        guard !bytes.isEmpty else { return }
        segments.append(Segment(kind: kind, bytes: bytes, firstRow: rowCount))
        rowCount += (bytes.count + perRow - 1) / perRow
    }

    /// The stretch of a row, and the bytes of it that stand in the row; nil where there is none.
    func row(_ row: Int) -> (segment: Segment, bytes: Range<Int>)? {
        guard row >= 0, row < rowCount else { return nil }
        var (low, high) = (0, segments.count)
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].firstRow <= row { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let segment = segments[low - 1]
        let start = segment.bytes.lowerBound + (row - segment.firstRow) * perRow
        return (segment, start..<min(start + perRow, segment.bytes.upperBound))
    }
}
