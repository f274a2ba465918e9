import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection

struct StreamRulesTests {
    @Test func `every rule has a name of its own that tells where its law stands`() {
        let rules = StreamRules.all
        #expect(Set(rules.map(\.id)).count == rules.count)
        for rule in rules {
            #expect(rule.law.hasSuffix("."))
            let parts = rule.id.split(separator: "-")
            if rule.section == "wscope" {
                #expect(parts.first == "wscope")
            } else {
                let words = rule.section.split(separator: " ")
                #expect(words.count == 4)
                #expect(parts.first?.dropFirst(3) == words[1])
                #expect(parts[1] == words[3])
            }
        }
    }

    @Test(arguments: StreamNote.Kind.allCases)
    func `every note of the transport is a finding with the words of the note`(_ kind: StreamNote.Kind) {
        let violation = StreamRules.violation(of: StreamNote(kind, "seen"))
        #expect((StreamRules.all + ExtendedConnect.all).contains(violation.rule))
        #expect(violation.detail == "seen")
    }

    @Test func `no rule is named like one of frames or handshakes`() {
        let others = (FrameRules.all + HandshakeRules.all + HTTPRules.all + DeflateRules.all).map(\.id)
        #expect(Set(others).isDisjoint(with: StreamRules.all.map(\.id)))
    }
}
