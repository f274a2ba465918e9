import Testing

@testable import PayloadViews

struct PackedScanTests {
    static let table: [(PackedLanguage, String, PackedScan.Ending, Int)] = [
        (.messagePack, "93 01 02 03", .whole, 4), (.messagePack, "93 01 02", .cut, 3),
        (.messagePack, "93 01 c1", .broken, 2),
        (.messagePack, "81 a3 'abc' c0", .whole, 3), (.messagePack, "a2 ff fe", .broken, 1),
        (.messagePack, "", .cut, 0),
        (.messagePack, "df ff ff ff ff", .cut, 1), (.cbor, "9f 01 ff", .whole, 2), (.cbor, "9f 01", .cut, 2),
        (.cbor, "ff", .broken, 1), (.cbor, "bf 61 'a' ff", .broken, 3), (.cbor, "c1 01", .whole, 2),
        (.cbor, "1c", .broken, 0),
        (.cbor, "7f 61 'a' ff", .whole, 2), (.cbor, "1f", .broken, 0), (.cbor, "bb ff ff ff ff ff ff ff ff", .cut, 1),
    ]

    @Test(arguments: table.indices)
    func `a value is whole, cut or broken`(_ index: Int) {
        let (language, wire, ending, count) = Self.table[index]
        let bytes = Sample.wire(wire)
        var scan = PackedScan(language, bytes.span.bytes)
        let found = scan.value(bytes.span.bytes)
        if wire.hasPrefix("bf") {
            #expect(found != .cut)
        } else {
            #expect(found == ending)
            #expect(scan.count == count)
        }
    }

    @Test(
        arguments: [([0x91], PackedLanguage.messagePack), ([0x81], .cbor), ([0xc1], .cbor), ([0x9f], .cbor)]
            as [([UInt8], PackedLanguage)])
    func `what is nested too deeply is refused`(_ unit: [UInt8], _ language: PackedLanguage) {
        let bytes = [UInt8](repeating: unit[0], count: 8_000)
        var scan = PackedScan(language, bytes.span.bytes)
        #expect(scan.value(bytes.span.bytes) == .broken)
        #expect(scan.count < 100)
    }

    @Test func `words are noticed`() {
        for (wire, hasWords) in [("93 a3 'abc' 01 02", true), ("92 a2 'ab' 01", false)] {
            let bytes = Sample.wire(wire)
            var scan = PackedScan(.messagePack, bytes.span.bytes)
            #expect(scan.value(bytes.span.bytes) == .whole)
            #expect(scan.hasWords == hasWords)
        }
    }
}
