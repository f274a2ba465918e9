import Testing
import TextScreen

@testable import InspectorUI

struct NearestWordTests {
    @Test(arguments: [("pagdn", "PgDn"), ("F3", "F3"), ("retrun", nil), ("", nil), ("Spce", "Space")])
    func `the nearest key is found`(_ name: String, _ nearest: String?) {
        #expect(NearestWord.to(name, in: NearestWord.keys) == nearest)
    }

    @Test func `all names are keys`() {
        for name in NearestWord.keys { #expect(Key(name: name)?.name == name) }
    }
}
