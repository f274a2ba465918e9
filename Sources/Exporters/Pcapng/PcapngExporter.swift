import ByteStreams
package import Dissection
package import JSONText
import WebSocketWire

/// Writes traffic as packets that Wireshark opens: of each connection a TCP conversation in clear, with its handshake and
/// its frames as they were. Wants to be told frames (`DissectionOptions.tellsFrames`) and compressed bytes
/// (`keepsCompressed`): a message without frames is written as one, and a compressed one without those bytes inflated. Packets of one connection are in order; connections are interleaved as their messages end.
package struct PcapngExporter: Exporter {
    /// Bytes that wait to be written at most, over all connections; then the oldest of the connection that holds most is
    /// written as far as it is known.
    package static let budget = 64 << 20

    private let application: String
    private let budget: Int
    private let writer = PacketWriter()
    private var connections: [Int: WireConnection] = [:]
    private var ports = ConversationPorts()
    private var memory = 0

    /// An exporter for a program by its name and version.
    package init(application: String = "wscope", budget: Int = PcapngExporter.budget) {
        self.application = application
        self.budget = budget
    }

    /// Writes the headers of the section and its interface.
    package mutating func begin(_ output: inout TextOutput) {
        writer.begin(application: application, &output)
    }

    /// Writes what a batch's events complete.
    package mutating func write(_ batch: borrowing TrafficBatch, to output: inout TextOutput) {
        var index = 0
        while index < batch.count {
            let event = batch[index]
            index += 1
            switch event {
            case .message(let message):
                let comments = findings(about: message, in: batch, from: &index)
                write(message, of: batch, comments: comments, &output)
            case .frame(let frame):
                change(frame.connection) { $0.add(frame) }
                if memory > budget { makeRoom(&output) }
            case .finding(let finding):
                connections[finding.connection]?.add(finding)
            case .opened(let opening): open(opening, &output)
            case .closed(let closing): close(closing, &output)
            }
        }
    }

    /// Writes what is left.
    package mutating func finish(_ output: inout TextOutput) {
        for number in connections.keys.sorted() { connections[number]?.settle(&output) }
        connections.removeAll()
        memory = 0
    }

    /// The findings that follow a message and are about it.
    private func findings(
        about message: Message, in batch: borrowing TrafficBatch, from index: inout Int
    ) -> [String] {
        var comments: [String] = []
        while index < batch.count, case .finding(let finding) = batch[index],
            finding.connection == message.connection, finding.message == message.number
        {
            comments.append(ConnectionComments.finding(finding, names: false))
            index += 1
        }
        return comments
    }

    private mutating func write(
        _ message: Message, of batch: borrowing TrafficBatch, comments: [String],
        _ output: inout TextOutput
    ) {
        guard let connection = connections[message.connection] else { return }
        let before = connection.memory
        connection.add(message, of: batch, comments: comments, &output)
        memory &+= connection.memory &- before
        if memory > budget { makeRoom(&output) }
    }

    private mutating func change(_ number: Int, _ body: (WireConnection) -> Void) {
        guard let connection = connections[number] else { return }
        let before = connection.memory
        body(connection)
        memory &+= connection.memory &- before
    }

    private mutating func open(_ opening: ConnectionOpening, _ output: inout TextOutput) {
        guard connections[opening.connection] == nil else { return }
        let client = ports.take(opening.client, with: opening.server, for: opening.connection)
        let connection = WireConnection(
            opening,
            TCPConversation(
                client: client, server: opening.server, seed: opening.connection, writer: writer))
        if client != opening.client {
            connection.conversation.comment(
                "another connection uses the client's port \(opening.client.port): written with \(client.port)"
            )
        }
        connections[opening.connection] = connection
        connection.begin(&output)
    }

    private mutating func close(_ closing: ConnectionClosing, _ output: inout TextOutput) {
        guard let connection = connections.removeValue(forKey: closing.connection) else { return }
        memory &-= connection.memory
        connection.end(closing, &output)
        ports.giveBack(closing.connection)
    }

    /// Writes what waits in the connections that hold most until a quarter of the budget is free.
    private mutating func makeRoom(_ output: inout TextOutput) {
        while memory > budget / 4 * 3 {
            let largest = connections.values.max { $0.memory < $1.memory }
            guard let largest, largest.isWaiting else { return }
            let goal = memory - budget / 4 * 3
            let before = largest.memory
            while largest.isWaiting, before - largest.memory < goal { largest.force(&output) }
            memory &-= before &- largest.memory
        }
    }
}
