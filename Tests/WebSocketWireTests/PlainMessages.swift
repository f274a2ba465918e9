import TestKit

/// Payloads as peers send them: text that repeats itself, with something new in each.
enum PlainMessages {
    /// A message of JSON whose words recur in others.
    static func json(_ number: Int, seed: UInt64 = 0, words: Int = 12) -> [UInt8] {
        var random = SeededRandom(seed: seed &* 1_000 &+ UInt64(number))
        let names = ["price", "symbol", "quantity", "timestamp", "sequence", "bid", "ask", "venue", "trader", "state"]
        var text = "{\"id\":\(number)"
        for _ in 0..<words {
            let name = names.randomElement(using: &random) ?? ""
            text += ",\"\(name)\":\"\(UInt32.random(in: 0...UInt32.max, using: &random))\""
        }
        return Array((text + "}").utf8)
    }

    /// Messages that refer to each other when compressed in one context.
    static func series(_ count: Int, seed: UInt64 = 0, words: Int = 12) -> [[UInt8]] {
        (0..<count).map { json($0, seed: seed, words: words) }
    }
}
