import Testing

@testable import InspectorUI

struct ConnectionOrderTests {
    private func row(_ number: Int) -> ConnectionRow {
        ConnectionRow(number: number, record: nil, tally: ConnectionTally(), present: DemoFixture.end)
    }

    private func wish(_ count: Int) -> ConnectionOrder.Wish {
        ConnectionOrder.Wish(column: .number, isReversed: false, matching: nil, cleared: 0, count: count)
    }

    @Test func `the list is made in slices, and the old one stays until the new one is complete`() {
        var order = ConnectionOrder()
        while order.work(wish(1_000), row: { $0.map(row) }, isDue: { false }) {}
        #expect(order.numbers == Array(1...1_000))
        var calls = 0
        var reversed = wish(1_000)
        (reversed.isReversed, reversed.column) = (true, .findings)
        while order.work(
            reversed, row: { $0.map(row) },
            isDue: {
                calls += 1
                return calls % 2 == 0
            })
        {
            #expect(order.numbers.first == 1)
        }
        #expect(order.numbers == Array((1...1_000).reversed()))
        #expect(order.fulfils(reversed) && !order.fulfils(wish(1_000)))
    }

    @Test func `what a filter does not match is left out`() {
        var order = ConnectionOrder()
        var wish = wish(10)
        wish.matching = [2, 9, 70]
        _ = order.work(wish, row: { $0.map(row) }, isDue: { false })
        #expect(order.numbers == [2, 9])
        order.invalidate()
        #expect(!order.fulfils(wish) && order.numbers == [2, 9])
    }

    @Test func `what is new is added to a list by number, at its end or its beginning`() {
        for isReversed in [false, true] {
            var order = ConnectionOrder()
            for count in [3, 4, 9] {
                var wish = wish(count)
                wish.isReversed = isReversed
                let hasMore = order.work(wish, row: { $0.map(row) }, isDue: { false })
                #expect(!hasMore)
                #expect(order.numbers == (isReversed ? (1...count).reversed() : Array(1...count)))
                #expect(order.fulfils(wish))
            }
        }
    }

    @Test func `a list is turned round at once, without reading it again`() {
        var order = ConnectionOrder()
        var wish = wish(500)
        wish.column = .findings
        while order.work(wish, row: { $0.map(row) }, isDue: { false }) {}
        wish.isReversed = true
        let hasMore = order.work(
            wish,
            row: { _ in
                Issue.record("it is read again")
                return []
            }, isDue: { true })
        #expect(!hasMore && order.fulfils(wish) && order.numbers == (1...500).reversed())
    }

    @Test func `what cannot have changed is read once`() {
        var order = ConnectionOrder()
        var read: [Int] = []
        for count in [100, 101, 300] {
            var wish = wish(count)
            wish.column = .host
            while order.work(
                wish,
                row: { numbers in
                    read += numbers
                    return numbers.map(row)
                }, isDue: { false })
            {}
            #expect(order.numbers == Array(1...count) && order.fulfils(wish))
        }
        #expect(read == Array(1...300))
    }

    @Test func `a list is completed however fast connections come, and the newer one follows`() {
        var order = ConnectionOrder()
        var count = 5_000
        var completed = 0
        for round in 1...2_000 {
            count += 1
            var wish = wish(count)
            wish.column = .findings
            wish.edition = Int64(round)
            var looks = 0
            _ = order.work(
                wish, row: { $0.map(row) },
                isDue: {
                    looks += 1
                    return looks > 1
                })
            if order.numbers.count > completed { completed = order.numbers.count }
        }
        #expect(completed > 5_500)
        #expect(order.numbers == Array(1...order.numbers.count))
    }
}
