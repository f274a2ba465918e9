import ByteStreams
import WebSocketWire

/// A caller of JSON-RPC 2.0: requests with answers, errors, batches, notifications; compressed with an empty window for
/// every message.
struct RPCCaller: Peer {
    private var caller: Caller
    private var isOpen = false
    private var turns = 0
    private var id = 0
    private var block = 19_800_000

    init(_ caller: Caller) {
        self.caller = caller
    }

    mutating func write(_ scene: inout Scene) {
        guard isOpen else {
            isOpen = true
            caller.call(in: &scene, answerAfter: 40)
            return request("chain_subscribe", "[\"newHeads\"]", answer: "\"0x9ce5\"", in: &scene)
        }
        scene.wait(caller.chance.pick(400...1_500))
        turns += 1
        switch turns % 7 {
        case 3: fail(in: &scene)
        case 5: batch(in: &scene)
        case 6: notify(in: &scene)
        default:
            let account = "[\"0x\(caller.chance.hex(40))\",\"latest\"]"
            request("chain_balance", account, answer: "\"0x\(caller.chance.hex(14))\"", in: &scene)
        }
    }

    private mutating func request(_ method: String, _ params: String, answer: String, in scene: inout Scene) {
        id += 1
        scene.text(.fromClient, Self.request(id, method, params))
        scene.wait(caller.chance.pick(8...120))
        scene.text(.fromServer, Self.answer(id, answer))
    }

    private mutating func fail(in scene: inout Scene) {
        id += 1
        scene.text(.fromClient, Self.request(id, "chain_balanse", "[]"))
        scene.wait(9)
        scene.text(
            .fromServer,
            "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"error\":{\"code\":-32601,\"message\":\"Method not found\","
                + "\"data\":{\"method\":\"chain_balanse\",\"nearest\":\"chain_balance\"}}}")
    }

    private mutating func batch(in scene: inout Scene) {
        let first = id + 1
        id += 3
        let calls = (first...id).map { Self.request($0, "chain_block", "[\(block - ($0 - first)),false]") }
        scene.text(.fromClient, "[" + calls.joined(separator: ",") + "]")
        scene.wait(64)
        let answers = (first...id).map { Self.answer($0, "{\"hash\":\"0x\(caller.chance.hex(64))\"}") }
        scene.text(.fromServer, "[" + answers.joined(separator: ",") + "]", frames: 2)
    }

    private mutating func notify(in scene: inout Scene) {
        block += 1
        scene.text(
            .fromServer,
            "{\"jsonrpc\":\"2.0\",\"method\":\"chain_subscription\",\"params\":{\"subscription\":\"0x9ce5\","
                + "\"result\":{\"number\":\(block),\"hash\":\"0x\(caller.chance.hex(64))\"}}}")
    }

    private static func request(_ id: Int, _ method: String, _ params: String) -> String {
        "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"\(method)\",\"params\":\(params)}"
    }

    private static func answer(_ id: Int, _ result: String) -> String {
        "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"result\":\(result)}"
    }
}
