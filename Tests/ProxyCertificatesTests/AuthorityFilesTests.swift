import Glibc
import Testing

@testable import ProxyCertificates

struct AuthorityFilesTests {
    @Test
    func `folders are made for their owner alone, those above too`() throws {
        let scratch = try Scratch()
        let files = try AuthorityFiles(folder: "\(scratch.path)/a/b")
        #expect(Scratch.mode("\(scratch.path)/a") == 0o700)
        #expect(Scratch.mode("\(scratch.path)/a/b") == 0o700)
        #expect(files.key == "\(scratch.path)/a/b/wscope-ca-key.pem")
    }

    @Test
    func `a folder that is there keeps its mode`() throws {
        let scratch = try Scratch()
        chmod(scratch.path, 0o755)
        _ = try AuthorityFiles(folder: scratch.path)
        #expect(Scratch.mode(scratch.path) == 0o755)
    }

    @Test(arguments: ["/proc/wscope", "/dev/null", "/dev/null/x"])
    func `a folder that cannot be made is an error that names it`(_ path: String) {
        let error = #expect(throws: AuthorityError.self) { _ = try AuthorityFiles(folder: path) }
        guard case .noFolder(path, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test
    func `what is written is read, with its mode whatever the mask, and nothing else is left`() throws {
        let scratch = try Scratch()
        let files = try AuthorityFiles(folder: scratch.path)
        #expect(try files.readKey() == nil)
        #expect(try files.readCertificate() == nil)
        try files.writeKey("the key\n")
        try files.writeCertificate("the certificate\n")
        try files.writeCertificate("another certificate\n")
        #expect(try files.readKey() == "the key\n")
        #expect(try files.readCertificate() == "another certificate\n")
        #expect(Scratch.mode(files.key) == 0o600)
        #expect(Scratch.mode(files.certificate) == 0o644)
        #expect(scratch.names == ["wscope-ca-cert.pem", "wscope-ca-key.pem"])
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o610, 0o644, 0o777] as [mode_t])
    func `a key that others may use is refused`(_ mode: mode_t) throws {
        let scratch = try Scratch()
        let files = try AuthorityFiles(folder: scratch.path)
        try files.writeKey("the key\n")
        chmod(files.key, mode)
        #expect(throws: AuthorityError.exposedKey(files.key, mode: mode)) { try files.readKey() }
    }

    @Test
    func `a key that not even its owner may write is fine`() throws {
        let scratch = try Scratch()
        let files = try AuthorityFiles(folder: scratch.path)
        try files.writeKey("the key\n")
        chmod(files.key, 0o400)
        #expect(try files.readKey() == "the key\n")
    }

    @Test
    func `what is no file, or too large, cannot be read`() throws {
        let scratch = try Scratch()
        let files = try AuthorityFiles(folder: scratch.path)
        mkdir(files.key, 0o700)
        #expect(throws: AuthorityError.unreadable(files.key, reason: "it is no regular file")) { try files.readKey() }
        try scratch.write([UInt8](repeating: 65, count: AuthorityFiles.largest), to: "wscope-ca-cert.pem")
        #expect(try files.readCertificate()?.utf8.count == AuthorityFiles.largest)
        try scratch.write([UInt8](repeating: 65, count: AuthorityFiles.largest + 1), to: "wscope-ca-cert.pem")
        #expect(throws: AuthorityError.self) { try files.readCertificate() }
    }

    @Test
    func `what a killed program left behind is no obstacle, and what cannot be written is an error`() throws {
        let scratch = try Scratch()
        let files = try AuthorityFiles(folder: scratch.path)
        try scratch.write("half", to: "wscope-ca-key.pem.\(getpid())~")
        try files.writeKey("the key\n")
        #expect(scratch.names == ["wscope-ca-key.pem"])
        mkdir("\(files.certificate).\(getpid())~", 0o700)
        #expect(throws: AuthorityError.notWritten(files.certificate, reason: "File exists")) {
            try files.writeCertificate("the certificate\n")
        }
        #expect(try files.readCertificate() == nil)
    }
}
