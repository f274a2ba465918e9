import Testing
import TextScreen

struct ScreenSizeTests {
    @Test func `a screen has a cell at least`() {
        #expect(ScreenSize(columns: 0, rows: -5) == ScreenSize(columns: 1, rows: 1))
    }

    @Test(arguments: [-3, 0, 2, 5, 9])
    func `both parts of an area are the area`(_ count: Int) {
        let area = ScreenArea(top: 1, left: 2, rows: 5, columns: 5)
        let (upper, lower) = area.split(top: count)
        #expect(upper.rows == max(0, min(5, count)))
        #expect(upper.bottom == lower.top && upper.rows + lower.rows == 5 && lower.left == 2 && lower.columns == 5)
        let (left, right) = area.split(left: count)
        #expect(left.columns == max(0, min(5, count)))
        #expect(left.right == right.left && left.columns + right.columns == 5 && right.top == 1 && right.rows == 5)
    }

    @Test(arguments: [
        (ScreenArea(top: -2, left: -1, rows: 4, columns: 3), ScreenArea(top: 0, left: 0, rows: 2, columns: 2)),
        (ScreenArea(top: 2, left: 8, rows: 9, columns: 9), ScreenArea(top: 2, left: 8, rows: 1, columns: 2)),
        (ScreenArea(top: 7, left: 3, rows: 2, columns: 2), ScreenArea(top: 3, left: 3, rows: 0, columns: 2)),
    ])
    func `an area is cut by its screen`(_ area: ScreenArea, _ expected: ScreenArea) {
        #expect(area.clipped(to: ScreenSize(columns: 10, rows: 3)) == expected)
    }

    @Test func `an area's inside has no border, and may be nothing`() {
        let area = ScreenArea(top: 1, left: 1, rows: 3, columns: 1)
        #expect(area.inside == ScreenArea(top: 2, left: 2, rows: 1, columns: 0))
        #expect(area.contains(row: 3, column: 1) && !area.contains(row: 4, column: 1))
    }
}
