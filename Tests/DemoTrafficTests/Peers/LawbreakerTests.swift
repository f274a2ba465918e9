import ByteStreams
import Testing
import WebSocketWire

@testable import DemoTraffic

struct LawbreakerTests {
    /// What each offence breaks.
    static let rules: [(Lawbreaker.Offence, Rule)] = [
        (.unmaskedFrame, FrameRules.unmaskedClientFrame), (.reservedBit, FrameRules.reservedBits),
        (.invalidText, FrameRules.invalidText), (.oneByteClose, FrameRules.closeBodyTooShort),
        (.fragmentedPing, FrameRules.fragmentedControl), (.maskedServerFrame, FrameRules.maskedServerFrame),
        (.longPing, FrameRules.oversizedControl), (.reservedOpcode, FrameRules.reservedOpcode),
        (.strayContinuation, FrameRules.continuationWithoutStart), (.wastefulLength, FrameRules.lengthNotMinimal),
        (.forbiddenCloseCode, FrameRules.closeCodeForbidden), (.frameAfterClose, FrameRules.dataAfterClose),
        (.sameMask, FrameRules.predictableMask), (.cutReason, FrameRules.closeReasonNotUTF8),
    ]

    private let stories = PlayedDemo.twoMinutes.stories(of: "legacy-gateway")

    @Test
    func `each visit breaks the law that is in turn, and no other`() {
        #expect(Self.rules.map(\.0) == Lawbreaker.Offence.allCases)
        let expected = Self.rules.map { [$0.1.id] }
        #expect(stories.prefix(expected.count).map(\.rules) == expected)
        #expect(stories.count > expected.count)
    }

    @Test
    func `all are shown within ninety seconds, and rarely after that`() {
        let times = stories.map { $0.opening.time.since(PlayedDemo.start) / 1_000_000_000 }
        #expect(times[Self.rules.count - 1] < 90)
        #expect(times.filter { $0 > 75 }.count <= 2)
    }

    @Test
    func `every visit ends with Close frames`() {
        #expect(stories.dropLast().allSatisfy { $0.closing?.outcome == .clean })
    }
}
