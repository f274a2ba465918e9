/// A filter made ready to be matched: a list of steps in which a step of `jump` passes over what need not be asked.
struct FilterProgram {
    /// A step. All but jumps leave a truth behind, which the next one may look at.
    enum Step {
        /// What a test says of the connection, by its number among such tests.
        case connection(Int)
        case number(Fact, Int)
        case text(Fact, Int)
        case address(Fact, Int)
        case json(Int)
        case invert
        case jumpIfFalse(Int)
        case jumpIfTrue(Int)
    }

    /// A test of a connection's field, which is made once a connection.
    struct ConnectionTest {
        let fact: Fact
        /// The header that it asks, in lower case.
        let header: String
        let step: Step
    }

    private(set) var steps: [Step] = []
    private(set) var numbers: [NumberTest] = []
    private(set) var texts: [TextTest] = []
    private(set) var addresses: [AddressTest] = []
    private(set) var json: [JSONTest] = []
    private(set) var connection: [ConnectionTest] = []

    init(_ condition: Condition) {
        compile(condition)
    }

    private mutating func compile(_ condition: Condition) {
        switch condition {
        case .all(let parts): compile(parts) { .jumpIfFalse($0) }
        case .any(let parts): compile(parts) { .jumpIfTrue($0) }
        case .not(let inner):
            compile(inner)
            steps.append(.invert)
        case .field(let reference, let test): steps.append(step(reference, test))
        }
    }

    /// Parts in a row, each followed by a jump to the end where the rest does not matter.
    private mutating func compile(_ parts: [Condition], _ jump: (Int) -> Step) {
        var jumps: [Int] = []
        for (index, part) in parts.enumerated() {
            compile(part)
            guard index < parts.count - 1 else { continue }
            jumps.append(steps.count)
            steps.append(.invert)
        }
        for place in jumps { steps[place] = jump(steps.count) }
    }

    private mutating func step(_ reference: FieldReference, _ test: Test) -> Step {
        let step = ask(reference, test)
        guard reference.field.subject == .connection else { return step }
        var header = ""
        if case .header(let name) = reference.argument { header = name }
        connection.append(ConnectionTest(fact: reference.field.fact, header: header, step: step))
        return .connection(connection.count - 1)
    }

    private mutating func ask(_ reference: FieldReference, _ test: Test) -> Step {
        let fact = reference.field.fact
        switch reference.kind {
        case .number, .size, .duration, .moment, .flag, .side, .opcode, .severity, .doubt, .mask:
            numbers.append(NumberTest(test, of: reference.kind))
            return .number(fact, numbers.count - 1)
        case .text, .bytes:
            texts.append(TextTest(test, of: reference.kind))
            return .text(fact, texts.count - 1)
        case .address, .endpoint:
            addresses.append(AddressTest(test))
            return .address(fact, addresses.count - 1)
        case .json:
            var path = JSONPath(steps: [])
            if case .path(let said) = reference.argument { path = said }
            json.append(JSONTest(test, at: path))
            return .json(json.count - 1)
        }
    }
}
