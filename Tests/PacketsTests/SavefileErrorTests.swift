import Testing

@testable import Packets

struct SavefileErrorTests {
    static let sentences: [(SavefileProblem, Int, String)] = [
        (.empty, 0, "c.pcap: the file is empty: capture again, and let the capturing program end before reading"),
        (
            .truncated(.packet, present: 88, needed: 1514), 16,
            "c.pcap: the file ends in the middle of packet 17 (at byte 3120; 88 of 1514 bytes are there): it was cut "
                + "short while being written or copied; the 16 packets before it were read"
        ),
        (
            .truncated(.packetHeader, present: 3, needed: 16), 1,
            "c.pcap: the file ends in the middle of the header of packet 2 (at byte 3120; 3 of 16 bytes are there): "
                + "it was cut short while being written or copied; the one packet before it was read"
        ),
        (
            .truncated(.block(type: 10), present: 3, needed: 16), 0,
            "c.pcap: the file ends in the middle of a Decryption Secrets Block, before packet 1 (at byte 3120; 3 of "
                + "16 bytes are there): it was cut short while being written or copied; no packet was read"
        ),
        (
            .absurdLength(9_999, limit: 99), 2,
            "c.pcap: packet 3 at byte 3120 claims 9999 bytes, and no packet has more than 99: the file is damaged; "
                + "the 2 packets before it were read"
        ),
        (
            .damaged("it contradicts itself"), 2,
            "c.pcap: the file is damaged at byte 3120, before packet 3: it contradicts itself; the 2 packets before "
                + "it were read"
        ),
        (
            .unsupported("pcap of a strange kind"), 0,
            "c.pcap: this is pcap of a strange kind: convert it with `editcap -F pcapng`; no packet was read"
        ),
        (
            .unreadable(SourceError(file: "c.pcap", problem: "the disk is gone", advice: "look for it")), 2,
            "c.pcap: the disk is gone: look for it; the 2 packets before it were read"
        ),
    ]

    @Test(arguments: sentences)
    func `an error says what, where and what to do`(_ problem: SavefileProblem, _ before: Int, _ sentence: String) {
        let error = SavefileError(file: "c.pcap", packetsBefore: before, offset: 3120, problem: problem)
        #expect(error.description == sentence)
    }
}
