import CaptureKit
import Glibc
import TestKit
import Testing

struct TextTests {
    @Test
    func `text has a line for each event, as the exporter writes it`() throws {
        for capture in CaptureFile.all {
            let program = try Wscope.start(["read", "--time", "utc", capture.path] + capture.keyLogFlag)
            let end = program.end()
            #expect(end.output == capture.story.transcript, "\(capture)")
        }
    }

    @Test(arguments: [
        ("utc", #"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}Z  #1 .*"#),
        ("absolute", #"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}\.[0-9]{6}  #1 .*"#),
        ("relative", #" +0\.000000  #1 .*"#), ("delta", #" +0\.000000  #1 .*"#),
    ])
    func `times are written in the style that is asked for`(_ style: String, _ pattern: String) throws {
        let end = try Wscope.run("read", "--time", style, CaptureFile.named("pings").path)
        #expect(end.exitCode == 0)
        let first = try #require(end.lines.first)
        #expect(try first.wholeMatch(of: Regex(pattern)) != nil, "\(first)")
    }

    @Test
    func `absolute times are those of the place`() throws {
        let path = try CaptureFile.named("pings").path
        let here = try Wscope.run("read", path, environment: ["TZ": "XYZ-3"])
        let utc = try Wscope.run("read", path, environment: ["TZ": "UTC"])
        #expect(here.lines.count == utc.lines.count)
        #expect(here.text != utc.text)
    }

    @Test
    func `colours come where they are asked for and nowhere else`() throws {
        let path = try CaptureFile.named("pings").path
        let escape = "\u{1b}["
        #expect(try Wscope.run("read", path).text.contains(escape) == false)
        #expect(try Wscope.run("read", "--color", "auto", path).text.contains(escape) == false)
        #expect(try Wscope.run("read", "--color", "never", path).text.contains(escape) == false)
        #expect(try Wscope.run("read", "--color", "always", path).text.contains(escape))
        #expect(try Wscope.run("read", "--color", "always", path, environment: ["NO_COLOR": "1"]).text.contains(escape))
    }

    @Test
    func `a terminal gets colours, unless NO_COLOR refuses them`() throws {
        for (setting, isColoured) in [([:], true), (["NO_COLOR": "1"], false), (["NO_COLOR": ""], true)] {
            let shown = try onTerminal(["read", CaptureFile.named("pings").path], environment: setting)
            #expect(shown.contains("WebSocket") == false)
            #expect(shown.contains("\u{1b}[") == isColoured, "\(setting)")
            #expect(shown.contains("#1"))
        }
    }

    /// Linux's requests TIOCSPTLCK and TIOCGPTN.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    /// What the program writes to a terminal that has no size.
    private func onTerminal(_ arguments: [String], environment: [String: String]) throws -> String {
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(terminal >= 0)
        defer { close(terminal) }
        var lock: Int32 = 0
        var number: Int32 = 0
        try #require(ioctl(terminal, Self.setLock, &lock) == 0 && ioctl(terminal, Self.getNumber, &number) == 0)
        let far = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(far >= 0)
        let program = try Wscope.start(arguments, environment: environment, output: .descriptor(far))
        close(far)
        var shown: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(terminal, &block, block.count)
            guard count > 0 else { break }
            shown += block[..<count]
        }
        #expect(program.end().exitCode == 0)
        return String(decoding: shown, as: UTF8.self)
    }
}
