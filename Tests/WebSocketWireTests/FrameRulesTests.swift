import Testing

@testable import WebSocketWire

struct FrameRulesTests {
    @Test
    func `every rule has a name of its own that tells its section`() {
        let ids = FrameRules.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        for rule in FrameRules.all {
            let parts = rule.id.split(separator: "-", maxSplits: 2).map(String.init)
            if parts.first == "wscope" {
                #expect(rule.section == "wscope")
            } else {
                let number = (parts.first ?? "").dropFirst(3)
                #expect(rule.section == "RFC \(number) section \(parts.dropFirst().first ?? "")")
            }
            #expect(rule.law.last == "." && rule.law.count > 20)
        }
    }

    @Test
    func `the rules are in the order of their sections`() {
        func key(_ rule: Rule) -> [Int] {
            guard rule.section.hasPrefix("RFC") else { return [.max] }
            return rule.section.split { !$0.isNumber }.compactMap { Int($0) }
        }
        let keys = FrameRules.all.map(key)
        for (left, right) in zip(keys, keys.dropFirst()) {
            #expect(!right.lexicographicallyPrecedes(left))
        }
    }

    @Test
    func `every rule is provoked by a sample, and has a legal neighbour`() {
        for rule in FrameRules.all {
            let provoking = FrameSample.all.filter { $0.rules.contains(rule) }
            #expect(!provoking.isEmpty, "no sample breaks \(rule.id)")
            for sample in provoking {
                #expect(sample.neighbour != nil, "\(sample.name) has no neighbour")
            }
        }
    }
}
