import Testing

@testable import InspectorUI

struct MessageRowTests {
    @Test func `a row is drawn at any width, and hostile text in it is harmless`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        fixture.text(1, .fromServer, "\u{1b}[2J\u{202e}\u{200b}\u{7}\n" + String(repeating: "漢", count: 200))
        fixture.message(1, .fromClient, .binary, [[UInt8](repeating: 0x9b, count: 100)])
        fixture.finish()
        for columns in 1...140 {
            let stage = try MessagesStage(fixture, columns, 10, connections: [1])
            let screen = stage.screen
            for row in 0..<10 {
                for column in 0..<columns {
                    guard let scalar = screen[row, column].scalar else { continue }
                    #expect(scalar.value >= 0x20 && !(0x7f...0x9f).contains(scalar.value))
                    #expect(!["\u{202e}", "\u{200b}"].contains(scalar))
                }
            }
        }
    }
}
