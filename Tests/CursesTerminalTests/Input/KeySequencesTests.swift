import Testing
import TextScreen

@testable import CursesTerminal

struct KeySequencesTests {
    @Test func `own sequences begin with ESC and are short; others do not count`() {
        let long = [UInt8](repeating: 0x1b, count: 17)
        let keys = KeySequences(own: [([0x1b], .up), ([0x08], .down), (long, .left), ([0x1b, 0x41, 0x42], .home)])
        #expect(keys.own([0x1b]) == nil && keys.own([0x08]) == nil && keys.own(long) == nil)
        #expect(keys.own([0x1b, 0x41, 0x42]) == .home)
        #expect(keys.goesOn([0x1b, 0x41]) && !keys.goesOn([0x1b, 0x41, 0x42]) && !keys.goesOn([0x1b, 0x42]))
    }

    @Test func `each byte of ASCII is a key that has a name, and that name is it`() {
        for byte in UInt8(0)..<0x80 {
            let key = KeySequences.single(byte)
            #expect(Key(name: key.name) == key, "\(byte)")
        }
    }

    @Test(arguments: [
        (1, Key.home), (3, .delete), (15, .function(5)), (17, .function(6)), (24, .function(12)), (34, .function(20)),
    ])
    func `numbered keys are xterm's`(_ number: Int, _ key: Key) {
        #expect(KeySequences.numbered(number) == key)
    }

    @Test(arguments: [-1, 0, 9, 10, 16, 22, 27, 30, 35, 200, Int.max])
    func `other numbers are no keys`(_ number: Int) {
        #expect(KeySequences.numbered(number) == nil)
    }
}
