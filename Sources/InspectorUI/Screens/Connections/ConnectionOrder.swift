import Sessions

/// Which connections are listed, in which order. What takes long is done in slices.
struct ConnectionOrder {
    /// What the order is made by.
    struct Wish: Equatable {
        var column: ConnectionColumn
        var isReversed: Bool
        /// Connections that are listed; nil for all.
        var matching: Set<Int>?
        /// Ended connections up to this number are left out.
        var cleared: Int
        /// How many connections there are.
        var count: Int
        /// Another number where what the column says may have changed.
        var edition: Int64 = 0

        /// Whether the order depends on how connections began and ended, and not only on what was counted.
        var needsRecords: Bool { cleared > 0 || column.isOfRecord }

        /// Whether another wish is for the same list at another time.
        func isKin(of other: Wish) -> Bool {
            column == other.column && isReversed == other.isReversed && cleared == other.cleared
                && (matching == nil) == (other.matching == nil)
        }
    }

    /// What a connection is sorted by.
    private struct Key {
        let number: Int64
        let text: String
        let connection: Int

        static func isBefore(_ left: Key, _ right: Key) -> Bool {
            if left.number != right.number { return left.number < right.number }
            if left.text != right.text { return left.text < right.text }
            return left.connection < right.connection
        }
    }

    /// The numbers of the connections, as they are listed.
    private(set) var numbers: [Int] = []
    private var made: Wish?
    private var making: Wish?
    private var plain: [Int] = []
    private var keys = MergedRuns<Key>()
    private var next = 1

    /// Connections that are looked at between two looks at the clock: fewer where they have to be read.
    private static let slice = (read: 64, counted: 1_024)

    /// Whether the list is as it was wished for.
    func fulfils(_ wish: Wish) -> Bool { making == nil && made == wish }

    /// Whether the list is as it was wished for, though perhaps of a moment ago.
    func almostFulfils(_ wish: Wish) -> Bool {
        guard making == nil, var made else { return false }
        made.edition = wish.edition
        if wish.column != .number { made.count = wish.count }
        return made == wish
    }

    /// The list is to be made anew; until it is, it stays as it is.
    mutating func invalidate() {
        (made, making) = (nil, nil)
    }

    /// Goes on with the list until `isDue`; true where there is more to do. The old list stays until the new one is
    /// complete, so that nothing flickers; a list that is being made is completed before a later one of its kind is begun, so
    /// that it is completed however much comes.
    mutating func work(_ wish: Wish, row: ([Int]) -> [ConnectionRow], isDue: () -> Bool) -> Bool {
        if fulfils(wish) || reverse(wish) || append(wish) { return false }
        let present: Wish
        if let making, making.isKin(of: wish) {
            present = making
        } else {
            present = wish
            begin(wish)
        }
        while next <= present.count {
            if isDue() { return true }
            gather(present, row)
        }
        if present.column != .number, keys.work(by: Key.isBefore, isDue: isDue) { return true }
        numbers = present.column == .number ? plain : keys.elements.map(\.connection)
        if present.isReversed { numbers.reverse() }
        (made, making, plain) = (present, nil, [])
        if !Self.keepsKeys(present) { keys = MergedRuns() }
        return present != wish
    }

    /// Begins a list; what is known of an earlier one of its kind is gone on with where that cannot have changed.
    private mutating func begin(_ wish: Wish) {
        if let made, made.isKin(of: wish), made.count <= wish.count, Self.keepsKeys(made), Self.keepsKeys(wish) {
            next = made.count + 1
        } else {
            (plain, keys, next) = ([], MergedRuns(), 1)
        }
        making = wish
    }

    /// Whether what a list was sorted by is kept for the next one.
    private static func keepsKeys(_ wish: Wish) -> Bool {
        wish.column != .number && !wish.column.changes && wish.matching == nil && wish.cleared == 0
    }

    private mutating func gather(_ wish: Wish, _ row: ([Int]) -> [ConnectionRow]) {
        let end = min(wish.count, next + (wish.needsRecords ? Self.slice.read : Self.slice.counted) - 1)
        let chunk = (next...end).filter { wish.matching?.contains($0) ?? true }
        next = end + 1
        if wish.column == .number, wish.cleared == 0 {
            plain += chunk
            return
        }
        let rows = row(chunk).filter { $0.number > wish.cleared || !$0.hasEnded }
        if wish.column == .number {
            plain += rows.map(\.number)
            return
        }
        let found = rows.map { row in
            let key = row.key(of: wish.column)
            return Key(number: key.number, text: key.text, connection: row.number)
        }
        keys.add(found, by: Key.isBefore)
    }

    /// Turns the list round; false where that is not enough.
    private mutating func reverse(_ wish: Wish) -> Bool {
        guard making == nil, var turned = made else { return false }
        turned.isReversed.toggle()
        guard turned == wish else { return false }
        numbers.reverse()
        made = wish
        return true
    }

    /// Adds connections that are new to a list that is in the order of their numbers; false where that is not enough.
    private mutating func append(_ wish: Wish) -> Bool {
        guard making == nil, let made, wish.column == .number, made.isKin(of: wish), wish.matching == nil,
            wish.cleared == 0, wish.count > made.count
        else { return false }
        let added = made.count + 1...wish.count
        if wish.isReversed { numbers.insert(contentsOf: added.reversed(), at: 0) } else { numbers += added }
        self.made = wish
        return true
    }
}

extension ConnectionColumn {
    /// Whether what it says is part of how a connection began and ended, and not counted.
    var isOfRecord: Bool {
        switch self {
        case .number, .messagesUp, .messagesDown, .bytesUp, .bytesDown, .rate, .lastRTT, .medianRTT, .findings: false
        case .state, .client, .server, .host, .path, .subprotocol, .compression, .age, .ended: true
        }
    }

    /// Whether what it says of a connection changes while the connection lasts.
    var changes: Bool {
        switch self {
        case .number, .client, .server, .host, .path, .subprotocol, .compression: false
        default: true
        }
    }
}
