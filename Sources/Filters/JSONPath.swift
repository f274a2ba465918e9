/// Where a value stands in JSON: `user.id`, `items[0].price`, `items[*].id`, `.price` behind `json.` at any depth. Names with
/// odd characters stand in quotation marks: `json."a b".c`.
struct JSONPath: Sendable, Hashable {
    /// A step into a value.
    struct Step: Sendable, Hashable {
        let goal: Goal
        /// Whether it may be any number of steps deeper.
        var isDeep = false
    }

    /// What a step looks for.
    enum Goal: Sendable, Hashable {
        /// A member of an object, by the UTF-8 of its name.
        case member([UInt8])
        /// An element of an array, from 0.
        case element(Int)
        /// Any element of an array.
        case anyElement
    }

    /// The steps from the whole text on; none for the text itself.
    let steps: [Step]

    /// Whether there is one value at most: then the first that is found is all.
    var isSingle: Bool {
        steps.allSatisfy { step in
            if case .anyElement = step.goal { return false }
            return !step.isDeep
        }
    }
}

extension JSONPath: CustomStringConvertible {
    /// The path as it stands behind `json`.
    var description: String {
        steps.map { step in
            switch step.goal {
            case .member(let name): (step.isDeep ? ".." : ".") + Self.name(name)
            case .element(let index): (step.isDeep ? ".." : "") + "[\(index)]"
            case .anyElement: (step.isDeep ? ".." : "") + "[*]"
            }
        }.joined()
    }

    private static func name(_ name: [UInt8]) -> String {
        let isPlain = !name.isEmpty && name.allSatisfy { FilterCursor.isNameByte($0) && $0 < 0x80 }
        return isPlain ? String(decoding: name, as: UTF8.self) : QuotedText.quoted(name)
    }
}

/// Reads a path behind the word `json`.
struct JSONPathReader {
    /// Reads as many steps as follow the cursor.
    static func read(_ cursor: inout FilterCursor) throws(FilterProblem) -> JSONPath {
        var steps: [JSONPath.Step] = []
        while let byte = cursor.byte, byte == UInt8(ascii: ".") || byte == UInt8(ascii: "[") {
            let start = cursor.offset
            steps.append(try step(&cursor))
            guard steps.count <= FilterLimits.longestPath else {
                throw FilterProblem(
                    start..<cursor.offset, "the path has more than \(FilterLimits.longestPath) steps",
                    "`json..name` finds a name at any depth")
            }
        }
        return JSONPath(steps: steps)
    }

    private static func step(_ cursor: inout FilterCursor) throws(FilterProblem) -> JSONPath.Step {
        let start = cursor.offset
        guard cursor.take(".") else { return JSONPath.Step(goal: try element(&cursor)) }
        let isDeep = cursor.take(".")
        if cursor.byte == UInt8(ascii: "[") {
            guard isDeep else {
                throw FilterProblem(
                    start..<cursor.offset + 1, "a point stands before the bracket", "write `json.items[0]`")
            }
            return JSONPath.Step(goal: try element(&cursor), isDeep: true)
        }
        if cursor.byte == UInt8(ascii: "\"") {
            let quoted = try cursor.quoted()
            return JSONPath.Step(goal: .member(try QuotedText.decode(quoted)), isDeep: isDeep)
        }
        let name = cursor.takeWhile { FilterCursor.isNameByte($0) }
        guard !name.isEmpty else {
            throw FilterProblem(
                start..<cursor.offset, "a name is missing behind the point",
                "write a name, or put odd ones in quotation marks: json.\"a b\"")
        }
        return JSONPath.Step(goal: .member(Array(name)), isDeep: isDeep)
    }

    private static func element(_ cursor: inout FilterCursor) throws(FilterProblem) -> JSONPath.Goal {
        let start = cursor.offset
        _ = cursor.take("[")
        if cursor.take("*"), cursor.take("]") { return .anyElement }
        let digits = cursor.takeWhile { $0 &- 0x30 < 10 }
        guard (1...9).contains(digits.count), cursor.take("]") else {
            throw FilterProblem(
                start..<max(start + 1, cursor.offset), "this is no place in an array",
                "write a number from 0, `[0]`, or `[*]` for any")
        }
        return .element(digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) })
    }
}
