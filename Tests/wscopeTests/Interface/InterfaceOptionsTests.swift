import Testing

@testable import wscope

struct InterfaceOptionsTests {
    @Test(arguments: [
        (0, "0 bytes"), (1_023, "1023 bytes"), (1_024, "1 KiB"), (1_536, "1.5 KiB"), (200_000, "195 KiB"),
        (4 << 30, "4 GiB"), (1 << 40, "1024 GiB"), (UInt64.max, "17179869183.9 GiB"),
    ])
    func `bytes are told in their unit`(_ bytes: UInt64, _ words: String) {
        let shown = ByteCount.words(bytes)
        #expect(shown == words || bytes == .max && shown.hasSuffix(" GiB"))
    }

    @Test func `a session that may not fit is told of beforehand`() throws {
        let gigabyte: UInt64 = 1 << 30
        #expect(DiskRoom.warning(input: gigabyte, budget: 4 * gigabyte, free: 10 * gigabyte) == nil)
        #expect(DiskRoom.warning(input: gigabyte, budget: nil, free: nil) == nil)
        #expect(DiskRoom.warning(input: gigabyte, budget: nil, free: 2 * gigabyte) == nil)
        let budget = try #require(DiskRoom.warning(input: 4 * gigabyte, budget: 4 * gigabyte, free: 10 * gigabyte))
        #expect(budget.contains("6 GiB") && budget.contains("4 GiB") && budget.contains("--session-budget"))
        let room = try #require(DiskRoom.warning(input: 4 * gigabyte, budget: nil, free: 5 * gigabyte))
        #expect(room.contains("6 GiB") && room.contains("5 GiB") && room.contains("-w"))
        let both = try #require(DiskRoom.warning(input: 4 * gigabyte, budget: 9 * gigabyte, free: 5 * gigabyte))
        #expect(both.contains("are free"))
        #expect(DiskRoom.warning(input: .max, budget: .max, free: .max) == nil)
    }

    @Test func `the room of this machine is known`() {
        #expect((DiskRoom.free(beside: "/tmp/x") ?? 0) > 0)
        #expect((DiskRoom.free(beside: "x") ?? 0) > 0)
        #expect(DiskRoom.free(beside: "/nowhere/at/all") == nil)
    }
}
