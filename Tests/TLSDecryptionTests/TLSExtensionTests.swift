import ByteStreams
import Testing

@testable import TLSDecryption

struct TLSExtensionTests {
    private func types(_ bytes: [UInt8]) -> [UInt16] {
        var types: [UInt16] = []
        TLSExtension.forEach(bytes.span.bytes) { type, _ in types.append(type) }
        return types
    }

    @Test func `extensions are shown as far as the list is whole`() {
        let list: [UInt8] = [0, 43, 0, 1, 9, 0, 16, 0, 0, 0xfe, 0x0d, 0, 2, 1, 2]
        #expect(types(list) == [43, 16, 0xfe0d])
        for count in 0..<9 { #expect(types(Array(list[..<count])).count == (count >= 5 ? 1 : 0)) }
    }

    @Test func `the first host name counts, and other kinds of names do not`() {
        let host: [UInt8] = [0, 0, 2, 0x61, 0x62]
        let other: [UInt8] = [9, 0, 1, 0x63]
        func name(_ entries: [UInt8]) -> String? {
            TLSExtension.hostName(bytes: ([0, UInt8(entries.count)] + entries))
        }
        #expect(name(other + host) == "ab")
        #expect(name(host + [0, 0, 1, 0x64]) == "ab")
        #expect(name(other) == nil && name([]) == nil)
        #expect(name([0, 0, 9, 0x61]) == nil)
    }

    @Test func `the chosen protocol is the first`() {
        #expect(TLSExtension.firstProtocol(bytes: [0, 3, 2, 0x68, 0x32]) == "h2")
        #expect(TLSExtension.firstProtocol(bytes: [0, 3, 4, 0x68, 0x32]) == nil)
        #expect(TLSExtension.firstProtocol(bytes: []) == nil)
    }

    @Test func `text that is not UTF-8 is read as Latin-1`() {
        #expect(TLSExtension.text(bytes: [0x61, 0xe9]) == "aé")
        #expect(TLSExtension.text(bytes: Array("é".utf8)) == "é")
    }
}
