package import Dissection
import ByteStreams
import WebSocketWire

/// A filter made ready: says of connections, messages and findings whether it matches them. Used by one task.
package struct FilterMatcher {
    /// What the fields of a message are asked of, beside itself. A reference, which is good for one message after another.
    package final class Surroundings {
        /// What is known of its connection.
        package let connection: ConnectionVerdicts
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
        Self.run(program.steps) { step in
            guard case .connection(let index) = step else { return false }
            return connection.answers[index]
        }
    }

    /// Whether a finding matches: it sees its connection, its rule and its severity.
    package mutating func matches(_ finding: Finding, of connection: ConnectionVerdicts) -> Bool {
        Self.run(program.steps) { step in
            switch step {
            case .connection(let index): connection.answers[index]
            case .number(.severity, let index): NumberFacts.holds(program.numbers[index], severities: [finding])
            case .text(.finding, let index):
                program.texts[index].holds(any: [finding.violation.rule.id], &limitsReached)
            default: false
            }
        }
    }

    /// Whether a message matches that is in a batch.
    package mutating func matches(
        _ message: Message, in batch: borrowing TrafficBatch, _ surroundings: Surroundings
    ) -> Bool {
        let trouble = message.hasTrouble ? batch.trouble(of: message) : nil
        guard needsBytes else { return matches(message, trouble, RawSpan(), surroundings) }
        return batch.withBytes(of: message) { matches(message, trouble, $0, surroundings) }
    }

    private mutating func matches(
        _ message: Message, _ trouble: Message.Trouble?, _ payload: RawSpan, _ surroundings: Surroundings
    ) -> Bool {
        Self.run(program.steps) { step in
            switch step {
            case .connection(let index): surroundings.connection.answers[index]
            case .number(let fact, let index):
                NumberFacts.holds(program.numbers[index], fact, message, trouble, payload, surroundings)
            case .text(let fact, let index):
                TextFacts.holds(
                    program.texts[index], fact, message, trouble, payload, surroundings, &limitsReached)
            case .address(let fact, let index):
                Self.holds(program.addresses[index], fact, message, surroundings.connection)
            case .json(let index):
                if let count = message.textLength {
                    json.holds(
                        program.json[index], in: payload.extracting(first: count),
                        isWhole: !message.isCapped && trouble?.isIncomplete != true, &limitsReached)
                } else {
                    false
                }
            case .invert, .jumpIfFalse, .jumpIfTrue: false
            }
        }
    }

    /// The answer that steps come to, where `holds` answers those that ask something.
    @inline(__always)
    private static func run(_ steps: [FilterProgram.Step], _ holds: (FilterProgram.Step) -> Bool) -> Bool {
        var answer = false
        var place = 0
        while place < steps.count {
            let step = steps[place]
            place &+= 1
            switch step {
            case .invert: answer.toggle()
            case .jumpIfFalse(let goal): if !answer { place = goal }
            case .jumpIfTrue(let goal): if answer { place = goal }
            case .connection, .number, .text, .address, .json: answer = holds(step)
            }
        }
        return answer
    }

    private static func holds(
        _ test: AddressTest, _ fact: Fact, _ message: Message, _ connection: ConnectionVerdicts
    ) -> Bool {
        guard let client = connection.client, let server = connection.server else { return false }
        let isSender = fact == .senderAddress
        return test.holds((message.from == .fromClient) == isSender ? client : server)
    }
}
