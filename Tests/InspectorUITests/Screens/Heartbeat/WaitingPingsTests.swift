import Testing

@testable import InspectorUI

struct WaitingPingsTests {
    @Test func `places leave in order, and only those before one that is answered`() {
        var pings = WaitingPings()
        for place in [1, 4, 6, 9] { pings.append(place) }
        #expect(pings.next(before: 6) == 1)
        #expect(pings.next(before: 6) == 4)
        #expect(pings.next(before: 6) == nil)
        pings.take(9)
        #expect(Array(pings.waiting) == [6, 9])
        pings.take(6)
        #expect(pings.count == 1)
        pings.removeAll()
        #expect(pings.count == 0 && pings.next(before: 100) == nil)
    }

    @Test func `what left takes no room`() {
        var pings = WaitingPings()
        for place in 0..<100_000 {
            pings.append(place)
            pings.take(place)
            _ = pings.next(before: place)
        }
        #expect(pings.count == 0)
        #expect(pings.waiting.startIndex < 4_096)
    }
}
