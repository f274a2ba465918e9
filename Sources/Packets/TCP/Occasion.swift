import ByteStreams

/// Whose turn it is, and when.
struct Occasion {
    let lane: WaitingLanes.Lane
    let time: Timestamp

    /// The same moment, seen from the other side.
    var opposite: Occasion {
        Occasion(lane: WaitingLanes.Lane(flow: lane.flow, side: lane.side.opposite), time: time)
    }
}
