import CursesTerminal
import Glibc
import InspectorUI
import Testing

@testable import wscope

struct ConfigFileTests {
    private func read(_ path: String) -> String? {
        SmallFile.read(path, atMost: 1 << 20).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `what was chosen is there the next time, for its owner alone, and what else stands there stays`() throws
    {
        let folder = try TemporaryFolder()
        let path = try folder.file("config.toml", Array("# mine\n[messages]\ntime = \"utc\" # so\n".utf8))
        let config = ConfigFile(path: path)
        #expect(config.remarks.isEmpty && config.settings.timeFormat == .utc)
        var settings = config.settings
        settings.hidesControl = true
        config.save(settings)
        #expect(config.write() == nil)
        var status = stat()
        try #require(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        let text = try #require(read(path))
        #expect(text.hasPrefix("# mine\n[messages]\ntime = \"utc\" # so\n"))
        #expect(ConfigFile(path: path).settings.hidesControl)
    }

    @Test func `folders are made for it, and nothing is written where nothing was chosen`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/a/b/config.toml"
        let config = ConfigFile(path: path)
        #expect(config.remarks.isEmpty)
        #expect(config.write() == nil && access(path, F_OK) != 0)
        config.save(config.settings)
        #expect(config.write() == nil && access(path, F_OK) != 0)
        var settings = config.settings
        settings.hasSeenHint = true
        config.save(settings)
        #expect(config.writeWhenDue(at: 5_000_000_000) == nil && access(path, F_OK) == 0)
        // Not again within a second.
        settings.timeFormat = .delta
        config.save(settings)
        #expect(config.writeWhenDue(at: 5_900_000_000) == nil)
        #expect(ConfigFile(path: path).settings.timeFormat == .absolute)
        #expect(config.writeWhenDue(at: 6_000_000_000) == nil)
        #expect(ConfigFile(path: path).settings.timeFormat == .delta)
        unlink(path)
        rmdir("\(folder.path)/a/b")
        rmdir("\(folder.path)/a")
    }

    @Test func `what is wrong in it is told with its place`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("config.toml", Array("[messages]\ntyme = \"utc\"\n".utf8))
        let remark = try #require(ConfigFile(path: path).remarks.first)
        #expect(remark.hasPrefix("\(path): line 2: ") && remark.contains("time"))
    }

    @Test(arguments: [[0x23, 0xff, 0x0a], [UInt8](repeating: 0x0a, count: (1 << 20) + 1)])
    func `one that cannot be read is not written over`(_ bytes: [UInt8]) throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("config.toml", bytes)
        let config = ConfigFile(path: path)
        #expect(config.remarks.count == 1)
        var settings = config.settings
        settings.hidesControl = true
        config.save(settings)
        #expect(config.write() == nil)
        #expect(SmallFile.read(path, atMost: 1 << 21) == bytes)
    }

    @Test func `a link to it stays a link`() throws {
        let folder = try TemporaryFolder()
        let real = try folder.file("real.toml", [])
        let link = "\(folder.path)/config.toml"
        try #require(symlink(real, link) == 0)
        defer { unlink(link) }
        let config = ConfigFile(path: link)
        var settings = config.settings
        settings.hidesControl = true
        config.save(settings)
        #expect(config.write() == nil)
        var status = stat()
        #expect(lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(read(real)?.contains("hide-control = true") == true)
    }

    @Test func `where it cannot be written, that is said`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("file", [1])
        let config = ConfigFile(path: "\(file)/config.toml")
        var settings = config.settings
        settings.hidesControl = true
        config.save(settings)
        // A path through a file can be neither read nor written.
        #expect(!config.remarks.isEmpty || config.write() != nil)
    }

    @Test(arguments: [
        ("auto", true, TerminalOptions.Background.auto), ("light", true, .light), ("dark", true, .dark),
        ("none", false, .auto),
    ])
    func `colours and the mouse are the terminal's`(
        _ word: String, _ usesColours: Bool, _ background: TerminalOptions.Background
    ) throws {
        let folder = try TemporaryFolder()
        let text = "[look]\ncolours = \"\(word)\"\nmouse = false\n"
        let options = ConfigFile(path: try folder.file("config.toml", Array(text.utf8))).terminalOptions
        #expect(options.usesColours == usesColours && options.background == background && !options.usesMouse)
    }
}
