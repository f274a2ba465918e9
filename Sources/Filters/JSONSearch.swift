import JSONText

/// Looks for values in JSON text, token by token. Text that is cut or turns out to be no JSON counts as far as it goes,
/// and of values that a path names once the first counts: the text behind it is not read.
struct JSONSearch {
    /// An open object or array.
    private struct Container {
        /// The steps of the path that may come next, a bit for each.
        let next: UInt64
        /// How many elements of an array began; -1 for an object.
        var count: Int
    }

    private var containers: [Container] = []
    private var decoded: [UInt8] = []

    /// Whether what a test asks is true of a text. `isWhole` says that nothing is cut from its end: else a number there may
    /// be another one.
    mutating func holds(
        _ test: borrowing JSONTest, in bytes: RawSpan, isWhole: Bool, _ limitsReached: inout Int
    ) -> Bool {
        if test.path.steps.isEmpty, test.isAnything { return isWhole && Self.isJSON(bytes) }
        var depth = 0
        var reader = JSONReader()
        var next: UInt64 = 1
        var isPresent = false
        while case .token(let token) = reader.next(bytes, isLast: isWhole) {
            switch token {
            case .name(let range, let isEscaped):
                next = after(containers[depth &- 1].next, test.path, member: bytes.extracting(range), isEscaped)
                continue
            case .endObject, .endArray:
                depth &-= 1
                continue
            case .beginObject, .beginArray, .string, .number, .bool, .null: break
            }
            if depth > 0, containers[depth &- 1].count >= 0 {
                next = Self.after(containers[depth &- 1].next, test.path, element: containers[depth &- 1].count)
                containers[depth &- 1].count &+= 1
            }
            if next & test.goal != 0 {
                isPresent = true
                if isWanted(token, bytes, test, &limitsReached) { return !test.isInverted }
                if test.isSingle { break }
            }
            guard let count = Self.count(token) else { continue }
            if next & ~test.goal != 0 {
                put(Container(next: next & ~test.goal, count: count), at: depth)
                depth &+= 1
            } else if case .token = reader.skipContainer(bytes, isLast: isWhole) {
                continue
            } else {
                break
            }
        }
        return isPresent && test.isInverted
    }

    /// With how many elements a container begins to be counted; nil for what is none.
    private static func count(_ token: JSONReader.Token) -> Int? {
        switch token {
        case .beginObject: -1
        case .beginArray: 0
        case .endObject, .endArray, .name, .string, .number, .bool, .null: nil
        }
    }

    private mutating func put(_ container: Container, at depth: Int) {
        if depth < containers.count { containers[depth] = container } else { containers.append(container) }
    }

    private static func isJSON(_ bytes: RawSpan) -> Bool {
        var reader = JSONReader()
        while true {
            switch reader.next(bytes) {
            case .token: continue
            case .end: return true
            case .cut, .invalid: return false
            }
        }
    }

    /// The steps that may come behind a member of an object whose next steps are `open`.
    private mutating func after(
        _ open: UInt64, _ path: borrowing JSONPath, member name: RawSpan, _ isEscaped: Bool
    ) -> UInt64 {
        if isEscaped {
            decoded.removeAll(keepingCapacity: true)
            JSONString.append(name, to: &decoded)
            return unsafe Self.after(open, path, member: decoded.span.bytes)
        }
        return Self.after(open, path, member: name)
    }

    private static func after(_ open: UInt64, _ path: borrowing JSONPath, member name: RawSpan) -> UInt64 {
        var rest = open
        var next: UInt64 = 0
        while rest != 0 {
            let index = rest.trailingZeroBitCount
            rest &= rest &- 1
            guard index < path.steps.count else { continue }
            if path.steps[index].isDeep { next |= 1 << UInt64(index) }
            if case .member(let wanted) = path.steps[index].goal, name.byteCount == wanted.count,
                name.order(to: wanted) == 0
            {
                next |= 2 << UInt64(index)
            }
        }
        return next
    }

    /// The steps that may come behind an element of an array whose next steps are `open`.
    private static func after(_ open: UInt64, _ path: borrowing JSONPath, element: Int) -> UInt64 {
        var rest = open
        var next: UInt64 = 0
        while rest != 0 {
            let index = rest.trailingZeroBitCount
            rest &= rest &- 1
            guard index < path.steps.count else { continue }
            if path.steps[index].isDeep { next |= 1 << UInt64(index) }
            switch path.steps[index].goal {
            case .anyElement: next |= 2 << UInt64(index)
            case .element(let wanted) where wanted == element: next |= 2 << UInt64(index)
            case .element, .member: break
            }
        }
        return next
    }

    private mutating func isWanted(
        _ token: JSONReader.Token, _ bytes: RawSpan, _ test: borrowing JSONTest, _ limitsReached: inout Int
    ) -> Bool {
        if test.isAnything { return true }
        switch token {
        case .number(let range):
            guard !test.numbers.isEmpty, let value = JSONNumber.double(bytes.extracting(range)) else { return false }
            return test.numbers.contains { $0.contains(value) }
        case .string(let range, let isEscaped):
            guard let text = test.text else { return false }
            guard isEscaped else { return text.isWanted(bytes.extracting(range), &limitsReached) }
            decoded.removeAll(keepingCapacity: true)
            JSONString.append(bytes.extracting(range), to: &decoded)
            return unsafe text.isWanted(decoded.span.bytes, &limitsReached)
        case .bool(let value): return test.flags.contains(value)
        case .null: return test.isNull
        case .beginObject, .beginArray, .endObject, .endArray, .name: return false
        }
    }
}
