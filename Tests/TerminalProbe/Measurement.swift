import CursesTerminal
import Glibc
import TextScreen

/// How long showing takes.
enum Measurement {
    static func run(on terminal: CursesTerminal, begin: Int) {
        let rounds = 200
        let screens = [filled(terminal.size, "ab漢字 {\"x\":1}"), filled(terminal.size, "cd語漢 [\"y\",2]")]
        var oneRow = screens[0]
        for column in 0..<terminal.size.columns { oneRow[3, column] = Cell("x", Style(.client)) }
        terminal.show(screens[0])
        let start = (now - begin) / 1_000
        let all = time(rounds) { terminal.show(screens[($0 + 1) % 2]) }
        terminal.show(screens[0])
        let row = time(rounds) { terminal.show($0 % 2 == 0 ? oneRow : screens[0]) }
        terminal.show(screens[0])
        let none = time(rounds) { _ in terminal.show(screens[0]) }
        let size = terminal.size
        let drawing = time(rounds) { _ in _ = filled(size, "ab漢字 {\"x\":1}") }
        terminal.close()
        print("\(size.columns)x\(size.rows) us: start \(start) all \(all) row \(row) none \(none) draw \(drawing)")
    }

    private static func filled(_ size: ScreenSize, _ text: String) -> Screen {
        var canvas = Canvas(size: size)
        let line = String(repeating: text, count: size.columns / 10 + 1)
        let roles = Role.allCases
        for row in 0..<size.rows {
            canvas.write(line, Style(roles[row % roles.count]), row: row, column: 0, in: canvas.area)
        }
        return canvas.screen
    }

    private static func time(_ rounds: Int, _ body: (Int) -> Void) -> Int {
        let begin = now
        for round in 0..<rounds { body(round) }
        return (now - begin) / rounds / 1_000
    }

    static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
