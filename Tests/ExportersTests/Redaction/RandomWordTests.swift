import TestKit
import Testing

@testable import Exporters

struct RandomWordTests {
    @Test(arguments: [
        "graphql-transport-ws", "actioncable-v1-json", "actioncable-unsupported", "v10.stomp", "wamp.2.msgpack.batched",
        "v5.channel.k8s.io", "base64.channel.k8s.io", "openai-beta.realtime-v1", "aws-appsync-event-ws", "chat", "",
        "xmpp-framing-datagram", "soap1.2-over-websocket", "com.ExampleCompany.ChatProtocol.V2", "ocpp2.0.1",
        "mqttv3.1",
        "text.ircv3.net", "binary.ircv3.net", "v12.stomp.binary.example", "msgbus.version-2.session-events",
    ])
    func `names of subprotocols do not look random`(_ word: String) {
        #expect(!RandomWord.looks(Array(word.utf8)[...]))
    }

    @Test(arguments: [
        "9f86d081884c7d659a2feaa0c55ad015", "3q2-7wAAqL0vGhhZc2Rm", "123e4567-e89b-12d3-a456-426614174000",
        "sk-proj-Ab3dEf6hIj9lMn0p", "8412345678901234", "qwertzuiopasdfghjklyxcvbnmqwertz",
    ])
    func `keys and identifiers do`(_ word: String) {
        #expect(RandomWord.looks(Array(word.utf8)[...]))
    }

    @Test(arguments: 1...200)
    func `what is drawn at random looks so`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)
        let word = (0..<32).map { _ in alphabet.randomElement(using: &random) ?? 0 }
        #expect(RandomWord.looks(word[...]), "\(String(decoding: word, as: UTF8.self))")
    }
}
