import CZlib
import CaptureKit
import Glibc
import TestKit
import Testing

/// The built program, run as a user runs it.
enum Wscope {
    /// The executable beside this test.
    static let path: String = {
        let link = [UInt8](unsafeUninitializedCapacity: 4_096) { memory, count in
            count = memory.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { max(0, readlink("/proc/self/exe", $0, text.count)) } ?? 0
            }
        }
        let test = String(decoding: link, as: UTF8.self)
        let beside = test.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/wscope"
        return access(beside, X_OK) == 0 ? beside : CaptureFile.root + "/.build/debug/wscope"
    }()

    /// Starts it.
    static func start(
        _ arguments: [String], environment: [String: String] = [:], input: Program.Stream = .nothing,
        output: Program.Stream = .test
    ) throws -> Program {
        var settings = ["TZ": "UTC"]
        settings.merge(environment) { $1 }
        return try #require(Program(path, arguments, environment: settings, input: input, output: output))
    }

    /// Runs it to its end, with bytes on its standard input where there are any.
    static func run(
        _ arguments: String..., input: [UInt8]? = nil, environment: [String: String] = [:]
    ) throws -> ProgramEnd {
        let program = try start(arguments, environment: environment, input: input == nil ? .nothing : .test)
        program.give(input ?? [], isLast: true)
        return program.end()
    }
}

/// A folder that lasts as long as a test.
final class Folder {
    let path: String
    private var names: [String] = []

    init() throws {
        var template = Array("/tmp/wscope-end-XXXXXX".utf8CString)
        path = try String(cString: #require(mkdtemp(&template)))
    }

    deinit {
        for name in names { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        names.append(name)
        try #require(write(bytes, to: "\(path)/\(name)"))
        return "\(path)/\(name)"
    }
}

extension CaptureFile {
    /// A capture of this project by its name.
    static func named(_ name: String) throws -> CaptureFile {
        try #require(all.first { $0.name == name })
    }

    /// The lines that are expected of it.
    var expected: String { String(decoding: contents(of: expectedPath) ?? [], as: UTF8.self) }
}

/// Compresses bytes: as gzip where `bits` is 31, as a raw deflate stream that ends in a full flush where it is -15.
func compressed(_ bytes: [UInt8], bits: Int32 = 31) throws -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    try #require(deflateInit2_(&stream, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK)
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
    let made = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            stream.next_out = target.baseAddress
            stream.avail_out = UInt32(target.count)
            _ = deflate(&stream, bits < 0 ? Z_FULL_FLUSH : Z_FINISH)
            return target.count - Int(stream.avail_out)
        }
    }
    return Array(output[..<made])
}
