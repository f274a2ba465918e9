import Glibc
import TextScreen

/// A screen with everything in it.
enum Picture {
    static func draw(size: ScreenSize, isASCII: Bool, inputs: [String]) -> Screen {
        var canvas = Canvas(size: size, isASCII: isASCII)
        let area = canvas.area
        canvas.write("probe \(size.columns)x\(size.rows)", Style(.heading), row: 0, column: 0, in: area)
        canvas.write("pid \(getpid())", row: 0, column: 20, in: area)
        canvas.write("漢字|é|e\u{301}|🙂|\u{1b}[31m\u{7}|", row: 1, column: 0, in: area)
        canvas.write("client →", Style(.client), row: 2, column: 0, in: area)
        canvas.write("server ←", Style(.server), row: 2, column: 10, in: area)
        canvas.write("selected", Style(.client, .selected), row: 3, column: 0, in: area)
        canvas.write("in:" + inputs.suffix(12).joined(separator: " "), row: 4, column: 0, in: area)
        for (index, role) in Role.allCases.enumerated() {
            let row = 5 + index / 3
            let column = index % 3 * 26
            canvas.write("\(role)", Style(role), row: row, column: column, in: area)
            canvas.write("\(role)", Style(role, .selected), row: row, column: column + 13, in: area)
        }
        canvas.write("right>", row: size.rows - 1, column: size.columns - 6, in: area)
        canvas.showCursor(row: 1, column: 4)
        return canvas.screen
    }
}
