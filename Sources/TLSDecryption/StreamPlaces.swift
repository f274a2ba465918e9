import ByteStreams

/// Where the decryptor keeps each stream. A stream that waits for its secret may outlive its connection, whose slot the
/// tap then gives to the next one: so the places are the decryptor's own.
struct StreamPlaces {
    /// By the tap's slot; -1 where it has no stream.
    private var places: [Int] = []
    private var free: [Int] = []
    /// Places in use and free.
    private(set) var count = 0

    /// The place of the tap's stream; nil where it has none.
    func place(of stream: StreamID) -> Int? {
        guard places.indices.contains(stream.slot), places[stream.slot] >= 0 else { return nil }
        return places[stream.slot]
    }

    /// Gives a place to a new stream of the tap.
    mutating func begin(_ stream: StreamID) -> Int? {
        guard stream.slot >= 0 else { return nil }
        while places.count <= stream.slot { places.append(-1) }
        let place: Int
        if let last = free.popLast() {
            place = last
        } else {
            place = count
            count += 1
        }
        places[stream.slot] = place
        return place
    }

    /// The tap's stream has ended; its place is still in use.
    mutating func leave(_ stream: StreamID) {
        guard places.indices.contains(stream.slot) else { return }
        places[stream.slot] = -1
    }

    /// Nothing comes of a place any more.
    mutating func release(_ place: Int) { free.append(place) }
}
