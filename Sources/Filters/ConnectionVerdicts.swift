import ByteStreams
import Dissection
import WebSocketWire

/// What a filter's tests say of a connection, found out once for all of its messages.
package struct ConnectionVerdicts: Sendable, Hashable {
    /// The connection's number.
    package let connection: Int
    /// Its ends; nil where its opening is not known.
    let client: Endpoint?
    let server: Endpoint?
    /// The answers, in the order of the program's tests.
    let answers: [Bool]
}

/// What is known of a connection.
struct ConnectionFacts {
    let number: Int
    let opening: ConnectionOpening?

    private var upgrade: Upgrade? { opening?.handshake?.upgrade }

    /// The answer to a test of a connection's field.
    func answer(
        _ test: FilterProgram.ConnectionTest, in program: FilterProgram, _ limitsReached: inout Int
    ) -> Bool {
        switch test.step {
        case .number(let fact, let index): holds(fact, program.numbers[index])
        case .text(let fact, let index):
            program.texts[index].holds(any: texts(fact, test.header), &limitsReached)
        case .address(let fact, let index): holds(fact, program.addresses[index])
        case .connection, .json, .invert, .jumpIfFalse, .jumpIfTrue: false
        }
    }

    private func holds(_ fact: Fact, _ test: NumberTest) -> Bool {
        switch fact {
        case .conn: test.holds(number)
        case .port: opening.map { test.holds(any: [$0.client.port, $0.server.port]) } ?? false
        case .status: test.holds(upgrade?.status)
        case .tls: opening.map { test.holds($0.security == nil ? 0 : 1) } ?? false
        default: false
        }
    }

    private func holds(_ fact: Fact, _ test: AddressTest) -> Bool {
        guard let opening else { return false }
        return switch fact {
        case .client: test.holds(opening.client)
        case .server: test.holds(opening.server)
        case .ip: test.holds((opening.client, opening.server))
        default: false
        }
    }

    private func texts(_ fact: Fact, _ header: String) -> [String] {
        guard let opening else { return [] }
        let text: String? =
            switch fact {
            case .host: upgrade?.host
            case .path: upgrade?.path
            case .url: upgrade?.url(over: opening.carrier)
            case .subprotocol: upgrade?.subprotocol
            case .source: opening.source.rawValue
            default: nil
            }
        guard fact == .header else { return text.map { [$0] } ?? [] }
        let heads = [opening.handshake?.request, opening.handshake?.response]
        return heads.flatMap { $0?.values(of: header) ?? [] }
    }
}
