import TestKit
import Testing

@testable import InspectorUI

struct ListCursorTests {
    @Test(arguments: [UInt64(1), 2, 3])
    func `moves do what a naive model does`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var cursor = ListCursor()
        cursor.fit(count: 50, height: 10)
        var row = 0
        let actions: [Action] = [
            .moveUp, .moveDown, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .moveToStart, .moveToEnd, .follow,
            .copy,
        ]
        var (count, height, follows) = (50, 10, false)
        for _ in 0..<20_000 {
            let action = actions.randomElement(using: &random) ?? .copy
            let isMove = cursor.perform(action)
            #expect(isMove == (action != .copy))
            switch action {
            case .moveUp: row -= 1
            case .moveDown: row += 1
            case .pageUp: row -= max(1, height - 1)
            case .pageDown: row += max(1, height - 1)
            case .halfPageUp: row -= max(1, height / 2)
            case .halfPageDown: row += max(1, height / 2)
            case .moveToStart: row = 0
            case .moveToEnd: (row, follows) = (count - 1, true)
            case .follow:
                follows.toggle()
                if follows { row = count - 1 }
            default: break
            }
            row = max(0, min(row, count - 1))
            if isMove, row < count - 1 { follows = false }
            if Int.random(in: 0..<5, using: &random) == 0 {
                count = max(0, count + Int.random(in: -3...6, using: &random))
                height = Int.random(in: 1...30, using: &random)
                cursor.fit(count: count, height: height)
                if follows { row = count - 1 }
                row = max(0, min(row, count - 1))
            }
            #expect(cursor.row == row && cursor.isFollowing == follows)
            #expect(count == 0 || cursor.shown.contains(row))
            #expect(cursor.shown.count == min(count, height))
        }
    }

    @Test func `growth leaves the row where it is, and following goes with it`() {
        var cursor = ListCursor()
        cursor.fit(count: 100, height: 10)
        cursor.move(to: 50)
        cursor.fit(count: 1_000, height: 10)
        #expect(cursor.row == 50 && cursor.shown == 41..<51)
        _ = cursor.perform(.moveToEnd)
        cursor.fit(count: 1_001, height: 10)
        #expect(cursor.row == 1_000)
    }

    @Test func `numbers at the edge never trap`() {
        var cursor = ListCursor()
        cursor.fit(count: .max, height: .max)
        cursor.move(by: .max)
        cursor.move(by: .max)
        cursor.move(by: .min)
        cursor.move(to: .min)
        cursor.fit(count: -5, height: -5)
        #expect(cursor.row == 0 && cursor.shown.isEmpty)
    }
}
