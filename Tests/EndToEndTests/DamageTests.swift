import CaptureKit
import Glibc
import TestKit
import Testing

struct DamageTests {
    private func read(_ arguments: String...) throws -> ProgramEnd {
        try Wscope.start(["read", "--format", "jsonl"] + arguments).end()
    }

    private func expect(_ end: ProgramEnd, says words: String..., sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(end.exitCode == 3, sourceLocation: sourceLocation)
        for word in words {
            #expect(end.errorText.contains(word), "\(end.errorText)", sourceLocation: sourceLocation)
        }
    }

    @Test
    func `what cannot be read is named, with what to do`() throws {
        let folder = try Folder()
        expect(try read(folder.path + "/none.pcap"), says: "/none.pcap: there is no such file", "check the path")
        expect(try read(folder.path), says: "\(folder.path): it is a directory")
        let empty = try folder.file("empty.pcap", [])
        expect(try read(empty), says: "\(empty): the file is empty")
        let text = try folder.file("notes.txt", Array("These are notes, and no capture at all.\n".utf8))
        expect(try read(text), says: "\(text): this is neither a pcap nor a pcapng file", "text")
        let session = try folder.file("a.har", Array(#"{"log":{"version":"1.2"}}"#.utf8))
        expect(try read(session), says: "JSON")
        expect(try Wscope.run("read", "-", input: []), says: "standard input: the file is empty")
    }

    @Test(arguments: ["pings", "closes", "text"])
    func `a capture cut anywhere gives what came before, and then the place`(_ name: String) throws {
        let list = PacketList(of: try CaptureFile.named(name).bytes)
        let folder = try Folder()
        for (ending, file) in [("pcap", list.pcap()), ("pcapng", list.pcapng())] {
            for part in 1..<6 {
                var cut = file.count * part / 6
                while Story(of: Array(file[..<cut])).errors.isEmpty { cut += 1 }
                let path = try folder.file("cut\(part).\(ending)", Array(file[..<cut]))
                let end = try read(path)
                let story = Story(of: Array(file[..<cut]))
                let error = try #require(story.errors.first)
                #expect(end.output == story.jsonLines)
                expect(
                    end, says: "\(path): the file ends in the middle of", "at byte \(error.offset)",
                    "packet \(error.packetsBefore + 1)")
                #expect(error.packetsBefore > 1)
                #expect(end.errorText.contains("the \(error.packetsBefore) packets before it were read"))
            }
        }
    }

    @Test
    func `compressed data that is cut or damaged gives what came before`() throws {
        let capture = try CaptureFile.named("many")
        let packed = try compressed(capture.bytes)
        let folder = try Folder()
        let cut = try read(folder.file("cut.gz", Array(packed.dropLast(packed.count / 3))))
        expect(cut, says: "cut.gz: the compressed data ends too early", "packets before it were read")
        #expect(cut.lines.count > 10)
        var damaged = packed
        for place in packed.count * 2 / 3..<packed.count * 2 / 3 + 8 { damaged[place] ^= 0xff }
        let end = try read(folder.file("damaged.gz", damaged))
        expect(end, says: "damaged.gz: the ", "damaged", "packets before it were read")
        #expect(end.lines.count > 10)
        #expect(capture.expected.hasPrefix(end.lines[0] + "\n"))
        var checksum = packed
        checksum[packed.count - 8] ^= 1
        let whole = try read(folder.file("checksum.gz", checksum))
        expect(whole, says: "checksum.gz: the compressed data is damaged near byte \(packed.count)")
        #expect(whole.text == capture.expected)
    }

    @Test
    func `a file that cannot be read does not stop the others`() throws {
        let good = try CaptureFile.named("pings")
        let folder = try Folder()
        let missing = folder.path + "/none.pcap"
        for arguments in [[good.path, missing], [missing, good.path]] {
            let end = try Wscope.start(["read", "--format", "jsonl"] + arguments).end()
            expect(end, says: "none.pcap: there is no such file")
            #expect(end.text == good.expected)
        }
        let text = try folder.file("notes.txt", Array("no capture".utf8))
        let end = try read(text, good.path)
        expect(end, says: "notes.txt: this is neither a pcap nor a pcapng file")
        #expect(end.text == good.expected)
    }

    @Test
    func `quiet says errors all the same`() throws {
        let end = try read("-q", "/none.pcap")
        expect(end, says: "/none.pcap: there is no such file")
        #expect(end.errorText.split(separator: "\n").count == 1)
    }
}
