import TestKit
import Testing
import TextScreen

@testable import InspectorUI

struct InspectorConfigTests {
    private static let usual = """
        # my config
        [connections]
        columns = ["number", "host"]  # only two
        sort = "age"
        reversed = true

        [messages]
        time = 'utc'
        hide-control = true
        [keys]
        filter = ["x", "F2"]
        mark = []
        [history]
        filter = [
            "a == \\"b\\"", # one
            "length > 1k",
        ]
        search = ["caf\\u00e9"]
        [hint]
        seen = true
        [look]
        colours = "dark"
        mouse = false

        """

    @Test func `every key is read`() {
        let (settings, remarks) = InspectorConfig.read(Self.usual)
        #expect(remarks == [])
        #expect(settings.columns == [.number, .host])
        #expect(settings.sortColumn == .age && settings.isReversed)
        #expect(settings.timeFormat == .utc && settings.hidesControl)
        #expect(settings.keys == [.filter: [.character("x"), .function(2)], .mark: []])
        #expect(settings.filterHistory == ["a == \"b\"", "length > 1k"])
        #expect(settings.searchHistory == ["café"])
        #expect(settings.hasSeenHint && settings.colours == .dark && !settings.usesMouse)
    }

    @Test(arguments: [
        ("[connections]\nsort = \"agee\"", "line 2: “agee” is no value of “sort”: did you mean “age”?"),
        ("[conections]\n", "line 1: “conections” is no table: did you mean “connections”?"),
        ("[keys]\nfiltr = [\"x\"]", "line 2: “filtr” is no action: did you mean “filter”?"),
        ("[keys]\nfilter = [\"PgDwn\"]", "line 2: “PgDwn” is no key: did you mean “PgDn”?"),
        (
            "[keys]\nfilter = [\"x\"]\nmark = [\"x\"]",
            "line 3: x is bound to “filter” already, which counts: take another"
        ),
        ("[hint]\nseen = \"yes\"", "line 2: “seen” is true or false, without quotation marks"),
        ("[look]\ncolours = dark", "line 2: text stands in “\"”: write \"dark\""),
        ("[look]\ncolours = \"dark", "line 2: the text is not closed: put \" at its end"),
        ("[look\nmouse = true", "line 1: “]” is missing behind the table's name"),
        ("seen = true", "line 1: “seen” stands in no table: it belongs below a [table]"),
        ("[hint]\nseen true", "line 2: “=” is missing behind “seen”: write key = value"),
        ("[hint]\n\n= 1", "line 3: a key is expected: write key = value, or put # in front"),
        (
            "[hint]\nseen = true true",
            "line 2: something stands behind the end: put it on a line of its own, or behind #"
        ),
        ("[hint]\nseen =", "line 2: a value is missing: write text in “\"”, a number, true or false"),
        (
            "[hint]\nseen = true\nseen = false",
            "line 3: “hint.seen” stands in line 2 already, which counts: remove one"
        ),
        ("[history]\nfilter = [\"a\"", "line 2: the list is not closed: put ] at its end"),
        (
            "[history]\nfilter = [\"\\q\"]",
            "line 2: this escape is unknown: write \\\\ for a backslash, or put the text in '…'"
        ),
        ("[connections]\ncolumns = [\"host\", \"hots\"]", "line 2: “hots” is no column: did you mean “host”?"),
    ])
    func `what is wrong is told with its line`(_ text: String, _ remark: String) {
        #expect(InspectorConfig.read(text).1 == [remark] || InspectorConfig.read(text).1.first == remark)
    }

    @Test func `a wrong line loses nothing else`() {
        let (settings, remarks) = InspectorConfig.read(
            "[messages]\ntime = \"utc\nhide-control = true\n???\n[hint]\nseen = true\n[history]\nsearch = [\"a\",\n[look]\nmouse = false"
        )
        #expect(settings.hidesControl && settings.hasSeenHint && !settings.usesMouse)
        #expect(remarks.count == 3)
    }

