import TestKit
import Testing

@testable import WebSocketWire

struct FrameJudgeTests {
    @Test(arguments: FrameSample.all)
    func `frames that break rules are told by exactly these`(_ sample: FrameSample) {
        let messages = read([sample.wire], sample.terms)
        #expect(messages.flatMap(\.rules) == sample.rules.map(\.id))
        #expect(messages.flatMap(\.details).allSatisfy { !$0.isEmpty && $0.last != "." })
    }

    @Test(arguments: FrameSample.all)
    func `the legal neighbour of such frames breaks nothing`(_ sample: FrameSample) {
        guard let neighbour = sample.neighbour else { return }
        #expect(read([neighbour], sample.terms).flatMap(\.rules) == [])
    }

    @Test(arguments: FrameSample.all.filter { $0.wire.count <= 300 })
    func `the rules told do not depend on how the bytes arrive`(_ sample: FrameSample) {
        let whole = read([sample.wire], sample.terms)
        forEveryChunking(of: sample.wire) { chunks in
            #expect(read(chunks, sample.terms) == whole)
        }
    }

    @Test
    func `every header of every kind is judged by each of its bits`() {
        var wrong: [String] = []
        for first in UInt8.min...UInt8.max {
            for key in [nil, 9] as [UInt32?] {
                for form in FrameHeader.LengthForm.allCases {
                    for length in [0, 1, 125, 126, 65_535, 65_536] {
                        guard form != .seven || length <= 125, form != .sixteen || length <= 65_535 else { continue }
                        let frame = FrameBytes(
                            opcode: Opcode(rawValue: first), isFinal: first & 128 != 0, reserved: first >> 4 & 7,
                            key: key, form: form, toldLength: UInt64(length))
                        let told = Set(Self.judged(frame))
                        if told != Self.expected(frame, length) { wrong.append("\(frame): \(told)") }
                    }
                }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(3))")
    }

    private static func judged(_ frame: FrameBytes) -> [String] {
        var judge = FrameJudge()
        var violations: [Violation] = []
        guard let header = header(in: frame.header) else { return ["none"] }
        let place = FrameJudge.Place(continues: false, interrupts: false, isDoubtful: false)
        judge.judge(header, terms: FrameSample.deflating, place: place, into: &violations)
        return violations.map(\.rule.id)
    }

    /// What is wrong with a server's first frame, where compression is agreed.
    private static func expected(_ frame: FrameBytes, _ length: Int) -> Set<String> {
        let value = frame.opcode.rawValue
        var rules: [Rule] = []
        if frame.key != nil { rules.append(FrameRules.maskedServerFrame) }
        if frame.reserved & 3 != 0 { rules.append(FrameRules.reservedBits) }
        if frame.reserved & 4 != 0, value >= 8 { rules.append(FrameRules.compressedControl) }
        if frame.reserved & 4 != 0, value == 0 { rules.append(FrameRules.compressedContinuation) }
        if ![0, 1, 2, 8, 9, 10].contains(value) { rules.append(FrameRules.reservedOpcode) }
        if frame.form == .sixteen && length < 126 || frame.form == .sixtyFour && length < 65_536 {
            rules.append(FrameRules.lengthNotMinimal)
        }
        if value >= 8, !frame.isFinal { rules.append(FrameRules.fragmentedControl) }
        if value >= 8, length > 125 { rules.append(FrameRules.oversizedControl) }
        if value == 0 { rules.append(FrameRules.continuationWithoutStart) }
        return Set(rules.map(\.id))
    }

    @Test
    func `a key that came before lost bytes is not compared with one behind them`() {
        let frame = FrameBytes(key: 5, payload: [0x61])
        for count in [0, 7] {
            var reader = MessageReader(FrameSample.client)
            reader.feed(frame.wire)
            if count > 0 { reader.lose(count) }
            reader.feed(frame.wire)
            let rules = reader.messages.flatMap(\.rules)
            #expect(rules == (count == 0 ? [FrameRules.predictableMask.id] : []))
        }
    }
}
