/// How a SYN or RST relates to the connection known under the same addresses and ports.
enum SegmentRelation {
    /// It belongs to the connection.
    case part
    /// It opens a new connection.
    case successor
    /// It belongs to nothing that can be told.
    case stray

    /// Judges a SYN, with or without ACK, that `sender` sent (RFC 9293 sections 3.5 and 3.10.7).
    static func ofOpening(_ segment: TCPSegment, from sender: FlowSide, to flow: Flow) -> SegmentRelation {
        let lane = flow[sender]
        let other = flow[sender.opposite]
        let isSame = lane.marks.contains(.started) && lane.first == segment.payloadSequence
        if isSame { return .part }
        if flow.phase == .over { return .successor }
        let isAnswer = segment.flags.contains(.acknowledge)
        if flow.phase == .silent, !flow.isIncomplete {
            if isAnswer { return .part }
            return lane.marks.contains(.opened) || !other.marks.contains(.opened) && !flow.isFresh
                ? .successor : .part
        }
        guard lane.marks.contains(.started) else {
            return isAnswer || other.marks.contains(.opened) ? .part : .successor
        }
        if !lane.marks.contains(.opened), lane.delivered == 0, !lane.isIncomplete { return .part }
        let fromNext = abs(lane.next.distance(to: segment.payloadSequence))
        let fromFirst = abs(lane.first.distance(to: segment.payloadSequence))
        let nearest = lane.marks.contains(.opened) ? fromNext : min(fromNext, fromFirst)
        return nearest > other.tolerance ? .successor : .stray
    }

    /// Judges a RST that `sender` sent: in the window, or in answer to what the other side has sent (RFC 9293 section
    /// 3.10.7, RFC 5961 section 3).
    static func ofReset(_ segment: TCPSegment, from sender: FlowSide, to flow: Flow) -> SegmentRelation {
        let lane = flow[sender]
        let other = flow[sender.opposite]
        if lane.marks.contains(.started) {
            let known = max(lane.delivered, lane.extent) - lane.delivered
            let distance = lane.next.distance(to: segment.sequence)
            return distance >= -other.tolerance && distance <= known + other.tolerance ? .part : .stray
        }
        guard segment.flags.contains(.acknowledge), other.marks.contains(.started) else {
            return flow.phase == .silent ? .part : .stray
        }
        return abs(other.next.distance(to: segment.acknowledgement)) <= lane.tolerance ? .part : .stray
    }
}
