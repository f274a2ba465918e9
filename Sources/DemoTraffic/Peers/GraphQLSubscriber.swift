import ByteStreams
import WebSocketWire

/// A client of graphql-transport-ws: subscriptions that begin, bring results and complete, and the protocol's own
/// pings. Now and then one forgets to introduce itself and is closed with a private code.
struct GraphQLSubscriber: Peer {
    private var caller: Caller
    private var visits = 0
    private var step = 0

    init(_ caller: Caller) {
        self.caller = caller
    }

    mutating func write(_ scene: inout Scene) {
        switch step {
        case 0: begin(&scene)
        case 1...24: result(&scene)
        default: end(&scene)
        }
    }

    private mutating func begin(_ scene: inout Scene) {
        visits += 1
        caller.call(in: &scene, answerAfter: 29)
        guard visits % 3 != 2 else {
            scene.wait(3_000)
            scene.part(.fromServer, 4408, "Connection initialisation timeout", answerAfter: 22)
            return scene.wait(2_000)
        }
        scene.text(.fromClient, "{\"type\":\"connection_init\",\"payload\":{\"authToken\":\"demo\"}}")
        scene.wait(27)
        scene.text(.fromServer, "{\"type\":\"connection_ack\"}")
        scene.wait(4)
        let query = "subscription Orders($shop: ID!) { orderChanged(shop: $shop) { id status total } }"
        scene.text(
            .fromClient,
            "{\"id\":\"\(visits)\",\"type\":\"subscribe\",\"payload\":{\"operationName\":\"Orders\",\"query\":"
                + JSONWords.quoted(query) + ",\"variables\":{\"shop\":\"s-12\"}}}")
        scene.wait(60)
        step = 1
    }

    private mutating func result(_ scene: inout Scene) {
        scene.wait(caller.chance.pick(500...1_300))
        let status = caller.chance.pick("PLACED", ["PAID", "PACKED", "SHIPPED", "RETURNED"])
        scene.text(
            .fromServer,
            "{\"id\":\"\(visits)\",\"type\":\"next\",\"payload\":{\"data\":{\"orderChanged\":{\"id\":\"o-"
                + "\(caller.chance.pick(1_000...9_999))\",\"status\":\"\(status)\",\"total\":"
                + JSONWords.hundredths(caller.chance.pick(500...25_000)) + "}}}}")
        if step % 8 == 0 {
            scene.wait(80)
            scene.text(.fromServer, "{\"type\":\"ping\"}")
            scene.wait(25)
            scene.text(.fromClient, "{\"type\":\"pong\"}")
        }
        if step == 12 {
            scene.wait(15)
            scene.text(.fromClient, "{\"id\":\"bad\",\"type\":\"subscribe\",\"payload\":{\"query\":\"{ nope }\"}}")
            scene.wait(30)
            scene.text(
                .fromServer,
                "{\"id\":\"bad\",\"type\":\"error\",\"payload\":[{\"message\":\"Cannot query field \\\"nope\\\"\"}]}")
        }
        step += 1
    }

    private mutating func end(_ scene: inout Scene) {
        scene.text(.fromServer, "{\"id\":\"\(visits)\",\"type\":\"complete\"}")
        scene.wait(300)
        scene.part(.fromClient, 1000, "Normal Closure")
        scene.wait(caller.chance.pick(2_000...5_000))
        step = 0
    }
}
