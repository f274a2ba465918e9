import ByteStreams

/// Gives streams their names: the slot given back last, or the next one, and a serial never given before.
struct StreamNames {
    private var freeSlots: [Int] = []
    private var slots = 0
    private var serials = 0

    /// A name for a new stream.
    mutating func take() -> StreamID {
        let serial = serials
        serials += 1
        if let slot = freeSlots.popLast() {
            return StreamID(slot: slot, serial: serial)
        }
        slots += 1
        return StreamID(slot: slots - 1, serial: serial)
    }

    /// Gives an ended stream's slot back.
    mutating func giveBack(_ name: StreamID) {
        freeSlots.append(name.slot)
    }
}
