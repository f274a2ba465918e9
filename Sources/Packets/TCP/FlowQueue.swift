/// An order of flows, kept as links between their indices: the oldest first.
struct FlowQueue {
    /// A flow's neighbours, -1 for none.
    struct Link {
        var older: Int32 = -1
        var newer: Int32 = -1
    }

    private(set) var oldest: Int32 = -1
    private(set) var newest: Int32 = -1

    /// Puts a flow last.
    mutating func append(_ index: Int, in links: inout [Link]) {
        let mark = Int32(truncatingIfNeeded: index)
        var links = links.mutableSpan
        links[index] = Link(older: newest, newer: -1)
        if newest >= 0 {
            links[Int(newest)].newer = mark
        } else {
            oldest = mark
        }
        newest = mark
    }

    /// Takes a flow out.
    mutating func remove(_ index: Int, in links: inout [Link]) {
        var links = links.mutableSpan
        let link = links[index]
        if link.older >= 0 {
            links[Int(link.older)].newer = link.newer
        } else {
            oldest = link.newer
        }
        if link.newer >= 0 {
            links[Int(link.newer)].older = link.older
        } else {
            newest = link.older
        }
    }
}
