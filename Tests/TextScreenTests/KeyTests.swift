import Testing
import TextScreen

struct KeyTests {
    @Test(arguments: [
        (Key.character("q"), "q"), (.character(" "), "Space"), (.character("漢"), "漢"), (.control("d"), "^d"),
        (.control("@"), "^@"), (.control("\\"), "^\\"), (.alt("x"), "M-x"), (.function(12), "F12"), (.enter, "Enter"),
        (.escape, "Esc"), (.tab, "Tab"), (.backTab, "S-Tab"), (.backspace, "Backspace"), (.delete, "Del"),
        (.insert, "Ins"), (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"), (.pageUp, "PgUp"),
        (.pageDown, "PgDn"), (.home, "Home"), (.end, "End"),
    ])
    func `a key has a name, and the name is the key's`(_ key: Key, _ name: String) {
        #expect(key.name == name)
        #expect(Key(name: name) == key)
    }

    @Test(arguments: [
        ("^D", Key.control("d")), ("^i", .tab), ("^m", .enter), ("^[", .escape), ("^h", .backspace),
        ("pgdn", .pageDown),
        ("f5", .function(5)), ("SPACE", .character(" ")), ("F", .character("F")),
    ])
    func `other names of a key are understood`(_ name: String, _ key: Key) {
        #expect(Key(name: name) == key)
    }

    @Test(arguments: ["", "F0", "F25", "xx", "^é", "M-", "Enterr", "F99999999999999999999"])
    func `what is no key's name is none`(_ name: String) {
        #expect(Key(name: name) == nil)
    }
}
