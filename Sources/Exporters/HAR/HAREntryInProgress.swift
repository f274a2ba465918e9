import ByteStreams
import Dissection
import WebSocketWire

/// What has to be remembered of a connection until its entry is ended.
struct HAREntryInProgress {
    /// Findings that one entry tells at most.
    static let mostFindings = 256
    private static let longestReason = 4_096

    let opening: ConnectionOpening
    /// The latest time of any message.
    private(set) var latest: Timestamp
    /// The reason in the first Close message; nil where none was seen.
    private(set) var closeReason: [UInt8]?
    private(set) var findings: [Finding] = []
    /// Findings beyond those that are remembered.
    private(set) var findingsLeftOut: UInt64 = 0
    private var hasMessages = false

    init(_ opening: ConnectionOpening) {
        self.opening = opening
        latest = opening.time
    }

    mutating func note(_ message: Message, _ bytes: RawSpan) {
        latest = max(latest, message.time)
        guard closeReason == nil, case .code = CloseBody.told(by: message, bytes) else { return }
        closeReason = bytes.extracting(2..<min(bytes.byteCount, Self.longestReason)).copied
    }

    /// Remembers a finding, or that there was one more. Findings may come at any time before the end.
    mutating func note(_ finding: Finding) {
        guard findings.count < Self.mostFindings else {
            findingsLeftOut &+= 1
            return
        }
        findings.append(finding)
    }

    /// Whether the next message stands behind another one.
    mutating func takeComma() -> Bool {
        defer { hasMessages = true }
        return hasMessages
    }
}
