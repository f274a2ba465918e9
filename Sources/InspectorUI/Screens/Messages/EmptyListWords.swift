/// Why a list of messages is empty.
enum EmptyListWords {
    static func text(_ numbers: MessageNumbers, _ shared: Shared) -> String {
        if let error = numbers.error { return error }
        if numbers.progress(of: shared.session.messageCount) != nil { return "searching…" }
        if shared.filter != nil { return "no message here matches the filter" }
        if shared.cleared.message > 0 { return "nothing came since the list was cleared" }
        return shared.status.isLive && !shared.status.isEnded ? "no messages yet" : "no messages"
    }
}
