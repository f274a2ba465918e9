import TextScreen

/// Marks all messages of a list, or takes their marks away, in slices.
struct MessageMarking {
    private var next: Int64
    private let last: Int64
    private let adds: Bool
    private var count = 0

    /// Marks the messages that are in a list at the moment; where all of the first are marked already, takes the marks away.
    init(_ numbers: MessageNumbers, _ shared: Shared) {
        next = numbers[0]
        last = numbers[numbers.count - 1]
        let probed = min(numbers.count, 1_000)
        adds = !(0..<probed).allSatisfy { shared.marks.messages.contains(numbers[$0]) }
    }

    /// Goes on until `isDue`; true where there is more to do.
    mutating func work(_ numbers: MessageNumbers, _ shared: inout Shared, isDue: () -> Bool) -> Bool {
        if adds, count == 0 {
            // A set that grows as it goes moves all of its numbers at once now and then.
            let all = shared.marks.messages.count + numbers.count
            shared.marks.messages.reserveCapacity(min(all, Shared.Marks.mostMessages))
        }
        var index = numbers.rank(of: next)
        while index < numbers.count, numbers[index] <= last {
            guard index % 256 != 0 || !isDue() else {
                next = numbers[index]
                return true
            }
            if adds, shared.marks.messages.count >= Shared.Marks.mostMessages {
                shared.say(
                    "only \(CountWords.long(UInt64(Shared.Marks.mostMessages))) messages can be marked: the first are;"
                        + " to save more, save what is shown", .warning)
                return false
            }
            if adds {
                shared.marks.messages.insert(numbers[index])
            } else {
                shared.marks.messages.remove(numbers[index])
            }
            index += 1
            count += 1
        }
        shared.say("\(CountWords.long(UInt64(count))) messages \(adds ? "marked" : "are no longer marked")")
        return false
    }
}
