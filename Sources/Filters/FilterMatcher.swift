package import Dissection
import ByteStreams
import WebSocketWire

/// A filter made ready: says of connections, messages and findings whether it matches them. Used by one task.
package struct FilterMatcher {
    /// What the fields of a message are asked of, beside itself.
    package struct Surroundings {
        /// What is known of its connection.
        package var connection: ConnectionVerdicts
        /// Its frames, where the filter needs them.
        package var frames: [Frame] = []
        /// The findings about it, where the filter needs them.
        package var findings: [Finding] = []
        /// Nanoseconds since the message before it on its connection; nil for the first.
        package var delta: Int64?

        /// The surroundings of a message of which only the connection is known.
        package init(_ connection: ConnectionVerdicts) {
            self.connection = connection
        }
    }

    /// What the filter needs to be told.
    package let needs: Filter.Needs
    /// Searches for regular expressions that took too many steps, and so count as no match.
    package private(set) var limitsReached = 0
    private let program: FilterProgram
    private let needsBytes: Bool
    private var json = JSONSearch()

    /// Makes a filter ready.
    package init(_ filter: Filter) {
        program = FilterProgram(filter.condition)
        needs = filter.needs
        needsBytes = needs.contains(.payload)
    }

    /// What the filter's tests say of a connection that opens.
    package mutating func verdicts(on opening: ConnectionOpening) -> ConnectionVerdicts {
        verdicts(on: ConnectionFacts(number: opening.connection, opening: opening))
    }

    /// What the filter's tests say of a connection of which only the number is known.
    package mutating func verdicts(onConnection number: Int) -> ConnectionVerdicts {
        verdicts(on: ConnectionFacts(number: number, opening: nil))
    }

    private mutating func verdicts(on facts: ConnectionFacts) -> ConnectionVerdicts {
        var answers: [Bool] = []
        for test in program.connection { answers.append(facts.answer(test, in: program, &limitsReached)) }
        return ConnectionVerdicts(
            connection: facts.number, client: facts.opening?.client, server: facts.opening?.server, answers: answers)
    }

    /// Whether a connection matches by itself, whatever its messages.
    package mutating func matches(_ connection: ConnectionVerdicts) -> Bool {
        run(nil, nil, RawSpan(), Surroundings(connection))
    }

    /// Whether a finding matches: it sees its connection, its rule and its severity.
    package mutating func matches(_ finding: Finding, of connection: ConnectionVerdicts) -> Bool {
        var surroundings = Surroundings(connection)
        surroundings.findings = [finding]
        return run(nil, nil, RawSpan(), surroundings)
    }

    /// Whether a message matches that is in a batch.
    package mutating func matches(
        _ message: Message, in batch: borrowing TrafficBatch, _ surroundings: borrowing Surroundings
    ) -> Bool {
        let trouble = message.hasTrouble ? batch.trouble(of: message) : nil
        guard needsBytes else { return run(message, trouble, RawSpan(), surroundings) }
        return batch.withBytes(of: message) { run(message, trouble, $0, surroundings) }
    }

    private mutating func run(
        _ message: Message?, _ trouble: Message.Trouble?, _ payload: RawSpan, _ surroundings: borrowing Surroundings
    ) -> Bool {
        var answer = false
        var place = 0
        while place < program.steps.count {
            let step = program.steps[place]
            place &+= 1
            switch step {
            case .connection(let index): answer = surroundings.connection.answers[index]
            case .number(let fact, let index):
                answer = NumberFacts.holds(program.numbers[index], fact, message, trouble, payload, surroundings)
            case .text(let fact, let index):
                answer = TextFacts.holds(
                    program.texts[index], fact, message, trouble, payload, surroundings, &limitsReached)
            case .address(let fact, let index):
                answer = Self.holds(program.addresses[index], fact, message, surroundings.connection)
            case .json(let index):
                let count = message?.textLength
                answer = count.map { json.holds(program.json[index], in: payload.extracting(first: $0), &limitsReached) } ?? false
            case .invert: answer.toggle()
            case .jumpIfFalse(let goal): if !answer { place = goal }
            case .jumpIfTrue(let goal): if answer { place = goal }
            }
        }
        return answer
    }

    private static func holds(
        _ test: AddressTest, _ fact: Fact, _ message: Message?, _ connection: ConnectionVerdicts
    ) -> Bool {
        guard let message, let client = connection.client, let server = connection.server else { return false }
        let isSender = fact == .senderAddress
        return test.holds((message.from == .fromClient) == isSender ? client : server)
    }
}
