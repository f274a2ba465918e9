import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection
@testable import Exporters

struct HAREntryInProgressTests {
    private static func entry() -> HAREntryInProgress {
        HAREntryInProgress(
            ConnectionOpening(
                connection: 1, time: Timestamp(nanoseconds: 0), client: Sample.client, server: Sample.server,
                source: .capture, handshake: nil, confidence: nil, security: nil, httpStream: nil))
    }

    @Test func `the first reason and the latest time are remembered`() {
        var entry = Self.entry()
        var batch = TrafficBatch()
        for body in [[3], [3, 0xe8], [3, 0xe9, 0x61]] as [[UInt8]] { Sample.message(&batch, .close, body) }
        for event in batch.events {
            if case .message(let message) = event { batch.withBytes(of: message) { entry.note(message, $0) } }
        }
        #expect(entry.closeReason == [])
        #expect(entry.latest == Sample.time)
    }

    @Test func `findings are remembered up to a limit`() {
        var entry = Self.entry()
        let finding = Finding(
            connection: 1, message: nil, time: Sample.time, violation: Violation(StreamRules.noClose, ""))
        for _ in 0..<1_000 { entry.note(finding) }
        #expect(entry.findings.count == HAREntryInProgress.mostFindings)
        #expect(entry.findingsLeftOut == UInt64(1_000 - HAREntryInProgress.mostFindings))
    }

    @Test func `a comma stands before every message but the first`() {
        var entry = Self.entry()
        #expect((0..<3).map { _ in entry.takeComma() } == [false, true, true])
    }
}
