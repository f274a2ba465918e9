/// The places of a side's pings, in order, until they are answered or passed over.
struct WaitingPings: Sendable {
    private var places: [Int] = []
    private var first = 0

    /// How many wait.
    var count: Int { places.count - first }

    /// Those that wait, in order.
    var waiting: ArraySlice<Int> { places[first...] }

    /// Adds one behind all others.
    mutating func append(_ place: Int) { places.append(place) }

    /// Takes the first one out where it stands before a place; nil where it does not.
    mutating func next(before place: Int) -> Int? {
        guard first < places.count, places[first] < place else {
            if first > 1_024, first > places.count / 2 {
                places.removeFirst(first)
                first = 0
            }
            return nil
        }
        first += 1
        return places[first - 1]
    }

    /// Takes a place out where it is the first one.
    mutating func take(_ place: Int) {
        if first < places.count, places[first] == place { first += 1 }
    }

    /// Takes all out.
    mutating func removeAll() {
        places.removeAll()
        first = 0
    }
}