    @Test func `writing the settings that were read changes nothing`() {
        for text in [Self.usual, "", "???", "[x]\r\ny = 1\r\n", "[messages]\ntime = \"utc", Self.usual + "time = 1"] {
            #expect(InspectorConfig.write(InspectorConfig.read(text).0, over: text) == text)
        }
    }

    @Test func `writing keeps comments, unknown keys and order`() {
        var settings = InspectorConfig.read(Self.usual).0
        settings.columns = [.host]
        settings.timeFormat = .delta
        settings.keys[.export] = [.control("s")]
        let text = InspectorConfig.write(settings, over: Self.usual)
        #expect(
            text
                == Self.usual.replacing("[\"number\", \"host\"]  # only two", with: "[\"host\"]  # only two")
                .replacing("'utc'", with: "\"delta\"").replacing("mark = []\n", with: "mark = []\nexport = [\"^s\"]\n"))
    }

    @Test func `writing over nothing says only what is not usual`() {
        var settings = InspectorSettings()
        settings.hasSeenHint = true
        settings.searchHistory = ["a\"\\\n\u{7}"]
        let text = InspectorConfig.write(settings, over: "")
        #expect(text == "[history]\nsearch = [\"a\\\"\\\\\\n\\u0007\"]\n\n[hint]\nseen = true\n")
        #expect(InspectorConfig.read(text).0 == settings)
    }

    @Test func `whatever is written is read again, over any text`() {
        var random = SeededRandom(seed: 7)
        let texts = ["", Self.usual, "# x", "[keys]\nfilter = [\"a\"]", "[history]", "[look]\nmouse = tru\n[hint] # c"]
        for _ in 0..<300 {
            let settings = Self.settings(&random)
            let text = InspectorConfig.write(settings, over: texts.randomElement(using: &random) ?? "")
            #expect(InspectorConfig.read(text).0 == settings, "\(text)")
        }
    }

    @Test func `no text traps`() {
        var random = SeededRandom(seed: 9)
        let bytes = Array(Self.usual.utf8)
        let signs = Array("[]\"'=#\n\r\\{}.,u\u{e9}\"\"\"".utf8)
        for _ in 0..<2_000 {
            var broken = bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<broken.count, using: &random)
                broken[place] = signs.randomElement(using: &random) ?? 0
            }
            let text = String(decoding: broken.prefix(Int.random(in: 0...broken.count, using: &random)), as: UTF8.self)
            let settings = InspectorConfig.read(text).0
            #expect(InspectorConfig.write(settings, over: text) == text)
        }
        _ = InspectorConfig.read("a = " + String(repeating: "[", count: 100_000))
    }

    private static func settings(_ random: inout SeededRandom) -> InspectorSettings {
        var settings = InspectorSettings()
        settings.columns = Array(
            ConnectionColumn.allCases.shuffled(using: &random).prefix(Int.random(in: 1...18, using: &random)))
        settings.sortColumn = ConnectionColumn.allCases.randomElement(using: &random) ?? .number
        settings.isReversed = Bool.random(using: &random)
        settings.timeFormat = TimeFormat.allCases.randomElement(using: &random) ?? .utc
        settings.hidesControl = Bool.random(using: &random)
        settings.hasSeenHint = Bool.random(using: &random)
        settings.colours = ColourChoice.allCases.randomElement(using: &random) ?? .auto
        settings.usesMouse = Bool.random(using: &random)
        let words = ["a", "\"", "\\n", "漢字 \u{1f642}", "length > 1k and from == server", "#", "]", "\t\u{0}\u{7f}"]
        settings.filterHistory = words.shuffled(using: &random)
        settings.searchHistory = words.filter { _ in Bool.random(using: &random) }
        if Bool.random(using: &random) { settings.keys[.filter] = [.character("\""), .control("x"), .alt("\\")] }
        if Bool.random(using: &random) { settings.keys[.mark] = [.function(3), .character(" "), .pageDown] }
        return settings
    }
}
