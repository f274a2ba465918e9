import ByteStreams
import DemoTraffic
import Dissection
import Glibc
import Sessions
import Testing
import TextScreen

@testable import InspectorUI

/// A session of the demonstration's first hundred seconds, the same every time.
final class DemoFixture: Sendable {
    /// One for all tests: nobody changes it.
    static let shared = try? DemoFixture()

    let path: String
    static let start = Timestamp(nanoseconds: 1_700_000_000_000_000_000)
    static let end = Timestamp(nanoseconds: 1_700_000_100_000_000_000)

    private init() throws {
        var template = Array("/tmp/wscope-demo-XXXXXX".utf8CString)
        let folder = try String(cString: #require(mkdtemp(&template)))
        path = "\(folder)/demo.wscope"
        var recorder = try Recorder(path: path, facts: [])
        var options = DissectionOptions()
        options.source = .live
        options.tellsFrames = true
        options.keepsCompressed = true
        var dissector = Dissector(options: options)
        var demo = DemoTraffic(seed: 1, start: Self.start)
        var batch = TrafficBatch()
        demo.play(until: Self.end) { stream, time, event in
            dissector.accept(event, of: stream, at: time, into: &batch)
            guard batch.isFull else { return }
            recorder.record(batch)
            batch.clear()
        }
        recorder.record(batch)
        recorder.finish()
    }

    deinit {
        unlink(path)
    }

    /// The number of the first connection whose path and host are these.
    func connection(_ words: String) throws -> Int {
        let list = try SessionList(path: path)
        let records = try list.connections(Array(1...list.connectionCount()))
        let found = records.first {
            let upgrade = $0.opening.handshake?.upgrade
            return "\(upgrade?.host ?? "")\(upgrade?.path ?? "")".contains(words)
        }
        return try #require(found?.opening.connection)
    }
}

/// The inspector as a test drives it, in front of the demonstration.
struct DemoStage {
    private(set) var inspector: Inspector
    var size: ScreenSize
    private(set) var effects: [Effect] = []

    init(_ columns: Int = 120, _ rows: Int = 40) throws {
        let fixture = try #require(DemoFixture.shared)
        var settings = InspectorSettings()
        settings.hasSeenHint = true
        size = ScreenSize(columns: columns, rows: rows)
        inspector = try Inspector(session: fixture.path, settings: settings, now: DemoFixture.end) { _ in 0 }
        settle()
    }

    /// Goes to a screen about connections.
    init(
        _ kind: ScreenKind, _ connections: [Int] = [], message: Int64? = nil, _ columns: Int = 120, _ rows: Int = 40
    ) throws {
        try self.init(columns, rows)
        inspector.open(kind, ScreenTarget(connections: connections, message: message))
        settle()
    }

    /// Works until nothing is left to do, and prepares what is shown.
    mutating func settle() {
        for _ in 0..<3 {
            var rounds = 0
            while inspector.work(isDue: { false }), rounds < 1_000 { rounds += 1 }
            inspector.prepare(size)
        }
    }

    /// Presses keys by their names, and settles behind each.
    mutating func press(_ names: String...) {
        for name in names {
            guard let key = Key(name: name) else {
                Issue.record("no key is called \(name)")
                continue
            }
            effects += inspector.update(.terminal(.key(key)))
            settle()
        }
    }

    /// Types a text.
    mutating func type(_ text: String) {
        for scalar in text.unicodeScalars { press(Key.character(scalar).name) }
    }

    /// Tells the inspector something.
    mutating func tell(_ event: InspectorEvent) {
        effects += inspector.update(event)
        settle()
    }

    var screen: Screen {
        var canvas = Canvas(size: size)
        inspector.draw(on: &canvas)
        return canvas.screen
    }

    var text: String { screen.lines.joined(separator: "\n") }

    /// The line under the cursor.
    var cursorLine: String {
        let screen = screen
        for row in 0..<size.rows where screen[row, 0].style.emphasis.contains(.selected) { return screen.lines[row] }
        return ""
    }
}

/// What every screen must stand.
enum ScreenTrials {
    /// Random keys at random sizes: nothing traps, and wide characters keep both of their cells.
    static func pressRandomKeys(_ stage: inout DemoStage, seed: UInt64, count: Int) {
        var random = SeededGenerator(seed)
        let keys =
            ["Up", "Down", "PgUp", "PgDn", "Home", "End", "Enter", "Tab", "S-Tab", "Left", "Right", "Space"]
            + "jkhlgGtpAHFzyZx<>-=bo1234567".map { String($0) }
        for _ in 0..<count {
            if random.next() % 16 == 0 {
                stage.size = ScreenSize(columns: Int(random.next() % 150) + 1, rows: Int(random.next() % 60) + 1)
            }
            stage.press(keys[Int(random.next() % UInt64(keys.count))])
            if random.next() % 4 == 0 { stage.press("Esc") }
            let screen = stage.screen
            for row in 0..<screen.size.rows where screen[row, 0].scalar == nil {
                Issue.record("half a character stands at the left side")
            }
        }
    }
}

/// Numbers that look random and are the same every time.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33 ^ state << 31
    }
}
