import TestKit
import Testing
import TextScreen
import WebSocketWire

@testable import InspectorUI

/// Strangers' bytes, odd sizes and keys in any order: nothing traps, and nothing gets where it does not belong.
struct MessagesHostileTests {
    private static let payloads: [[UInt8]] = [
        Array("\u{1b}[2J\u{1b}]52;c;QUJD\u{7}\r\n\u{9b}31m".utf8),
        Array("\u{202e}evil\u{2066}\u{200b}\u{feff}\u{e0041}".utf8),
        [0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80, 0xe2, 0x82],
        Array("e\u{301}\u{302}\u{303}\u{304} \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} 漢字".utf8),
        Array(String(repeating: "[", count: 600).utf8), Array(#"{"a":{"b":[{"c":"\u001b[31m"},1e999,null]}"#.utf8),
        Array(repeating: 0, count: 70_000), Array(String(repeating: "漢", count: 3_000).utf8),
        Array((#"{"k":""# + String(repeating: "x", count: 200_000) + #""}"#).utf8), [],
    ]

    private func fixture() throws -> MessagesFixture {
        let fixture = try MessagesFixture()
        fixture.open(1)
        for payload in Self.payloads {
            fixture.message(1, .fromClient, .text, [payload]) { $0.textLength = nil }
            fixture.message(1, .fromServer, .binary, [payload, payload, payload])
            fixture.message(1, .fromServer, .ping, [Array(payload.prefix(125))])
            fixture.message(1, .fromServer, Opcode(rawValue: 0xb), [Array(payload.prefix(9))])
            fixture.message(1, .fromClient, .close, [Array(payload.prefix(125))])
        }
        fixture.finding(1, 3, .warning, "\u{1b}[2Jodd \u{202e}detail")
        fixture.finish()
        return fixture
    }

    private func isClean(_ screen: Screen) -> Bool {
        (0..<screen.size.rows).allSatisfy { row in
            (0..<screen.size.columns).allSatisfy { column in
                guard let scalar = screen[row, column].scalar else { return column > 0 }
                switch TextWidth.shown(scalar) {
                case .cell(_, let columns): return columns == 1 || screen[row, column + 1].scalar == nil
                case .mark, .nothing, .standIn: return false
                }
            }
        }
    }

    @Test func `whatever a payload holds, only characters for a terminal reach it`() throws {
        let fixture = try fixture()
        var stage = try MessagesStage(fixture, 120, 40, connections: [1])
        stage.press("g")
        for _ in 0..<Self.payloads.count * 5 {
            stage.press("j")
            for _ in 0..<5 {
                stage.press("Tab")
                #expect(isClean(stage.screen))
            }
            stage.press("Tab")
        }
    }

    @Test(arguments: [
        (1, 1), (2, 1), (1, 3), (7, 2), (10, 4), (20, 6), (39, 15), (63, 14), (64, 13), (110, 14), (111, 9), (300, 100),
    ])
    func `each size shows what it can`(_ columns: Int, _ rows: Int) throws {
        var stage = try MessagesStage(.usual(), columns, rows, connections: [1])
        for key in ["g", "Enter", "Tab", "Tab", "Tab", "Tab", "j", "Esc", "j", "Tab", "Tab", "Tab", "l", "G", "Esc"] {
            stage.press(key)
            #expect(stage.screen.lines.count == rows)
            #expect(isClean(stage.screen))
        }
    }

    @Test(arguments: [[1], [1, 2], []])
    func `keys in any order and sizes of any kind never trap`(_ connections: [Int]) throws {
        var random = SeededRandom(seed: UInt64(11 + connections.count))
        let keys =
            [
                "j", "k", "h", "l", "g", "G", "^d", "^u", "PgUp", "PgDn", "Enter", "Esc", "Tab", "S-Tab", "Space", "a",
                "n",
            ]
            + ["N", "F", "t", "H", "Z", "y", "v", "w", "-", "=", "A", "p", "f", "/", "Up", "Down", "Home", "End"]
        var stage = try MessagesStage(.usual(), 80, 24, connections: connections)
        for round in 0..<10_000 {
            if round % 50 == 0 {
                stage.size = ScreenSize(
                    columns: 1 + Int(random.next() % 160), rows: 1 + Int(random.next() % 50))
            }
            if stage.target.message == nil, round % 97 == 0 {
                stage.inspector.open(.messages, ScreenTarget(connections: connections, message: 1))
            }
            guard let key = Key(name: keys[Int(random.next() % UInt64(keys.count))]) else { continue }
            _ = stage.inspector.update(.terminal(.key(key)))
            _ = stage.inspector.work(isDue: { false })
            stage.inspector.prepare(stage.size)
            if round % 7 == 0 { #expect(stage.screen.lines.count == stage.size.rows) }
        }
    }
}
