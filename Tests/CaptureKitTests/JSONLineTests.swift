import CaptureKit
import Testing

struct JSONLineTests {
    @Test(arguments: [
        "{}", #"{"a":1}"#, #"{"a":-0.5e+10,"b":[],"c":[1,[2],{"d":null}],"e":true,"f":false}"#,
        #"{"a":"\"\\\/\b\f\n\r\t\u00e9é漢"}"#, #"{"":{}}"#,
    ])
    func `what is JSON is read`(_ text: String) {
        #expect(JSONLine(Array(text.utf8)[...]) != nil)
    }

    @Test(arguments: [
        "", "{", "{}x", " {}", "[]", "1", #"{"a":}"#, #"{"a"}"#, #"{a:1}"#, #"{"a":1,}"#, #"{"a":01}"#, #"{"a":1.}"#,
        #"{"a":.5}"#, #"{"a":1e}"#, #"{"a":-}"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#, #"{"a":"\ud800"}"#, "{\"a\":\"\t\"}",
        #"{"a":[1,]}"#, #"{"a":[1 2]}"#, #"{"a":tru}"#, #"{"a":"b}"#, #"{"a":1"b":2}"#, #"{"a":"\u+123"}"#,
    ])
    func `what is not JSON is refused`(_ text: String) {
        #expect(JSONLine(Array(text.utf8)[...]) == nil)
    }

    @Test
    func `members are found by name`() throws {
        let line = try #require(JSONLine(Array(#"{"a":12,"b":"x","c":{"d":3},"e":"12"}"#.utf8)[...]))
        #expect(line.names == ["a", "b", "c", "e"])
        #expect(line.number("a") == 12)
        #expect(line.text("b") == "x")
        #expect(line.number("c", "d") == 3)
        #expect(line.number("e") == nil)
        #expect(line.text("a") == nil)
        #expect(line.raw("z") == nil)
        #expect(line.isUnambiguous)
        #expect(JSONLine(Array(#"{"a":1,"a":2}"#.utf8)[...])?.isUnambiguous == false)
    }
}
