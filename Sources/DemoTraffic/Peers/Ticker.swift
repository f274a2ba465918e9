import ByteStreams
import WebSocketWire

/// A server of many small quotes and now and then a snapshot of some kilobytes, compressed with a window that is kept
/// from message to message, and with heartbeats in JSON.
struct Ticker: Peer {
    private static let symbols = ["ACME", "GLOBX", "INITE", "HOOLI", "UMBR", "STRK", "WAYNE", "TYREL"]
    /// Seconds until the server restarts.
    private static let visit = 1_800
    private static let snapshotInterval = 15

    private var caller: Caller
    private var second = 0
    private var sequence = 0
    private var prices = Array(repeating: 10_000, count: Ticker.symbols.count)

    init(_ caller: Caller) {
        self.caller = caller
    }

    mutating func write(_ scene: inout Scene) {
        guard second > 0 else { return begin(&scene) }
        guard second < Self.visit else { return end(&scene) }
        if second % Self.snapshotInterval == 0 { scene.later(20) { snapshot(in: &$0) } }
        if second % 10 == 5 { heartbeat(in: &scene) }
        var left = 1_000
        while left > 60 {
            let pause = caller.chance.pick(50...130)
            scene.wait(min(pause, left))
            left -= pause
            quote(in: &scene)
        }
        scene.wait(max(0, left))
        second += 1
    }

    private mutating func begin(_ scene: inout Scene) {
        caller.call(in: &scene, answerAfter: 26)
        scene.text(.fromClient, "{\"type\":\"subscribe\",\"symbols\":[\"*\"],\"depth\":3}")
        scene.wait(24)
        scene.text(.fromServer, "{\"type\":\"subscribed\",\"symbols\":\(Self.symbols.count)}")
        scene.wait(8)
        snapshot(in: &scene)
        scene.wait(40)
        second = 1
    }

    private mutating func end(_ scene: inout Scene) {
        scene.part(.fromServer, 1012, "restarting for an update", answerAfter: 25)
        scene.wait(3_000)
        second = 0
    }

    private mutating func heartbeat(in scene: inout Scene) {
        let number = second
        scene.later(7) { $0.text(.fromClient, "{\"type\":\"ping\",\"id\":\(number)}", isPlain: true) }
        scene.later(30) { $0.text(.fromServer, "{\"type\":\"pong\",\"id\":\(number)}", isPlain: true) }
    }

    private mutating func quote(in scene: inout Scene) {
        let index = caller.chance.pick(0...Self.symbols.count - 1)
        prices[index] = min(max(prices[index] + caller.chance.pick(-45...45), 500), 90_000)
        sequence += 1
        let price = prices[index]
        scene.text(
            .fromServer,
            "{\"type\":\"quote\",\"seq\":\(sequence),\"symbol\":\"\(Self.symbols[index])\","
                + "\"bid\":\(JSONWords.hundredths(price - 2)),\"ask\":\(JSONWords.hundredths(price + 3)),"
                + "\"size\":\(caller.chance.pick(1...40) * 100)}")
    }

    private mutating func snapshot(in scene: inout Scene) {
        let depth = caller.chance.pick(10...24)
        let books = Self.symbols.indices.map { index in
            "{\"symbol\":\"\(Self.symbols[index])\",\"bids\":[\(levels(prices[index] - 2, step: -1, depth))],"
                + "\"asks\":[\(levels(prices[index] + 3, step: 1, depth))]}"
        }
        scene.text(
            .fromServer,
            "{\"type\":\"snapshot\",\"seq\":\(sequence),\"books\":[" + books.joined(separator: ",") + "]}")
    }

    private mutating func levels(_ price: Int, step: Int, _ depth: Int) -> String {
        (0..<depth).map { level in
            "[\(JSONWords.hundredths(price + step * level)),\(caller.chance.pick(1...99) * 100)]"
        }.joined(separator: ",")
    }
}
