import ByteStreams
import Testing

@testable import TLSDecryption

struct RecordOpenerTests {
    private func opener(_ secret: String) throws -> RecordOpener {
        try #require(RecordOpener(trafficSecret: hex(secret), suite: CipherSuite(0x1301)))
    }

    private func opened(_ record: [UInt8], _ secret: String, _ sequence: UInt64) throws -> OpenedRecord? {
        let (header, body) = try #require(Trace8448.parts(record))
        return try opener(secret).open(header, bytes: body, sequence: sequence)
    }

    @Test func `the records of RFC 8448 open under their keys and numbers`() throws {
        let cases: [([UInt8], String, UInt64, UInt8, [UInt8]?)] = [
            (Trace8448.serverFlight, Trace8448.serverHandshakeSecret, 0, 22, nil),
            (Trace8448.clientFinished, Trace8448.clientHandshakeSecret, 0, 22, nil),
            (Trace8448.ticket, Trace8448.serverSecret, 0, 22, nil),
            (Trace8448.clientData, Trace8448.clientSecret, 0, 23, Trace8448.data),
            (Trace8448.serverData, Trace8448.serverSecret, 1, 23, Trace8448.data),
            (Trace8448.clientAlert, Trace8448.clientSecret, 1, 21, [1, 0]),
            (Trace8448.serverAlert, Trace8448.serverSecret, 2, 21, [1, 0]),
        ]
        for (record, secret, sequence, type, content) in cases {
            let plain = try #require(try opened(record, secret, sequence))
            #expect(plain.type == type)
            if let content { #expect(Array(plain.content) == content) }
            #expect(plain.padding == 0)
            #expect(try opened(record, secret, sequence + 1) == nil)
            #expect(try opened(record, Trace8448.clientRandom, sequence) == nil)
        }
    }

    @Test func `a record with any byte changed does not open`() throws {
        for index in Trace8448.clientData.indices {
            var record = Trace8448.clientData
            record[index] ^= 1
            guard let (header, body) = Trace8448.parts(record) else { continue }
            #expect(try opener(Trace8448.clientSecret).open(header, bytes: body, sequence: 0) == nil)
        }
    }

    @Test(arguments: 0..<40)
    func `short bodies are no records`(_ count: Int) throws {
        let header = try #require(RecordHeader(bytes: [23, 3, 3, 0, UInt8(count)], at: 0))
        let body = [UInt8](repeating: 0, count: count)
        #expect(try opener(Trace8448.clientSecret).open(header, bytes: body, sequence: 0) == nil)
        let random = [UInt8](repeating: 1, count: 32)
        for number: UInt16 in [0xc02f, 0xc030, 0xcca8, 0xc013, 0xc027, 0xc028] {
            for macsBehind in [true, false] {
                let opener = try #require(
                    RecordOpener(
                        master: [UInt8](repeating: 2, count: 48), clientRandom: random, serverRandom: random,
                        suite: CipherSuite(number), encryptsThenMACs: macsBehind, side: .fromServer))
                #expect(opener.open(header, bytes: body, sequence: 0) == nil)
            }
        }
    }

    @Test func `there is no opener for other suites, or a secret of another length`() {
        #expect(RecordOpener(trafficSecret: [1, 2, 3], suite: CipherSuite(0x1301)) == nil)
        #expect(RecordOpener(trafficSecret: hex(Trace8448.clientSecret), suite: CipherSuite(0x1302)) == nil)
        #expect(RecordOpener(trafficSecret: hex(Trace8448.clientSecret), suite: CipherSuite(0x1304)) == nil)
        #expect(RecordOpener(trafficSecret: hex(Trace8448.clientSecret), suite: CipherSuite(0xc02f)) == nil)
        let random = [UInt8](repeating: 1, count: 32)
        #expect(
            RecordOpener(
                master: random, clientRandom: random, serverRandom: random, suite: CipherSuite(5),
                encryptsThenMACs: false, side: .fromClient) == nil)
    }

    @Test func `what authentication takes is known where it is the same for every record`() throws {
        #expect(try opener(Trace8448.clientSecret).overhead == 17)
        let random = [UInt8](repeating: 1, count: 32)
        for (number, overhead) in [(0xc02f, 24), (0xcca8, 16), (0xc013, nil)] as [(UInt16, Int?)] {
            let opener = RecordOpener(
                master: random, clientRandom: random, serverRandom: random, suite: CipherSuite(number),
                encryptsThenMACs: false, side: .fromClient)
            #expect(opener?.overhead == overhead)
        }
    }
}
