import Glibc
import LiveCapture
import Testing

struct WakeUpTests {
    private func isReadable(_ descriptor: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) == 1
    }

    @Test
    func `it is readable from ring until rest, however often it rings`() throws {
        let wakeUp = try WakeUp()
        #expect(!isReadable(wakeUp.descriptor))
        wakeUp.rest()
        for _ in 0..<3 {
            for _ in 0..<100 { wakeUp.ring() }
            #expect(isReadable(wakeUp.descriptor))
            wakeUp.rest()
            #expect(!isReadable(wakeUp.descriptor))
        }
    }

    @Test
    func `ringing never blocks, though nobody rests`() throws {
        let wakeUp = try WakeUp()
        for _ in 0..<70_000 { wakeUp.ring() }
        wakeUp.rest()
        #expect(!isReadable(wakeUp.descriptor))
    }
}
