import Testing

@testable import Exporters

struct HARWindowTests {
    private static func window(_ text: String) -> HARWindow {
        var window = HARWindow(limit: 1_000)
        let bytes = Array(text.utf8)
        window.append(bytes.span.bytes)
        return window
    }

    @Test func `what was read is forgotten, and a value that is cut wants as much again`() {
        var window = Self.window("abcdef")
        #expect((window.start, window.end, window.isReady) == (0, 6, true))
        window.needMore(behind: 4)
        #expect((window.start, window.end, window.isReady) == (4, 6, false))
        window.append(([1] as [UInt8]).span.bytes)
        #expect(!window.isReady)
        window.append(([2] as [UInt8]).span.bytes)
        #expect(window.isReady)
        #expect(window.bytes == Array("ef".utf8) + [1, 2])
    }

    @Test func `no more is wanted than may be held`() {
        var window = HARWindow(limit: 8)
        window.append(([1, 2, 3, 4, 5, 6] as [UInt8]).span.bytes)
        window.needMore(behind: 0)
        window.append(([7] as [UInt8]).span.bytes)
        #expect(!window.isReady)
        window.append(([8] as [UInt8]).span.bytes)
        #expect(window.isReady)
    }

    @Test func `the end of the file is enough`() {
        var window = Self.window("ab")
        window.needMore(behind: 0)
        window.close()
        #expect(window.isReady)
    }

    @Test func `going to a place keeps what is there of it`() {
        var window = Self.window("abcdef")
        window.close()
        window.move(to: 2)
        #expect((window.bytes, window.start, window.isLast) == (Array("cdef".utf8), 2, true))
        window.move(to: 6)
        #expect((window.bytes, window.start, window.isLast) == ([], 6, true))
        window.move(to: 1)
        #expect((window.bytes, window.start, window.end, window.isLast) == ([], 1, 1, false))
    }

    @Test func `bytes are handed out and taken back`() {
        var window = Self.window("abc")
        let bytes = window.takeBytes()
        #expect((window.bytes, window.start) == ([], 0))
        window.giveBack(bytes)
        #expect(window.end == 3)
        window.needMore(behind: 99)
        #expect((window.start, window.end) == (3, 3))
    }
}
