import JSONText

/// Looks for values in JSON text, token by token. Text that is cut or turns out to be no JSON counts as far as it goes,
/// and of values that a path names once the first counts: the text behind it is not read.
struct JSONSearch {
    /// For each open object and array the steps of the path that may come next, a bit for each.
    private var open: [UInt64] = []
    /// For each open array how many elements began; -1 for an object.
    private var counts: [Int] = []
    private var decoded: [UInt8] = []

    /// Whether what a test asks is true of a text.
    mutating func holds(_ test: borrowing JSONTest, in bytes: RawSpan, _ limitsReached: inout Int) -> Bool {
        let steps = test.path.steps
        if steps.isEmpty, test.isAnything { return Self.isWhole(bytes) }
        let goal = UInt64(1) << UInt64(steps.count)
        open.removeAll(keepingCapacity: true)
        counts.removeAll(keepingCapacity: true)
        var reader = JSONReader()
        var next: UInt64 = 1
        var isPresent = false
        reading: while case .token(let token) = reader.next(bytes) {
            switch token {
            case .name(let range, let isEscaped):
                next = open.last.map { after($0, steps, member: bytes.extracting(range), isEscaped) } ?? 0
                continue
            case .endObject, .endArray:
                _ = open.popLast()
                _ = counts.popLast()
                continue
            case .beginObject, .beginArray, .string, .number, .bool, .null: break
            }
            if let count = counts.last, count >= 0 {
                counts[counts.count - 1] = count &+ 1
                next = open.last.map { Self.after($0, steps, element: count) } ?? 0
            }
            if next & goal != 0 {
                isPresent = true
                if isWanted(token, bytes, test, &limitsReached) { return !test.isInverted }
                if test.path.isSingle { break reading }
            }
            guard token == .beginObject || token == .beginArray else { continue }
            guard next & ~goal != 0 else {
                guard case .token = reader.skipContainer(bytes) else { break reading }
                continue
            }
            open.append(next & ~goal)
            counts.append(token == .beginArray ? 0 : -1)
        }
        return isPresent && test.isInverted
    }

    private static func isWhole(_ bytes: RawSpan) -> Bool {
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
        _ open: UInt64, _ steps: [JSONPath.Step], member name: RawSpan, _ isEscaped: Bool
    ) -> UInt64 {
        if isEscaped {
            decoded.removeAll(keepingCapacity: true)
            JSONString.append(name, to: &decoded)
            return unsafe Self.after(open, steps, member: decoded.span.bytes)
        }
        return Self.after(open, steps, member: name)
    }

    private static func after(_ open: UInt64, _ steps: [JSONPath.Step], member name: RawSpan) -> UInt64 {
        var rest = open
        var next: UInt64 = 0
        while rest != 0 {
            let index = rest.trailingZeroBitCount
            rest &= rest &- 1
            guard index < steps.count else { continue }
            if steps[index].isDeep { next |= 1 << UInt64(index) }
            if case .member(let wanted) = steps[index].goal, name.byteCount == wanted.count, name.order(to: wanted) == 0 {
                next |= 2 << UInt64(index)
            }
        }
        return next
    }

    /// The steps that may come behind an element of an array whose next steps are `open`.
    private static func after(_ open: UInt64, _ steps: [JSONPath.Step], element: Int) -> UInt64 {
        var rest = open
        var next: UInt64 = 0
        while rest != 0 {
            let index = rest.trailingZeroBitCount
            rest &= rest &- 1
            guard index < steps.count else { continue }
            if steps[index].isDeep { next |= 1 << UInt64(index) }
            switch steps[index].goal {
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
