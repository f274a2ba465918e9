import Testing

@testable import wscope

struct RingSizeTests {
    @Test(arguments: [
        ("65536", RingSize.bytes(65_536)), ("64M", .bytes(64_000_000)), ("1G", .bytes(1_000_000_000)),
        ("30s", .seconds(30)), ("10m", .seconds(600)), ("2h", .seconds(7_200)),
    ])
    func `a size is bytes, or a time with its unit`(_ text: String, _ size: RingSize) {
        #expect(RingSize(argument: text) == size)
    }

    @Test(arguments: ["", "s", "0s", "-1m", "1.5h", "9223372036854775807h", "10d", "x", "99999999999s"])
    func `anything else is none`(_ text: String) {
        #expect(RingSize(argument: text) == nil)
    }

    @Test
    func `a file is full when it has its bytes, or its time is over`() {
        #expect(!RingSize.bytes(100).isReached(bytes: 99, nanoseconds: .max))
        #expect(RingSize.bytes(100).isReached(bytes: 100, nanoseconds: 0))
        #expect(!RingSize.seconds(2).isReached(bytes: .max, nanoseconds: 1_999_999_999))
        #expect(RingSize.seconds(2).isReached(bytes: 0, nanoseconds: 2_000_000_000))
    }
}
